"""Problems for people: lines on stderr, equal ones together, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cchc_excel.problems.problem import Problem

_PRINTED = 10
"""So many warnings of one kind in one file are printed; the others are counted."""


def print_problems(problems: Sequence[Problem]) -> None:
    """Problems on stderr, one a line, equal ones together; of warnings of one kind in one file a few are printed, the
    others counted."""
    from cchc_excel.problems.problem import Level, group_problems  # not for a help

    warnings: dict[tuple[str, str | None], int] = {}
    for group in group_problems(problems):
        if group.first.level is Level.WARNING:
            key = (group.first.code, group.first.file)
            warnings[key] = warnings.get(key, 0) + 1
            if warnings[key] > _PRINTED:
                continue
        click.echo(group.line(), err=True)
    for (code, file), count in warnings.items():
        if count > _PRINTED:
            click.echo(f"  … và {count - _PRINTED} cảnh báo “{code}” nữa trong {file or 'kỳ này'}", err=True)


def counts_in_words(problems: Sequence[Problem]) -> str:
    """How many errors and warnings: "2 lỗi, 5 cảnh báo"."""
    from cchc_excel.problems.problem import count_errors

    errors = count_errors(problems)
    return f"{errors} lỗi, {len(problems) - errors} cảnh báo"
