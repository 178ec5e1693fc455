"""Follows every number of the table of ratios through `nguon-so-lieu.xlsx` to the cells it names, and works it out
again from those cells alone.

A cell that is not named counts as 0 where the feature `lineage` is off, and as not reported where it is on; then
previous, changed and cumulative values, the Word report and the page are followed too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from tests.years import features as f
from tests.years.expected import Expected
from tests.years.model import Answer, Form, Value, Year
from tests.years.ratios import Ratio, ratio_of
from tests.years.reports import PAGE, RATIO_TABLE, WORD, beside
from tests.years.run import Result
from tests.years.totals import Totals
from tests.years.write import indicator_name

TINY = Fraction(1, 10**9)
SUMS = {"Tử số": "numerator", "Mẫu số": "denominator"}


class Source(NamedTuple):
    """A cell of a unit's workbook: the period and unit it is of, its sheet and address."""

    period: str
    unit: str
    sheet: str
    cell: str


class Line(NamedTuple):
    """A line of the lineage: the number it is about (report, sheet, cell) and the cell it comes from."""

    report: str
    sheet: str
    cell: str
    source: Source
    value: object


Named = frozenset[Source]


def read_lines(file: Path, period: str) -> list[Line]:
    """The lines that name a cell of a unit's workbook; a total that names lines of its own report is resolved."""
    rows = CalamineWorkbook.from_path(file).get_sheet_by_name("Nguồn số liệu").to_python(skip_empty_area=False)
    found: list[Line] = []
    indirect: list[tuple[tuple[str, str, str], tuple[str, str, str]]] = []
    for row in rows[1:]:
        report, page, cell, _, _, _, source, source_sheet, source_cell, value = row[:10]
        if not source or not source_cell:
            continue
        if str(source).startswith("bao-cao/"):
            about, at = (str(report), str(page), str(cell)), (str(source), str(source_sheet), str(source_cell))
            indirect.append((about, at))
            continue
        path = PurePosixPath(str(source))
        of = path.parent.name if path.parts[0] == ".." else period
        found.append(
            Line(str(report), str(page), str(cell), Source(of, path.stem, str(source_sheet), str(source_cell)), value)
        )
    return found + [Line(*about, line.source, line.value) for about, at in indirect for line in found if line[:3] == at]


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
    if f.LINEAGE in year.features:
        about = [(line.report, line.sheet, line.cell, line.source) for line in lines]
        result.check(wanted.period, "lineage doubled", "", 0, len(about) - len(set(about)))
        _check_named(wanted, lines, result)


def _check_sources(wanted: Expected, lines: Iterable[Line], root: Path, result: Result) -> None:
    """Each line's value is what its cell holds."""
    for source, value in {(line.source, line.value) for line in lines}:
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
        for name, side in SUMS.items():
            follow.number(rows[name][at], wanted.period, one.code, None, attrgetter(side))
        if f.LINEAGE in year.features:
            _follow_beside(year, wanted, rows, at, one.code, follow)


def _follow_beside(
    year: Year, wanted: Expected, rows: Mapping[str, Any], at: int, code: str, follow: _Follower
) -> None:
    period, both = year.period(wanted.period), beside(year, wanted)[code]
    for name, other in {"Kỳ trước": period.previous, "Lũy kế": period.cumulative}.items():
        row = next((cells for text, cells in rows.items() if text.startswith(name)), None)
        if row and other and both:
            follow.ratio(row[at], other, code, None)


class _Follower:
    """Works numbers out again from the cells that the lineage names for them."""

    def __init__(self, year: Year, wanted: Expected, root: Path, named: Mapping[str, Named], result: Result) -> None:
        self.year, self.wanted, self.root, self.named, self.result = year, wanted, root, named, result
        self.strict = f.LINEAGE in year.features
        self._places: dict[tuple[str, str], dict[tuple[str, str], tuple[str, str]]] = {}

    def ratio(self, cell: Any, period: str, code: str, unit: str | None) -> None:
        self.number(cell, period, code, unit, lambda found: found.value, self.strict)

    def number(
        self,
        cell: Any,
        period: str,
        code: str,
        unit: str | None,
        value: Callable[[Ratio], Fraction | None],
        strict: bool = False,
    ) -> None:
        """A number cell: that it has lines, and that they give the number."""
        if not isinstance(cell.value, (int, float)):
            return
        place = (f"{get_column_letter(cell.column)}{cell.row}", code, unit)
        sources = self.named.get(place[0], frozenset())
        if not sources and not self.strict and (not cell.value or self._counts_procedures(code)):
            return  # zeros and counted procedures have lines only with the feature
        self.result.check(self.wanted.period, "lineage traced", place, True, bool(sources))
        again = self._again(period, code, unit, sources, strict)
        found = None if again is None else value(again)
        scale = _scale(again) if again and f.AS_PRINTED in self.year.features else 10**9
        near = found is not None and abs(Fraction(str(cell.value)) - found) <= Fraction(1, scale)
        self.result.check(self.wanted.period, "lineage recomputed", place, True, near)

    def _counts_procedures(self, code: str) -> bool:
        found = next(one for one in self.wanted.totals.catalogue.indicators if one.code == code)
        return "dem(" in found.numerator + found.denominator

    def _again(self, period: str, code: str, unit: str | None, named: Named, strict: bool) -> Ratio | None:
        """The ratio of a year in which only the named cells are filled in."""
        declared = self.year.period(period)
        counted = {(form.period, form.unit) for forms in Totals(self.year, declared).forms.values() for form in forms}
        forms = {
            key: self._only(form, named, strict) if key in counted else form for key, form in self.year.forms.items()
        }
        totals = Totals(replace(self.year, forms=forms), declared)
        indicator = next((one for one in totals.catalogue.indicators if one.code == code), None)
        return ratio_of(totals, indicator, unit) if indicator else None

    def _only(self, form: Form, named: Named, strict: bool) -> Form:
        """A workbook without what is not named."""
        places = self._places_of(form)
        kept = {
            places[one.sheet, one.cell]
            for one in named
            if (one.period, one.unit) == (form.period, form.unit) and (one.sheet, one.cell) in places
        }
        rows_kept = {row for row, _ in kept}

        def value(row: str, code: str, typed: Value) -> Value:
            return typed if (row, code) in kept or typed is None else None if strict else Fraction(0)

        return replace(
            form,
            figures={code: value(code, "gia_tri", typed) for code, typed in form.figures.items()},
            rows={
                one: {code: typed if (one, code) in kept else typed and Fraction(0) for code, typed in row.items()}
                for one, row in form.rows.items()
            },
            answers={key: one if key in rows_kept else Answer("") for key, one in form.answers.items()},
            ranks=tuple(one for at, one in enumerate(form.ranks, start=1) if f"#{at}" in rows_kept),
        )

    def _places_of(self, form: Form) -> dict[tuple[str, str], tuple[str, str]]:
        """(sheet, cell) -> (row code, column code) of a workbook on disk; ranks have the row code "#1", "#2", …"""
        key = (form.period, form.unit)
        if key not in self._places:
            book = _book(self.root / "input" / form.period / f"{form.unit}.xlsx")
            self._places[key] = {place: code for sheet in book.worksheets for place, code in _coded(sheet)}
        return self._places[key]


def _scale(ratio: Ratio) -> int:
    """A printed ratio is not further from the exact one than a unit of its last decimal."""
    scale: int = 10 ** (ratio.indicator.digits + (2 if ratio.indicator.unit == "%" else 0))
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
