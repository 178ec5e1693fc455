"""Follows every number of the table of ratios through `nguon-so-lieu.xlsx` to the cells it names, and works it out
again from those cells alone: those of the period, of the previous and the cumulative one, zeros too. Every ratio of the
Word report and of the page has lines.

Questions, with the choice made here: what is not named is not known. A sum of which a filled cell is not named has no
value; a procedure is counted, a task counts, only if its cells are named. A count of which no procedure of the units
can be part, since none is in force or none has the flag, a sum over no row, and tasks where none was asked are 0
without any cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.years.expected import Expected
from tests.years.language import Unknown, evaluate, outer_names
from tests.years.model import Answer, Form, Indicator, Period, Rank, Year
from tests.years.ratios import counted_units
from tests.years.reports import PAGE, RATIO_TABLE, WORD, beside
from tests.years.run import Result
from tests.years.sent import taken_from
from tests.years.tasks import Asked, answered
from tests.years.totals import DERIVED, TASK_FIGURES, Row, Totals
from tests.years.write import indicator_name

SUMS = {"Tử số": "numerator", "Mẫu số": "denominator"}


class Source(NamedTuple):
    """A cell of a unit's workbook: the period and unit it is of, its sheet and address."""

    period: str
    unit: str
    sheet: str
    cell: str


class Line(NamedTuple):
    """A line of the lineage: the number it is about (report, sheet, cell), what it is made of and the cell that this
    comes from (no address: the workbook has no such row)."""

    report: str
    sheet: str
    cell: str
    what: str
    source: Source
    value: object


Named = frozenset[Source]


def read_lines(file: Path, period: str) -> list[Line]:
    """The lines that name a cell of a unit's workbook; a total that names lines of its own report is resolved."""
    rows = CalamineWorkbook.from_path(file).get_sheet_by_name("Nguồn số liệu").to_python(skip_empty_area=False)
    found: list[Line] = []
    indirect: list[tuple[tuple[str, str, str], tuple[str, str, str]]] = []
    for row in rows[1:]:
        report, page, cell, _, _, what, source, source_sheet, source_cell, value = row[:10]
        if not source:
            continue
        if str(source).startswith("bao-cao/"):
            about, at = (str(report), str(page), str(cell)), (str(source), str(source_sheet), str(source_cell))
            indirect.append((about, at))
            continue
        path = PurePosixPath(str(source))
        of = path.parent.name if path.parts[0] == ".." else period
        place = Source(of, path.stem, str(source_sheet), str(source_cell))
        found.append(Line(str(report), str(page), str(cell), str(what), place, value))
    return found + [Line(*about, *line[3:]) for about, at in indirect for line in found if line[:3] == at]


def compare_lineage(year: Year, wanted: Expected, root: Path, result: Result) -> None:
    """Everything about one period's lineage."""
    _book.cache_clear()
    folder = root / "output" / wanted.period
    lines = read_lines(folder / "nguon-so-lieu.xlsx", wanted.period)
    _check_sources(wanted, lines, root, result)
    named: dict[str, set[Source]] = {}
    for line in lines:
        if PurePosixPath(line.report).name == RATIO_TABLE and line.sheet == "Tổng hợp tỷ lệ":
            named.setdefault(line.cell, set()).add(line.source)
    _follow_table(year, wanted, root, {cell: frozenset(found) for cell, found in named.items()}, result)
    about = [(*line[:3], line.source, "" if line.source.cell else line.what) for line in lines]
    result.check(wanted.period, "lineage doubled", "", 0, len(about) - len(set(about)))
    _check_named(wanted, lines, result)


def _check_sources(wanted: Expected, lines: Iterable[Line], root: Path, result: Result) -> None:
    """Each line's value is what its cell holds."""
    for source, value in {(line.source, line.value) for line in lines if line.source.cell}:
        cell = _book(root / "input" / source.period / f"{source.unit}.xlsx")[source.sheet][source.cell].value
        cell = f"{cell:%d/%m/%Y}" if isinstance(cell, dt.datetime) else cell
        held = (cell or "") == value or cell == value
        result.check(wanted.period, "lineage source", source, True, held)


@cache
def _book(path: Path) -> Any:
    return load_workbook(path)


def _check_named(wanted: Expected, lines: Iterable[Line], result: Result) -> None:
    """Every ratio of the Word report and of the page has lines: its indicator stands in the third column."""
    told = {(PurePosixPath(line.report).name, line.cell) for line in lines}
    for one in wanted.totals.catalogue.indicators:
        if wanted.ratios[one.code, None].value is not None:
            for report in (WORD, PAGE):
                names = {one.code, indicator_name(one.code)}
                found = any(name == report and any(each in cell for each in names) for name, cell in told)
                result.check(wanted.period, f"lineage {report}", one.code, True, found)


def _follow_table(year: Year, wanted: Expected, root: Path, named: Mapping[str, Named], result: Result) -> None:
    """Each number of the table of ratios from its cells."""
    file = root / "output" / wanted.period / "bao-cao" / RATIO_TABLE
    sheet = load_workbook(file, data_only=True).worksheets[0]
    rows = {str(row[1].value): row for row in sheet.iter_rows(min_row=8) if row[1].value}
    columns = {str(cell.value): at for at, cell in enumerate(rows["Đơn vị"])}
    follow = _Follower(year, wanted, root, named, result)
    for one in wanted.totals.catalogue.indicators:
        at = columns[indicator_name(one.code)]
        for unit in wanted.totals.units:
            name = wanted.totals.catalogue.units[unit].name
            row = next((cells for text, cells in rows.items() if text.startswith(name)), None)
            if row:
                follow.ratio(row[at], wanted.period, one.code, unit)
        follow.ratio(rows["Toàn cơ quan"][at], wanted.period, one.code, None)
        for name in SUMS:
            follow.side(rows[name][at], one.code, name)
        _follow_beside(year, wanted, rows, at, one.code, follow)


def _follow_beside(
    year: Year, wanted: Expected, rows: Mapping[str, Any], at: int, code: str, follow: _Follower
) -> None:
    period, both = year.period(wanted.period), beside(year, wanted)[code]
    for name, other in {"Kỳ trước": period.previous, "Lũy kế": period.cumulative}.items():
        row = next((cells for text, cells in rows.items() if text.startswith(name)), None)
        if row and other and both:
            follow.ratio(row[at], other, code, None)


class _NamedTotals(Totals):
    """A period's figures of which only those are known that are made of named cells. `is_named`: whether the cell of a
    workbook by its row and column codes is."""

    def __init__(self, year: Year, period: Period, is_named: Callable[[Form, str, str], bool]) -> None:
        self._is_named = is_named
        super().__init__(year, period)

    def answered(self, unit: str) -> list[tuple[Asked, Answer]]:
        """Of the rows that a workbook has those that are named; of a row that is nowhere no cell can be."""
        forms = self.sent[unit].forms
        return [
            one
            for key, one in answered(self.year, unit, self.period).items()
            if all(key not in form.answers for form in forms)
            or any(self._is_named(form, key, "trang_thai") for form in forms)
        ]

    def ranks_of(self, form: Form) -> list[Rank]:
        return [one for at, one in enumerate(form.ranks, start=1) if self._is_named(form, f"#{at}", "hang_nam_nay")]

    def typed_figures(self, units: Sequence[str]) -> Row:
        known = super().typed_figures(units).items()
        return {code: value for code, value in known if code in DERIVED or self._all_named("", code, units)}

    def typed_row(self, procedure: str, units: Sequence[str]) -> Row:
        known = super().typed_row(procedure, units).items()
        return {code: value for code, value in known if self._all_named(procedure, code, units)}

    def _all_named(self, procedure: str, code: str, units: Sequence[str]) -> bool:
        """Whether every filled cell that a figure is added up from is named. `procedure` "": a unit figure."""
        return all(
            self._is_named(form, procedure, code) if procedure else self._is_named(form, code, "gia_tri")
            for unit in units
            for form in taken_from(self.catalogue.figures[code], self.sent[unit])
            if (form.rows.get(procedure, {}) if procedure else form.figures).get(code) is not None
        )


class _Follower:
    """Works numbers out again from the cells that the lineage names for them."""

    def __init__(self, year: Year, wanted: Expected, root: Path, named: Mapping[str, Named], result: Result) -> None:
        self.year, self.wanted, self.root, self.named, self.result = year, wanted, root, named, result
        self._places: dict[tuple[str, str], dict[tuple[str, str], tuple[str, str]]] = {}
        self._totals = {wanted.period: wanted.totals}

    def ratio(self, cell: Any, period: str, code: str, unit: str | None) -> None:
        """A number cell that is a ratio."""
        indicator = self._indicator(period, code)
        if indicator is None or not isinstance(cell.value, (int, float)):
            return
        texts = (indicator.numerator, indicator.denominator)
        above, below = self._again(cell, period, indicator, unit, texts)
        found = above / below if above is not None and below else None
        self._check(cell, (code, unit), found, _scale(indicator))

    def side(self, cell: Any, code: str, name: str) -> None:
        """A number cell that is the department's numerator or denominator."""
        indicator = self._indicator(self.wanted.period, code)
        if indicator is None or not isinstance(cell.value, (int, float)):
            return
        expression = getattr(indicator, SUMS[name])
        if _has_cells(self.wanted.totals, indicator, expression):
            (found,) = self._again(cell, self.wanted.period, indicator, None, (expression,))
            self._check(cell, (code, name), found, 10**9)

    def _check(self, cell: Any, what: tuple[str, str | None], found: Fraction | None, scale: int) -> None:
        place = (cell.coordinate, *what)
        self.result.check(self.wanted.period, "lineage traced", place, True, bool(self.named.get(cell.coordinate)))
        near = found is not None and abs(Fraction(str(cell.value)) - found) <= Fraction(1, scale)
        self.result.check(self.wanted.period, "lineage recomputed", place, True, near)

    def _indicator(self, period: str, code: str) -> Indicator | None:
        indicators = self.year.catalogue_of(period).indicators
        return next((one for one in indicators if one.code == code), None)

    def _again(
        self, cell: Any, period: str, indicator: Indicator, unit: str | None, texts: Sequence[str]
    ) -> list[Fraction | None]:
        """Expressions over the units that make a ratio, by the cells that are named for it."""
        if period not in self._totals:
            self._totals[period] = Totals(self.year, self.year.period(period))
        units, _ = counted_units(self._totals[period], indicator, unit)
        named = self._named_cells(cell.coordinate)
        totals = _NamedTotals(self.year, self.year.period(period), lambda form, *place: (_key(form), *place) in named)
        return [_known(text, totals, units) for text in texts]

    def _named_cells(self, cell: str) -> frozenset[tuple[tuple[str, str], str, str]]:
        """(period and unit, row code, column code) of the cells named for a number."""
        found = set()
        for one in self.named.get(cell, ()):
            places = self._places_of((one.period, one.unit))
            if (one.sheet, one.cell) in places:
                found.add(((one.period, one.unit), *places[one.sheet, one.cell]))
        return frozenset(found)

    def _places_of(self, key: tuple[str, str]) -> dict[tuple[str, str], tuple[str, str]]:
        """(sheet, cell) -> (row code, column code) of the workbook of a period and unit; ranks have the row code "#1",
        "#2", …"""
        if key not in self._places:
            book = _book(self.root / "input" / key[0] / f"{key[1]}.xlsx")
            self._places[key] = {place: code for sheet in book.worksheets for place, code in _coded(sheet)}
        return self._places[key]


def _key(form: Form) -> tuple[str, str]:
    return form.period, form.unit


def _known(text: str, totals: Totals, units: Sequence[str]) -> Fraction | None:
    try:
        return evaluate(text, totals.figures(units), totals.rows(units))
    except Unknown:
        return None


def _has_cells(totals: Totals, indicator: Indicator, text: str) -> bool:
    """Whether an expression of the department can be made of cells: it names unit figures, those of tasks where any was
    asked, or a procedure of the units may be part of it."""
    units, _ = counted_units(totals, indicator, None)
    names = outer_names(text)
    if names and names <= set(TASK_FIGURES):
        return any(totals.answered(unit) for unit in units)
    flags = [flag for flag in totals.catalogue.flags if flag in text]
    needed = [*flags, "#in_force"] if "dem(" in text else flags
    return bool(names) or any(all(row[name] for name in needed) for row in totals.rows(units))


def _scale(indicator: Indicator) -> int:
    """A printed ratio is not further from the exact one than a unit of its last decimal."""
    scale: int = 10 ** (indicator.digits + (2 if indicator.unit == "%" else 0))
    return scale


def _coded(sheet: Any) -> Iterable[tuple[tuple[str, str], tuple[str, str]]]:
    head, *below = list(sheet.iter_rows())
    if head[0].value != "#ma":
        return
    for row in below:
        code = row[0].value or row[1].value
        mark = "#" if sheet.title == "Xếp hạng" else ""
        for title, cell in zip(head, row, strict=False):
            yield (sheet.title, cell.coordinate), (f"{mark}{code}", str(title.value))
