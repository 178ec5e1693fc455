"""A plan and the criteria that its points are given by stand in one sheet of the catalogue, a table below the other: a
file that has one of them leaves the other as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.write import SheetRow
from cchc_excel.imports.columns import Role
from cchc_excel.imports.plan import HEADINGS, ImportedPlan, are_criteria

_TABLE = re.compile(r"B(\d+)\.")
"""How keys of a second table begin."""
_KEY = "khoá"
_OF_TASKS = tuple(HEADINGS[role] for role in (Role.LEAD, Role.PRODUCT, Role.TIME))


class Beside(msgspec.Struct, frozen=True):
    """The rows of the present sheet that an import leaves: their keys, whether they stand above what is imported, in
    words, and the keys that change (old -> new) because what is imported takes theirs."""

    keys: frozenset[str] = frozenset()
    above: bool = False
    told: str = ""
    moved: Mapping[str, str] = {}

    def rows_above(self, present: Sequence[SheetRow]) -> list[SheetRow]:
        """The rows that stay above the imported ones."""
        return [row for row in present if self.above and _key(row) in self.keys]

    def joined(self, present: Sequence[SheetRow], imported: Sequence[SheetRow]) -> list[SheetRow]:
        """All rows of the sheet after the import."""
        below = [row for row in present if not self.above and _key(row) in self.keys]
        return [*self.rows_above(present), *imported, *self.renamed(below, _KEY)]

    def renamed(self, rows: Sequence[SheetRow], heading: str) -> list[SheetRow]:
        """Rows that name a key under a heading, with its new one where it has one."""
        return [row | {heading: self.moved.get(str(row.get(heading)), row.get(heading))} for row in map(dict, rows)]


def criteria_number(present: Iterable[Mapping[str, object]], scored: Collection[str]) -> int:
    """The number of the first table of criteria that come to the present rows of sheet Kế hoạch: in the place of the
    criteria that are there, else behind the plan; 1 where there is no plan. `scored`: the mục that sheet Chấm điểm
    gives points to."""
    tables = _tables(present)
    criteria = _of_criteria(tables, scored)
    others = tables.keys() - criteria
    if not others:
        return 1
    return min((number for number in criteria if number > max(others)), default=max(others) + 1)


def left_beside(plan: ImportedPlan, present: Sequence[Mapping[str, object]], scored: Collection[str]) -> Beside:
    """What a file leaves of the present rows: the plan, where it has criteria only; criteria, where it has none, below
    it: where their tables have the numbers of the file's own, the next ones."""
    tables = _tables(present)
    criteria = _of_criteria(tables, scored)
    if are_criteria(plan.lines):
        rows = [row for number, own in tables.items() if number not in criteria for row in own]
        told = f"Tệp này chỉ có bộ tiêu chí chấm điểm: {len(rows)} dòng của kế hoạch đang có được giữ nguyên."
        return Beside(frozenset(map(_key, rows)), above=True, told=told) if rows else Beside()
    if any(line.is_scored for line in plan.lines):
        return Beside()
    rows = [row for number in sorted(criteria) for row in tables[number]]
    if not rows:
        return Beside()
    own_numbers = {_number(row[_KEY]) for row in plan.rows}
    moved = _moved(tables, criteria, max(own_numbers) + 1) if criteria & own_numbers else {}
    told = f"Tệp này không có bảng điểm: {len(rows)} dòng của bộ tiêu chí đang có được giữ nguyên, ở dưới kế hoạch."
    if moved:
        old, new = next(iter(moved.items()))
        told += f" Mục của chúng đổi ở mọi sheet: {old} thành {new}, các mục khác cũng vậy; phát lại biểu mẫu."
    return Beside(frozenset(map(_key, rows)), told=told, moved=moved)


def _moved(tables: Mapping[int, Sequence[Mapping[str, object]]], criteria: set[int], first: int) -> dict[str, str]:
    """Key -> the one that it gets where the tables of criteria are numbered from `first` on."""
    return {
        key: f"B{number}.{_TABLE.sub('', key)}"
        for number, old in enumerate(sorted(criteria), start=first)
        for key in map(_key, tables[old])
        if key
    }


def _tables(rows: Iterable[Mapping[str, object]]) -> dict[int, list[Mapping[str, object]]]:
    """Number of a table -> its rows."""
    found: dict[int, list[Mapping[str, object]]] = {}
    for row in rows:
        found.setdefault(_number(_key(row)), []).append(row)
    return found


def _of_criteria(tables: Mapping[int, Sequence[Mapping[str, object]]], scored: Collection[str]) -> set[int]:
    """The tables whose rows have points, and say of no task who does it, what comes of it, or when."""
    return {
        number
        for number, rows in tables.items()
        if any(_key(row) in scored for row in rows) and not any(row.get(title) for row in rows for title in _OF_TASKS)
    }


def _key(row: Mapping[str, object]) -> str:
    return str(row.get(_KEY) or "")


def _number(key: str) -> int:
    match = _TABLE.match(key)
    return int(match[1]) if match else 1
