"""nguon-so-lieu.xlsx: where each figure of each report comes from, every problem, every file, and what was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter

from cchc_excel.catalogue.model import DERIVED_FROM_RANKS, DERIVED_FROM_TASKS
from cchc_excel.compute.facts import Facts
from cchc_excel.fill import Filled, FilledCell
from cchc_excel.report.filters import ngay
from cchc_excel.report.lineage.rows import add_rows
from cchc_excel.report.lineage.sources import Origin, SourceCell, Sources
from cchc_excel.report.traced import SourceKey

OUTPUTS_SHEET, FILES_SHEET, CHANGES_SHEET = "Tệp kết quả", "Tệp đã nhận", "Khác bản phát hành"
_CREATED = dt.datetime(2000, 1, 1)
"""A fixed day: the same input gives the same bytes."""
_FORMULA = "tính từ các ô khác của báo cáo"
SOURCES_SHEET = "Ô nguồn"
_SEE_SOURCES = f"xem sheet {SOURCES_SHEET}"
_LONGEST_FLAT = 50_000
"""So many rows with every source beside every report cell can still be read; beyond (some fifty units), each source
cell is listed once, on a sheet of its own."""
_WIDEST = 60
_SHEET_ROWS = 1_000_000
"""Excel has 1,048,576 rows; what is longer goes on in a further sheet."""


def write_lineage(
    facts: Facts, context: Mapping[str, Any], reports: Mapping[str, Filled], hashes: Mapping[str, str]
) -> bytes:
    """The lineage workbook. `context`: what the templates saw; `reports`: path -> what was filled; `hashes`: path ->
    SHA-256 of each file written."""
    sources = Sources(facts)
    rows: dict[str, list[Sequence[object]]] = {}
    memory = BytesIO()
    with xlsxwriter.Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": "Nguồn số liệu", "created": _CREATED})
        styles = _Styles(book)
        for name, columns, table in _tables(facts, context, reports, hashes, sources):
            rows |= _sheets(book, styles, name, columns, table)
    return add_rows(memory.getvalue(), rows)


Columns = Sequence[tuple[str, float]]
"""Heading and width of each column."""


def _tables(
    facts: Facts,
    context: Mapping[str, Any],
    reports: Mapping[str, Filled],
    hashes: Mapping[str, str],
    sources: Sources,
) -> Iterator[tuple[str, Columns, Iterable[Sequence[object]]]]:
    """Every table of the workbook: sheet name, columns, rows."""
    is_flat = _flat_rows(reports, sources) <= _LONGEST_FLAT
    yield (
        "Nguồn số liệu",
        [("Báo cáo", 34), ("Sheet báo cáo", 20), ("Ô báo cáo", 10), ("Giá trị in", 16), ("Đơn vị", _name_width(facts)),
         ("Số liệu", 44), ("Tệp nguồn", 28), ("Sheet nguồn", 14), ("Ô nguồn", 10), ("Giá trị nguồn", 14)],
        _traces(facts, reports, sources) if is_flat else _origins(facts, reports, sources),
    )  # fmt: skip
    if not is_flat:
        yield (
            SOURCES_SHEET,
            [("Đơn vị", 44), ("Số liệu", 44), ("Thủ tục, mục", 20), ("Lĩnh vực", 24), ("Tệp nguồn", 28),
             ("Sheet nguồn", 14), ("Ô nguồn", 10), ("Giá trị nguồn", 14)],
            _every_source(facts, sources),
        )  # fmt: skip
    yield (
        "Vấn đề",
        [("Mức", 11), ("Đơn vị", _name_width(facts)), ("Tệp", 28), ("Sheet", 14), ("Ô", 8), ("Nội dung", 80),
         ("Mã", 24)],
        ([one["muc_do"], one["don_vi"], one["tep"], one["sheet"], one["o"], one["noi_dung"], one["ma"]]
         for one in context["van_de"]),
    )  # fmt: skip
    yield (
        FILES_SHEET,
        [("Tệp", 40), ("Đơn vị", 44), ("Kết quả", 18), ("Ghi chú", 60), ("SHA-256", 72)],
        ([one["ten"], one["don_vi"], one["trang_thai"], one["ghi_chu"], one["sha256"]] for one in context["tep"]),
    )
    yield (
        "Đơn vị thiếu",
        [("Mã", 12), ("Đơn vị", 52), ("Lý do", 30), ("Chấp nhận thiếu", 18)],
        ([one["ma"], one["ten"], one["ly_do"], "Có" if one["chap_nhan"] else "Không"] for one in context["thieu"]),
    )
    yield OUTPUTS_SHEET, [("Tệp", 44), ("SHA-256", 72)], hashes.items()
    if context["khac_phat_hanh"]:
        yield (
            CHANGES_SHEET,
            [("Số", 60), ("Đơn vị", _name_width(facts)), ("Đã phát hành", 18), ("Nay", 18), ("Tệp", 40)],
            ([one["ten"], one["don_vi"], one["cu"], one["moi"], one["tep"]] for one in context["khac_phat_hanh"]),
        )  # fmt: skip


def _name_width(facts: Facts) -> float:
    """A column in which the units' names stand on one line: LibreOffice does not make rows higher that a program
    wrote."""
    longest = max((len(unit.name) for unit in facts.catalogue.units.values()), default=0)
    return min(longest * 0.8 + 3, _WIDEST)  # letters are narrower than digits, which widths are counted in


def _flat_rows(reports: Mapping[str, Filled], sources: Sources) -> int:
    """How many rows it takes to put every source cell beside every report cell; no longer counted once there are too
    many."""
    known: dict[SourceKey, int] = {}
    rows = 0
    for filled in reports.values():
        for key in (key for cell in filled.cells for key in _keys(cell)):
            if key not in known:
                known[key] = len(sources.of(key))
            rows += known[key]
            if rows > _LONGEST_FLAT:
                break
    return rows


def _traces(facts: Facts, reports: Mapping[str, Filled], sources: Sources) -> Iterator[list[object]]:
    """A row for every source cell of every report cell."""
    known: dict[SourceKey, list[SourceCell]] = {}
    for path, filled in reports.items():
        for cell in filled.cells:
            for key in _keys(cell):
                if key not in known:
                    known[key] = sources.of(key)
                for source in known[key]:
                    unit = facts.catalogue.units[source.unit].name
                    yield [
                        path, cell.sheet, cell.cell, _plain(cell.value), unit,
                        source.name, source.file, source.sheet, source.cell, _plain(source.value),
                    ]  # fmt: skip
        yield from _formulas(path, filled)


def _origins(facts: Facts, reports: Mapping[str, Filled], sources: Sources) -> Iterator[list[object]]:
    """A row for every report cell that says which figures of which units it is made of; their cells stand on the sheet
    of sources, which can be filtered by unit and figure."""
    known: dict[SourceKey, list[object]] = {}
    for path, filled in reports.items():
        for cell in filled.cells:
            for key in _keys(cell):
                if key not in known:
                    known[key] = _told(facts, sources, sources.origins(key), key[3])
                if known[key]:
                    yield [path, cell.sheet, cell.cell, _plain(cell.value), *known[key], _SEE_SOURCES, "", "", ""]
        yield from _formulas(path, filled)


def _told(facts: Facts, sources: Sources, origins: Sequence[Origin], place: str) -> list[object]:
    """Units and figures of a value in words; units that reported such figures but are left out are named. [] where
    there is nothing behind it."""
    codes = list(dict.fromkeys(origin.code for origin in origins if origin.units))
    if not codes:
        return []
    merged, units = facts.totals.merged, facts.catalogue.units
    counted = dict.fromkeys(unit for origin in origins for unit in origin.units)
    if len(counted) <= 1:
        who = "".join(units[unit].name for unit in counted)
    else:
        left_out = [unit for unit in merged if unit not in counted and sources.has_cells(unit, codes)]
        absent = "; ".join(units[unit].name for unit in left_out)
        who = f"{len(counted)} đơn vị" + (f", trừ {absent}" if absent else "")
    names = "; ".join(dict.fromkeys(_filtered_by(facts, code) for code in codes))
    return [who, f"{names} – {place}" if place else names]


def _filtered_by(facts: Facts, code: str) -> str:
    """A figure's name, by which its sources are found; what is counted over other rows says which."""
    name = facts.catalogue.figures[code].name
    if code in DERIVED_FROM_TASKS:
        return f"{name} (các dòng “Nhiệm vụ …”)"
    return f"{name} (các dòng của sheet Xếp hạng)" if code in DERIVED_FROM_RANKS else name


def _every_source(facts: Facts, sources: Sources) -> Iterator[list[object]]:
    fields = {procedure.code: procedure.field for procedure in facts.catalogue.procedures}
    for one in sources.every_cell():
        unit = facts.catalogue.units[one.unit].name
        field = fields.get(one.about, "")
        yield [unit, one.figure, one.about, field, one.file, one.sheet, one.cell, _plain(one.value)]


def _keys(cell: FilledCell) -> list[SourceKey]:
    return [key for key in dict.fromkeys(cell.keys) if isinstance(key, tuple) and len(key) == 4]


def _formulas(path: str, filled: Filled) -> Iterator[list[object]]:
    for formula in filled.formulas:
        yield [path, formula.sheet, formula.cell, f"={formula.text}", "", _FORMULA, "", "", "", ""]


def _plain(value: object) -> object:
    """A value as the report's cell holds it: a fraction is the number that is shown there."""
    if isinstance(value, Fraction | Decimal):
        return float(value)
    if isinstance(value, dt.date):
        return ngay(value)
    return value if isinstance(value, int | float | str) or value is None else str(value)


class _Styles:
    def __init__(self, book: Any) -> None:
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
        self.heading = book.add_format(base | {"bold": True, "align": "center", "bg_color": "#D9E2F3"})
        self.cell = book.add_format(base)


def _sheets(
    book: Any, styles: _Styles, name: str, columns: Columns, rows: Iterable[Sequence[object]]
) -> dict[str, list[Sequence[object]]]:
    """The sheets of a table, set up but for their rows; gives the rows by the part that each sheet becomes."""
    held = list(rows)
    batches = [held[at : at + _SHEET_ROWS] for at in range(0, max(len(held), 1), _SHEET_ROWS)]
    parts: dict[str, list[Sequence[object]]] = {}
    for number, batch in enumerate(batches, start=1):
        page = book.add_worksheet(name if number == 1 else f"{name} ({number})")
        _set_up(page, styles, columns, len(batch))
        parts[f"xl/worksheets/sheet{len(book.worksheets())}.xml"] = batch
    return parts


def _set_up(page: Any, styles: _Styles, columns: Columns, rows: int) -> None:
    """A plain table: headings that stay and repeat in print, filters, A4 landscape one page wide."""
    for at, (heading, width) in enumerate(columns):
        page.set_column(at, at, width)
        page.write_string(0, at, heading, styles.heading)
    if rows:
        page.write_blank(1, 0, None, styles.cell)  # the sample that add_rows wants
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, rows, len(columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_footer("&CTrang &P/&N")
