"""Of the problems of a run, those that its user is told line by line; JSON and the lineage workbook have every one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cchc_excel.model.files import OF_PART, FileEntry, FileStatus
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Level, Problem, each_fault


def told_problems(files: Iterable[FileEntry], problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without those of superseded files; the warnings of a part's files are one that counts them, and
    stand in the merge of that part."""
    of_parts: Counter[str] = Counter()
    for problem in each_fault(unsuperseded(files, problems)):
        if problem.level is Level.WARNING and (problem.file or "").startswith(OF_PART):
            of_parts[str(problem.file).removeprefix(OF_PART).partition("/")[0]] += 1
        else:
            yield problem
    for part, count in of_parts.items():
        yield kinds.PART_WARNED(part=part, count=count)


def unsuperseded(files: Iterable[FileEntry], problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of all but superseded files: the unit has sent another one since."""
    superseded = {entry.file for entry in files if entry.status is FileStatus.SUPERSEDED}
    return (problem for problem in problems if problem.file not in superseded)
