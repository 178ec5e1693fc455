"""Problems for people: lines on stderr, those of one kind and cause together, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cchc_excel.problems.problem import Problem


def print_problems(problems: Iterable[Problem]) -> None:
    """Problems on stderr: a line for each kind and cause, with the files and cells that have it."""
    from cchc_excel.problems.grouping import lines_of  # not for a help

    for line in lines_of(problems):
        click.echo(line, err=True)


def counts_in_words(problems: Sequence[Problem]) -> str:
    """How many errors and warnings: "2 lỗi, 5 cảnh báo"."""
    from cchc_excel.problems.problem import count_errors, each_fault

    errors = count_errors(problems)
    return f"{errors} lỗi, {len(list(each_fault(problems))) - errors} cảnh báo"
