"""Many problems in few lines: those of one kind together, wherever they are.

Equal problems of one sheet are one entry of a letter (`group_problems`). A terminal has one line for a kind and its
cause over all files (`lines_of`); where a kind has many causes that differ in a word, all of them share a line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from cchc_excel.problems.kinds import KINDS
from cchc_excel.problems.problem import Level, Problem, each_fault, on_one_line

_LISTED = {Level.ERROR: 40, Level.WARNING: 8}
"""So many cells of one file stand in a line; the others are counted."""
_FILES = 3
"""So many files stand in a line with their cells."""
_NAMED = {Level.ERROR: 12, Level.WARNING: 3}
"""Of more files, so many are named; the others are counted."""
_APART = 3
"""So many causes of one kind have a line each."""
_SHORT = 90
"""Causes share a line where what is different in each is no longer than this, or where they are listed elsewhere."""
_LONGEST = {Level.ERROR: 600, Level.WARNING: 200}
"""What is different in causes that share a line takes no more room than this; the others are counted."""
_NUMBER = re.compile(r"(?<!\w)-?\d[\d.,]*(?!\w)")
_A_PAIR = 2
_SPELLED_OUT = 10
"""So many warnings that cannot share a line have one each; the others are counted. Errors have one each."""


class ProblemGroup(msgspec.Struct, frozen=True):
    """Problems that are the same but for their cell: the first of them, and every cell, in order."""

    first: Problem
    cells: tuple[str, ...]

    @property
    def spot(self) -> str:
        """Sheet and cells: "TTHC!D7, D8"; "" where there are none."""
        return _spot(self.first.sheet, self.cells, _LISTED[Level.WARNING])


def group_problems(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Equal problems of one sheet together, in the order of their first."""
    cells: dict[Problem, list[str]] = {}
    first: dict[Problem, Problem] = {}
    for problem in problems:
        key = msgspec.structs.replace(problem, cell=None)
        first.setdefault(key, problem)
        cells.setdefault(key, []).extend([problem.cell] if problem.cell else [])
    return [ProblemGroup(problem, tuple(dict.fromkeys(cells[key]))) for key, problem in first.items()]


def lines_of(problems: Iterable[Problem]) -> Iterator[str]:
    """Problems as lines of a terminal: level, places, message; one for each kind and cause, in the order of the first
    of each kind."""
    kinds: dict[tuple[Level, str], dict[str, list[Problem]]] = {}
    for problem in each_fault(problems):
        kinds.setdefault((problem.level, problem.code), {}).setdefault(problem.message, []).append(problem)
    for causes in kinds.values():
        yield from _lines_of_kind(causes)


def line_of(problem: Problem) -> str:
    """One line for a terminal: level, place, message."""
    return next(lines_of([problem]))


def _lines_of_kind(causes: dict[str, list[Problem]]) -> Iterator[str]:
    """The lines of one kind. `causes`: message -> the problems that say it."""
    code, level = (problem := next(iter(causes.values()))[0]).code, problem.level
    if len(causes) > _APART and _has_words(code):
        start, pieces, end = _compare(list(causes))
        different = _numbers_alone(pieces)
        if max(map(len, different)) <= _SHORT or _is_listed(code):
            every = [problem for same in causes.values() for problem in same]
            message = f"{start}{_enumerated(different, _LONGEST[level])}{end}"
            yield f"{_level(level)}: {message}" if _names_units(code, every) else _line(every, message)
            return
    apart = len(causes) if level is Level.ERROR else _SPELLED_OUT
    others = [problem for message in list(causes)[apart:] for problem in causes[message]]
    remedy = f"; {KINDS[code].remedy}" if others and code in KINDS else ""  # ten times the same: once, in the end
    for message in list(causes)[:apart]:
        yield _line(causes[message], message.removesuffix(remedy))
    if others:
        told = remedy if next(iter(causes)).endswith(remedy) else ""
        yield _line(others, f"{len(others)} chỗ nữa như các dòng trên (“{code}”){told}")


def _is_listed(code: str) -> bool:
    """Whether all of a kind can be read elsewhere."""
    return code in KINDS and KINDS[code].listed


def _names_units(code: str, problems: Sequence[Problem]) -> bool:
    """Whether the messages themselves begin with the units that they are about, so that a place says them twice."""
    kind = KINDS.get(code)
    return kind is not None and kind.what.startswith("{name}") and not any(one.file or one.sheet for one in problems)


def _has_words(code: str) -> bool:
    """Whether a kind says what is wrong in words of its own: else each of its messages is another matter."""
    kind = KINDS.get(code)
    return kind is None or bool(re.search(r"\w", re.sub(r"\{\w+\}", "", kind.what)))


def _compare(messages: Sequence[str]) -> tuple[str, list[str], str]:
    """What all messages begin with, what is different in each, and what all end with; cut between words, before a
    comma, and never inside of quotation marks."""
    start = re.sub(r"(“[^”]*|\S*)$", "", _common_start(messages))
    rests = [message[len(start) :] for message in messages]
    end = re.sub(r"^(?:[^“”]*”)?(?:(?!, )[^\s;:])*", "", _common_start([rest[::-1] for rest in rests])[::-1])
    return start, [rest.removesuffix(end) for rest in rests], end


def _numbers_alone(pieces: Sequence[str]) -> list[str]:
    """What is different in each cause: where that is a pair of numbers in the same words, the words stand in the first
    alone: "(37) lớn hơn số đã giải quyết (32)", "31 và 30"."""
    numbers = [_NUMBER.findall(piece) for piece in pieces]
    if len({_NUMBER.sub("#", piece) for piece in pieces}) > 1 or len(numbers[0]) != _A_PAIR:
        return list(pieces)
    return [pieces[0], *(" và ".join(of_piece) for of_piece in numbers[1:])]


def _common_start(texts: Sequence[str]) -> str:
    first, last = min(texts), max(texts)  # what these two begin with, all between them begin with
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)


def _enumerated(texts: Sequence[str], room: int) -> str:
    """The texts one after another, as far as there is room, at least one: "“a”, “b”, … (và 12 nữa)"."""
    ends = itertools.accumulate(len(text) + 2 for text in texts)
    told = [text for text, end in zip(texts, ends, strict=True) if end <= room] or texts[:1]
    left = len(texts) - len(told)
    return ", ".join(told) + (f", … (và {left} nữa)" if left else "")


def _line(problems: Sequence[Problem], message: str) -> str:
    level = problems[0].level
    where = on_one_line(_places(problems, level))
    return f"{_level(level)}: {where + ': ' if where else ''}{message}"


def _level(level: Level) -> str:
    return "LỖI" if level is Level.ERROR else "Cảnh báo"


def _places(problems: Sequence[Problem], level: Level) -> str:
    """Where problems are: "VP.xlsx › TTHC!D7, D8", "12 tệp (A.xlsx, B.xlsx, C.xlsx và 9 tệp khác)"; the units of those
    of no file, beside which one of no unit is of the office."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.file or "", []).append(problem)
    if list(files) == [""] and not any(problem.sheet for problem in problems):
        units = [problem.unit for problem in problems if problem.unit]
        whole = "cả cơ quan" if 0 < len(units) < len(problems) else ""
        return ", ".join(filter(None, (whole, _counted(units, _NAMED[level], "đơn vị"))))
    named = [file for file in files if file]
    if len(named) <= _FILES:
        spots = {file: _spots(of_file, _LISTED[level]) for file, of_file in files.items()}
        places = (" › ".join(filter(None, pair)) for pair in spots.items())
        return "; ".join(filter(None, places))
    return _counted(named, _NAMED[level], "tệp")


def _counted(names: Sequence[str], named: int, noun: str) -> str:
    """Names; of many how many they are and the first of them: "12 tệp (A.xlsx, B.xlsx, C.xlsx và 9 tệp khác)"."""
    different = list(dict.fromkeys(names))
    if len(different) <= _FILES:
        return ", ".join(different)
    others = len(different) - named
    rest = f" và {others} {noun} khác" if others > 0 else ""
    return f"{len(different)} {noun} ({', '.join(different[:named])}{rest})"


def _spots(problems: Iterable[Problem], listed: int) -> str:
    """Sheets and cells of the problems of one file."""
    sheets: dict[str | None, list[str]] = {}
    for problem in problems:
        sheets.setdefault(problem.sheet, []).extend([problem.cell] if problem.cell else [])
    return "; ".join(filter(None, (_spot(sheet, cells, listed) for sheet, cells in sheets.items())))


def _spot(sheet: str | None, cells: Iterable[str], listed: int) -> str:
    different = list(dict.fromkeys(cells))
    unlisted = len(different) - listed
    text = ", ".join(different[:listed]) + (f" và {unlisted} ô khác" if unlisted > 0 else "")
    return "!".join(part for part in (sheet, text) if part)
