"""Sheet Kiểm tra: what must hold among the figures of a workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cchc_excel.catalogue.model import CheckSpec, FigureSpec, Table
from cchc_excel.catalogue.rule_cells import check_names, read_expression
from cchc_excel.catalogue.sheet import Record, first_time
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Level
from cchc_excel.values import fold

CHECK_HEADINGS = ("mã", "bảng", "biểu thức", "mức", "thông báo")

LEVELS = {"lỗi": Level.ERROR, "cảnh báo": Level.WARNING}
"""The words of column "mức"."""


def read_checks(
    records: Sequence[Record], figures: Mapping[str, FigureSpec], flags: Collection[str]
) -> tuple[CheckSpec, ...]:
    """Sheet Kiểm tra."""
    codes: dict[str, Record] = {}
    checks: list[CheckSpec] = []
    for record in records:
        code = record.needed("mã")
        if not code or not first_time(codes, record, "mã", code):
            continue
        table = record.choice("bảng", Table)
        level = LEVELS.get(fold(record.text("mức")))
        if level is None:
            record.report("mức", kinds.CATALOGUE_CHOICE, value=record.text("mức"), known="; ".join(LEVELS))
        if not record.needed("biểu thức") or table is None or level is None:
            continue
        expression = read_expression(record, "biểu thức", aggregates=table is Table.UNIT)
        message = record.text("thông báo") or code
        _check_message(record, message)
        if expression:
            check_names(record, "biểu thức", expression, table, figures, flags)
            checks.append(CheckSpec(code, table, expression, level, message))
    return tuple(checks)


def _check_message(record: Record, message: str) -> None:
    try:
        message.format(trai=0, phai=0)
    except (KeyError, IndexError, ValueError, AttributeError):
        record.report("thông báo", kinds.CHECK_MESSAGE, text=message)
