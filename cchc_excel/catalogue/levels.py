"""Levels: units of departments, departments of a province. The code of a unit of a department begins with the
department's: "SCT/VP"; that of a province's department in a ministry with the province's: "TG/SCT/VP"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc_excel.catalogue.unit_model import Unit

BETWEEN = "/"


def full_codes(typed: Sequence[tuple[str, str]]) -> list[tuple[str, str | None]]:
    """The code and department of each row of sheet Đơn vị. `typed`: its columns mã and thuộc ("": none). A code may be
    typed with its department or without; what belongs to itself, by whatever steps, belongs to nobody."""
    rows: dict[str, list[int]] = {}
    for at, (code, _) in enumerate(typed):
        rows.setdefault(code, []).append(at)

    def full(at: int, seen: frozenset[int]) -> tuple[str, str | None]:
        code, department = typed[at]
        if not department or at in seen:
            return code, _above(code)
        holders = [row for row in rows.get(department, ()) if row != at]
        if len(holders) == 1:
            department, _ = full(holders[0], seen | {at})
        return code if code.startswith(f"{department}{BETWEEN}") else f"{department}{BETWEEN}{code}", department

    return [full(at, frozenset()) if typed[at][0] else ("", None) for at in range(len(typed))]


def split_levels(rows: Mapping[str, Unit]) -> tuple[dict[str, Unit], dict[str, Unit]]:
    """The units that report, and the departments that others belong to, both by code in sheet order. A department
    without a row of its own is called by its code."""
    named = dict.fromkeys(level for unit in rows.values() for level in levels_above(unit.code, unit.department))
    departments = {code: rows.get(code) or Unit(code, code, short=code, department=_above(code)) for code in named}
    return {code: unit for code, unit in rows.items() if code not in departments}, departments


def levels_above(code: str, department: str | None) -> Iterator[str]:
    """The departments that a unit belongs to, the highest first; none of one without a department."""
    if department is None:
        return
    levels = code.split(BETWEEN)[:-1]
    yield from (BETWEEN.join(levels[:count]) for count in range(1, len(levels) + 1))


def members(units: Iterable[str], department: str) -> list[str]:
    """Those of some units that belong to a department, directly or through another."""
    return [unit for unit in units if unit.startswith(f"{department}{BETWEEN}")]


def _above(code: str) -> str | None:
    return code.rpartition(BETWEEN)[0] or None
