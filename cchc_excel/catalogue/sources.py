"""Sheet Nguồn nhập: which column or label of an export of another system is which figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_excel.catalogue.model import FigureSpec, Table
from cchc_excel.catalogue.near_names import near_name
from cchc_excel.catalogue.sheet import Record
from cchc_excel.catalogue.source_model import COUNT_ROWS, ImportSource
from cchc_excel.problems import kinds

SOURCE_SHEET = "Nguồn nhập"
SOURCE_HEADINGS = ("nguồn", "sheet", "dòng tiêu đề", "cột mã thủ tục", "cột", "mã số liệu", "điều kiện")


def read_sources(records: Sequence[Record], figures: Mapping[str, FigureSpec]) -> tuple[ImportSource, ...]:
    """The rows of the sheet. Reported at their cells: a figure that nobody types, a figure of procedures without the
    column of their codes, codes or conditions without a row of headings, a condition that is none, rows to be counted
    without one."""
    found: list[ImportSource] = []
    typed = {code: spec for code, spec in figures.items() if spec.typed}
    for record in records:
        name, column, code = record.needed("nguồn"), record.needed("cột"), record.needed("mã số liệu")
        spec, codes, heading = typed.get(code), record.text("cột mã thủ tục"), record.text("dòng tiêu đề")
        if code and spec is None:
            record.report("mã số liệu", kinds.CATALOGUE_UNKNOWN, name=code, hint=near_name(code, typed))
        if spec is not None and spec.table is Table.PROCEDURE and not codes:
            record.report("cột mã thủ tục", kinds.CATALOGUE_BLANK, title="cột mã thủ tục")
        conditions = tuple(_conditions(record))
        if column == COUNT_ROWS and not conditions:
            record.report("điều kiện", kinds.CATALOGUE_BLANK, title="điều kiện")
        if (codes or conditions or column == COUNT_ROWS) and not heading:
            record.report("dòng tiêu đề", kinds.CATALOGUE_BLANK, title="dòng tiêu đề")
        if name and column and spec is not None:
            found.append(ImportSource(name, record.text("sheet"), heading, codes, column, code, conditions))
    return tuple(found)


def _conditions(record: Record) -> Iterator[tuple[str, str]]:
    for part in record.names("điều kiện"):
        heading, sign, value = (piece.strip() for piece in part.partition("="))
        if not (heading and sign and value):
            record.report("điều kiện", kinds.SOURCE_CONDITION, part=part)
        else:
            yield heading, value
