"""nguon-so-lieu.xlsx: where each figure of each report comes from, every problem, every file, and what was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import msgspec
import xlsxwriter

from cchc_excel.catalogue.model import DERIVED_FROM_RANKS, DERIVED_FROM_TASKS, Rollup, Table
from cchc_excel.report.context import SourceKey
from cchc_excel.report.facts import Facts
from cchc_excel.report.fill.engine import Filled
from cchc_excel.results import Indicator

FILE = "nguon-so-lieu.xlsx"
OUTPUTS_SHEET, FILES_SHEET = "Tệp kết quả", "Tệp đã nhận"
_CREATED = dt.datetime(2000, 1, 1)
"""A fixed day: the same input gives the same bytes."""
_FORMULA = "tính từ các ô khác của báo cáo"


class SourceCell(msgspec.Struct, frozen=True):
    """A cell of a unit's workbook that a figure comes from, and what stands there. `about`: the procedure, task or
    ranked criterion of its row."""

    unit: str
    figure: str
    about: str
    file: str
    sheet: str
    cell: str
    value: object

    @property
    def name(self) -> str:
        """The figure, and what it is of."""
        return f"{self.figure} – {self.about}" if self.about else self.figure


class Sources:
    """Every figure's cells, found by the key that a report's value carries."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._cells: dict[str, list[tuple[str, SourceCell]]] = {}
        last = {unit: len(data.reports) - 1 for unit, data in facts.consolidated.data.items()}
        columns = ("unit", "procedure", "figure", "value", "part", "file", "sheet", "cell")
        frame = facts.consolidated.cells
        for unit, procedure, code, value, part, file, sheet, cell in zip(
            *(frame[name].astype(object) for name in columns), strict=True
        ):
            spec = facts.catalogue.figures[code]
            at = {Rollup.OPENING: 0, Rollup.CLOSING: last[unit]}.get(spec.rollup, part)
            if part == at and isinstance(value, int):
                source = SourceCell(unit, spec.name, procedure, file, sheet, cell, value)
                self._cells.setdefault(code, []).append((procedure, source))

    def of(self, key: SourceKey) -> list[SourceCell]:
        """The cells behind a key of the context."""
        kind, code, unit, place = key
        if kind == "chi_tieu":
            return self._of_indicator(code, unit)
        if kind == "diem":
            return self._of_score(code, unit)
        units = (unit,) if unit else self._facts.figures.merged
        if kind == "linh_vuc":
            return self._of_figure(code, units, self._in_field(place))
        return self._of_figure(code, units, {place} if place else None)

    def _in_field(self, field: str) -> set[str]:
        return {one.code for one in self._facts.catalogue.procedures if one.field == field}

    def _of_indicator(self, code: str, unit: str) -> list[SourceCell]:
        indicator = self._facts.by_key.get((code, unit))
        if indicator is None:
            return []
        spec, units = indicator.spec, indicator.units
        found = [cell for name in sorted(spec.unit_names) for cell in self._of_figure(name, units, None)]
        counted = self._counted(indicator)
        for name in sorted(counted.keys() & self._facts.catalogue.figures.keys()):
            found.extend(self._of_figure(name, units, counted[name]))
        return found

    def _counted(self, indicator: Indicator) -> dict[str, set[str]]:
        """Name inside tong/dem -> the procedures whose rows count in the ratio: those that meet the condition of one
        tong/dem that uses it."""
        rows = dict(
            zip(
                self._facts.figures.procedures(indicator.units),
                self._facts.figures.rows(indicator.units),
                strict=True,
            )
        )
        counted: dict[str, set[str]] = {}
        for one in (*indicator.spec.numerator.aggregates, *indicator.spec.denominator.aggregates):
            codes = {code for code, row in rows.items() if one.counts(row)}
            for name in one.names:
                counted.setdefault(name, set()).update(codes)
        return counted

    def _of_score(self, key: str, unit: str) -> list[SourceCell]:
        about = next((rule.about for rule in self._facts.catalogue.scores if rule.key == key), None)
        if about in self._facts.catalogue.indicators:
            return self._of_indicator(about, unit)
        return self._of_figure(about, (unit,) if unit else self._facts.figures.merged, None) if about else []

    def _of_figure(self, code: str, units: Sequence[str], procedures: set[str] | None) -> list[SourceCell]:
        spec = self._facts.catalogue.figures[code]
        if spec.formula is not None:
            names = sorted(spec.formula.names | (spec.formula.row_names & self._facts.catalogue.figures.keys()))
            return [cell for name in names for cell in self._of_figure(name, units, procedures)]
        if code in DERIVED_FROM_TASKS:
            return [cell for unit in units for cell in self._of_tasks(unit)]
        if code in DERIVED_FROM_RANKS:
            return [cell for unit in units for cell in self._of_ranks(unit)]
        wanted = set(units)
        return [
            cell
            for procedure, cell in self._cells.get(code, ())
            if cell.unit in wanted and (spec.table is Table.UNIT or procedures is None or procedure in procedures)
        ]

    def _of_tasks(self, unit: str) -> Iterator[SourceCell]:
        for key, state in self._facts.consolidated.tasks.get(unit, {}).items():
            if state.answer and state.file:
                yield SourceCell(
                    unit, "Nhiệm vụ", key, state.file, state.answer.sheet, state.answer.cell, state.status or ""
                )

    def _of_ranks(self, unit: str) -> Iterator[SourceCell]:
        reports = self._facts.consolidated.data[unit].reports
        for rank in self._facts.consolidated.ranks.get(unit, []):
            file = next((report.file for report in reports if rank in report.ranks), "")
            value = f"{rank.last_year or ''} → {rank.this_year or ''}"
            yield SourceCell(unit, rank.index, rank.criterion, file, rank.sheet, rank.cell, value)


def write_lineage(
    facts: Facts, context: Mapping[str, Any], reports: Mapping[str, Filled], hashes: Mapping[str, str]
) -> bytes:
    """The lineage workbook. `context`: what the templates saw; `reports`: path -> what was filled; `hashes`: path ->
    SHA-256 of each file written."""
    memory = BytesIO()
    with xlsxwriter.Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": "Nguồn số liệu", "created": _CREATED})
        styles = _Styles(book)
        _sheet(
            book, styles, "Nguồn số liệu",
            [("Báo cáo", 34), ("Sheet báo cáo", 20), ("Ô báo cáo", 10), ("Giá trị in", 16), ("Đơn vị", 24),
             ("Số liệu", 44), ("Tệp nguồn", 28), ("Sheet nguồn", 14), ("Ô nguồn", 10), ("Giá trị nguồn", 14)],
            _traces(facts, reports),
        )  # fmt: skip
        _sheet(
            book, styles, "Vấn đề",
            [("Mức", 11), ("Đơn vị", 28), ("Tệp", 28), ("Sheet", 14), ("Ô", 8), ("Nội dung", 80), ("Mã", 24)],
            ([one["muc_do"], one["don_vi"], one["tep"], one["sheet"], one["o"], one["noi_dung"], one["ma"]]
             for one in context["van_de"]),
        )  # fmt: skip
        _sheet(
            book, styles, FILES_SHEET,
            [("Tệp", 40), ("Đơn vị", 44), ("Kết quả", 18), ("Ghi chú", 60), ("SHA-256", 72)],
            ([one["ten"], one["don_vi"], one["trang_thai"], one["ghi_chu"], one["sha256"]] for one in context["tep"]),
        )  # fmt: skip
        _sheet(
            book, styles, "Đơn vị thiếu", [("Mã", 12), ("Đơn vị", 52), ("Lý do", 30), ("Chấp nhận thiếu", 18)],
            ([one["ma"], one["ten"], one["ly_do"], "Có" if one["chap_nhan"] else "Không"]
             for one in context["thieu"]),
        )  # fmt: skip
        _sheet(book, styles, OUTPUTS_SHEET, [("Tệp", 44), ("SHA-256", 72)], (list(pair) for pair in hashes.items()))
    return memory.getvalue()


def _traces(facts: Facts, reports: Mapping[str, Filled]) -> Iterator[list[object]]:
    sources = Sources(facts)
    known: dict[SourceKey, list[SourceCell]] = {}
    for path, filled in reports.items():
        for cell in filled.cells:
            keys = [key for key in dict.fromkeys(cell.keys) if isinstance(key, tuple) and len(key) == 4]
            for key in keys:
                if key not in known:
                    known[key] = sources.of(key)
                for source in known[key]:
                    unit = facts.catalogue.units[source.unit].name
                    yield [
                        path, cell.sheet, cell.cell, _plain(cell.value), unit,
                        source.name, source.file, source.sheet, source.cell, source.value,
                    ]  # fmt: skip
        for formula in filled.formulas:
            yield [path, formula.sheet, formula.cell, f"={formula.text}", "", _FORMULA, "", "", "", ""]


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str) or value is None else str(value)


class _Styles:
    def __init__(self, book: Any) -> None:
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
        self.heading = book.add_format(base | {"bold": True, "align": "center", "bg_color": "#D9E2F3"})
        self.cell = book.add_format(base)


def _sheet(
    book: Any, styles: _Styles, name: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[object]]
) -> None:
    """A plain table: headings that stay and repeat in print, filters, A4 landscape one page wide."""
    page = book.add_worksheet(name)
    for at, (heading, width) in enumerate(columns):
        page.set_column(at, at, width)
        page.write_string(0, at, heading, styles.heading)
    last = 0
    for last, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                page.write_number(last, at, value, styles.cell)
            else:
                page.write_string(last, at, str(value or ""), styles.cell)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_footer("&CTrang &P/&N")
