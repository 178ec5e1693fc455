"""The sheets of rules: Số liệu, Kiểm tra, Chỉ tiêu, Chấm điểm. Names in expressions are checked against what exists."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence

from cchc_excel.catalogue.model import DERIVED, FigureSpec, Rollup, Table
from cchc_excel.catalogue.near_names import near_name
from cchc_excel.catalogue.rule_cells import IDENTIFIER, check_names, read_expression
from cchc_excel.catalogue.sheet import Record, first_time
from cchc_excel.catalogue.unit_model import Unit
from cchc_excel.catalogue.unit_names import Names
from cchc_excel.problems import kinds
from cchc_excel.values import fold

FIGURE_HEADINGS = (
    "mã", "tên", "đơn vị tính", "bảng", "ai điền", "chỉ khi", "cộng dồn", "nối từ", "công thức", "chú giải",
)  # fmt: skip
FIGURE_OPTIONAL = ("tên ngắn", "kiểu", "số lẻ")
"""Headings that older catalogues do not have: what is typed then is a count, under its own name."""

_RESERVED = frozenset({"tong", "dem", "and", "or", "not"})
_EVERYBODY = frozenset({"tất cả", "tất cả các đơn vị"})
_DERIVED_NAMES = {
    "nv_giao": "Nhiệm vụ được giao",
    "nv_hoan_thanh": "Nhiệm vụ đã hoàn thành",
    "nv_dung_han": "Nhiệm vụ hoàn thành đúng hạn",
    "nv_tre_han": "Nhiệm vụ trễ hạn",
    "xh_tang": "Tiêu chí tăng hạng",
    "xh_giam": "Tiêu chí giảm hạng",
}


class FigureKind(enum.StrEnum):
    """What is typed for a figure: whole numbers, or numbers with decimals."""

    COUNT = "số đếm"
    DECIMAL = "số thập phân"


def read_owners(record: Record, heading: str, names: Names) -> list[str]:
    """Unit codes of a list of units and groups; a name of nobody is a Problem."""
    owners: list[str] = []
    for name in record.names(heading):
        found = names.units(name)
        if found is None:
            record.report(heading, kinds.CATALOGUE_NOBODY, name=name)
        owners.extend(found or ())
    return list(dict.fromkeys(owners))


def read_figures(
    records: Sequence[Record], names: Names, units: Mapping[str, Unit], flags: Collection[str]
) -> dict[str, FigureSpec]:
    """Sheet Số liệu, and the figures that the program derives, whether listed or not."""
    codes: dict[str, Record] = {}
    figures: dict[str, FigureSpec] = {}
    for record in records:
        code = record.needed("mã")
        if not code or not first_time(codes, record, "mã", code):
            continue
        if not IDENTIFIER.fullmatch(code) or code in _RESERVED or code in flags:
            record.report("mã", kinds.FIGURE_CODE, code=code)
            continue
        figures[code] = _figure(record, code, names, units, flags)
    for record in records:
        if record.text("mã") in figures:
            _check_figure(record, figures[record.text("mã")], figures, flags)
    for code in DERIVED:
        figures.setdefault(code, _derived(code))
    return figures


def _figure(record: Record, code: str, names: Names, units: Mapping[str, Unit], flags: Collection[str]) -> FigureSpec:
    table = record.choice("bảng", Table) or Table.UNIT
    named = record.names("ai điền")
    everybody = not named or {fold(name) for name in named} <= _EVERYBODY
    owners = units.keys() if everybody else read_owners(record, "ai điền", names)
    only_if = record.code("chỉ khi") or None
    if only_if and only_if not in flags:
        record.report("chỉ khi", kinds.CATALOGUE_UNKNOWN, name=only_if, hint=near_name(only_if, flags))
    name = record.needed("tên")
    return FigureSpec(
        code=code,
        name=name,
        counts=record.text("đơn vị tính"),
        table=table,
        owners=frozenset(owners) if table is Table.UNIT else frozenset(),
        only_if=only_if,
        rollup=record.choice("cộng dồn", Rollup, Rollup.SUM) or Rollup.SUM,
        continues=read_expression(record, "nối từ", aggregates=table is Table.UNIT),
        formula=read_expression(record, "công thức", aggregates=table is Table.UNIT),
        note=record.text("chú giải"),
        digits=_digits(record),
        short=record.text("tên ngắn") or name,
    )


def _digits(record: Record) -> int | None:
    """The decimals of a figure of kind "số thập phân", two where none are told; None of a count."""
    digits = record.decimals("số lẻ", 2)
    return digits if record.choice("kiểu", FigureKind, FigureKind.COUNT) is FigureKind.DECIMAL else None


def _derived(code: str) -> FigureSpec:
    name = _DERIVED_NAMES[code]
    return FigureSpec(code, name, "", Table.UNIT, frozenset(), None, Rollup.SUM, None, None, "", short=name)


def _check_figure(
    record: Record, figure: FigureSpec, figures: Mapping[str, FigureSpec], flags: Collection[str]
) -> None:
    """Names in "nối từ" and "công thức": of the same table, and computed ones only if they stand above."""
    if figure.continues:
        check_names(record, "nối từ", figure.continues, figure.table, figures, flags)
    if figure.formula:
        check_names(record, "công thức", figure.formula, figure.table, figures, flags)
        order = list(figures)
        for name in figure.formula.names & figures.keys():
            if figures[name].formula and order.index(name) >= order.index(figure.code):
                record.report("công thức", kinds.FIGURE_ORDER, name=name)
