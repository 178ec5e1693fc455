"""Rows of sheet TTHC: the unit's own procedures and spare ones, each with its figures and its live checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.decimals import figure_decimals
from cchc_excel.catalogue.excel_formulas import Reference
from cchc_excel.catalogue.expressions import Aggregate
from cchc_excel.catalogue.model import FigureSpec
from cchc_excel.catalogue.unit_model import Procedure
from cchc_excel.forms import layout
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.page import Page
from cchc_excel.forms.blank.parts import (
    ERROR_LABEL,
    WARNING_LABEL,
    Form,
    absolute,
    code,
    message,
    quoted,
)
from cchc_excel.forms.blank.procedure_lists import Lists
from cchc_excel.model.records import Number, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind, Level
from cchc_excel.values import as_cell

FILLED, NEW, LISTED = "#so_o", "#so_o_moi", "#vi_tri"
"""Helper columns: figures typed in the row; those that continue nothing; a spare row's place in the list (0: none)."""
END = "#kt_het"
"""The helper column after the last test: always empty text."""


class ProcedureTable(msgspec.Struct, frozen=True):
    """The sheet being written, with what its rows share."""

    form: Form
    page: Page
    lists: Lists
    figures: Sequence[FigureSpec]
    tests: Sequence[RowTest]
    aggregates: Sequence[Aggregate]
    first: int
    last: int

    @property
    def check_height(self) -> float:
        """How high a row must be to show the longest message of a check."""
        messages = [self.form.catalogue.checks[test.check].message for test in self.tests if test.kind is None]
        messages += [_TWICE + "x" * 30, kinds.ROW_UNKNOWN.what + kinds.ROW_UNKNOWN.remedy]
        column = self.page.at[layout.CHECK]
        longest = max(messages, key=len)
        return self.page.height_of(f"{WARNING_LABEL}: {longest}", column, column, styles.SMALL)

    def spot(self, row: int, column: str) -> str:
        """The address of a cell by the code of its column."""
        return address(row, self.page.at[column])

    def reference(self, row: int) -> Reference:
        """Names of a row as Excel numbers: a blank counts 0; a computed figure is spelt out."""

        def refer(name: str) -> str:
            if name in self.form.catalogue.flags:
                return f'N({self.spot(row, name)}="x")'
            formula = self.form.catalogue.figures[name].formula
            return f"({formula.excel(refer)})" if formula else f"N({self.spot(row, name)})"

        return refer


class RowTest(msgspec.Struct, frozen=True):
    """A live check of a row: the helper column that holds its message, and what it checks."""

    column: str
    level: Level
    kind: Kind | None = None
    figure: FigureSpec | None = None
    check: int = -1


def write_own_row(table: ProcedureTable, row: int, procedure: Procedure) -> None:
    """A procedure of the unit: what it is, locked; cells for its figures, pre-filled where they continue; checks."""
    page, catalogue = table.page, table.form.catalogue
    carried = table.form.prefill.dossiers.get(procedure.code, {})
    code(page, row, procedure.code)
    page.text(row, page.at[layout.VISIBLE_CODE], procedure.code, styles.CENTRED)
    page.text(row, page.at[layout.NAME], procedure.name, styles.COMPACT)
    page.text(row, page.at[layout.FIELD], procedure.field, styles.SMALL)
    for flag in catalogue.flags:
        page.text(row, page.at[flag], "x" if flag in procedure.flags else "", styles.CENTRED)
    for figure in table.figures:
        if not figure.typed:
            continue
        applies = figure.only_if is None or figure.only_if in procedure.flags
        style = styles.number(styles.ENTRY_COUNT if applies else styles.ENTRY_OFF, figure.digits or 0)
        before = carried.get(figure.code) if figure.continues else None
        _entry(table, row, procedure.code, figure, style, before)
    in_force = procedure.code in catalogue.in_force(table.form.period)
    for aggregate, column in _aggregate_columns(table):
        added = aggregate.excel_row(table.reference(row)) if in_force or not aggregate.is_count else "0"
        page.formula(row, column, added)
    _live(table, row, carried)
    spot = table.spot(row, layout.VISIBLE_CODE)
    failed = f'IF({_untouched(table, row)},"",{table.spot(row, _first_test(table))})'
    page.formula(row, page.at[layout.CHECK], f"IF({_twice(table, spot)},{_twice_text(spot)},{failed})", styles.SMALL)
    page.tall(row, table.check_height)


def _untouched(table: ProcedureTable, row: int) -> str:
    """Whether nothing stands in a row, or nothing new on the whole sheet: a form that nobody has begun is not blamed
    for the openings that it came with."""
    nothing = f"{table.spot(row, FILLED)}=0"
    if all(figure.continues for figure in table.figures if figure.typed):
        return nothing
    return f"N({nothing})+N({absolute(table.last + 1, table.page.at[NEW])}=0)>0"


def _entry(
    table: ProcedureTable,
    row: int,
    procedure: str,
    figure: FigureSpec,
    style: styles.Style,
    before: Number | None = None,
) -> None:
    """A cell to type into: with what another system has for it, else what it continues (`before`), else blank."""
    page, column = table.page, table.page.at[figure.code]
    brought = table.form.prefill.brought.get((procedure, figure.code))
    if brought is not None:
        page.number(row, column, brought.value, style)
        page.comment(row, column, brought.origin)
    elif before is not None:
        page.number(row, column, before, style)
    else:
        page.text(row, column, "", style)


def write_spare_row(table: ProcedureTable, row: int, procedure: str = "") -> None:
    """A row for a procedure that is not the unit's: its code is chosen from the list, the rest looked up there.
    `procedure`: one that takes the row already ("": none); its code is locked, so that what stands beside it is its."""
    page = table.page
    spot, listed = table.spot(row, layout.VISIBLE_CODE), table.spot(row, LISTED)
    code(page, row, "")
    if procedure:
        _told(table, row, procedure)
    else:
        _looked_up(table, row)
    for figure in table.figures:
        if figure.typed:
            _entry(table, row, procedure, figure, styles.number(styles.ENTRY_COUNT, figure.digits or 0))
    for aggregate, column in _aggregate_columns(table):
        nothing = f"{listed}=0"
        if aggregate.is_count and table.lists.in_force < len(table.lists.procedures):
            nothing = f"N({listed}=0)+N({listed}>{table.lists.in_force})>0"
        page.formula(row, column, f"IF({nothing},0,{aggregate.excel_row(table.reference(row))})")
    _live(table, row, {})
    if procedure:
        page.tall(row, table.check_height)
    uncoded = _kind_text(kinds.ROW_NO_CODE, {})
    text = (
        f'IF({spot}="",IF({table.spot(row, FILLED)}=0,"",{uncoded}),'
        f"IF({listed}=0,{_kind_text(kinds.ROW_UNKNOWN, {'code': spot})},"
        f"IF({_twice(table, spot)},{_twice_text(spot)},{table.spot(row, _first_test(table))})))"
    )
    page.formula(row, page.at[layout.CHECK], text, msgspec.structs.replace(styles.SMALL, top=True))


def _looked_up(table: ProcedureTable, row: int) -> None:
    """The cell to choose a code in, and beside it what the list has for it."""
    page = table.page
    spot, listed = table.spot(row, layout.VISIBLE_CODE), table.spot(row, LISTED)
    page.text(row, page.at[layout.VISIBLE_CODE], "", styles.ENTRY_CODE)
    page.formula(row, page.at[LISTED], f'IF({spot}="",0,IFERROR(MATCH({spot},{table.lists.column(0)},0),0))')
    for position, (name, style) in enumerate(_beside_code(table), start=1):
        looked_up_text = f'INDEX({table.lists.column(position)},{listed})&""'
        page.formula(row, page.at[name], f'IF({listed}=0,"",{looked_up_text})', style)


def _told(table: ProcedureTable, row: int, code: str) -> None:
    """The same of a code that stands there already, locked."""
    page = table.page
    place, procedure = next((at, one) for at, one in enumerate(table.lists.procedures, start=1) if one.code == code)
    flags = ("x" if flag in procedure.flags else "" for flag in table.form.catalogue.flags)
    page.text(row, page.at[layout.VISIBLE_CODE], code, styles.CENTRED)
    page.number(row, page.at[LISTED], place, styles.PLAIN)
    for (name, style), text in zip(_beside_code(table), (procedure.name, procedure.field, *flags), strict=True):
        page.text(row, page.at[name], text, style)


def _beside_code(table: ProcedureTable) -> list[tuple[str, styles.Style]]:
    """The columns that say what a procedure is, with their looks."""
    flags = [(flag, styles.CENTRED) for flag in table.form.catalogue.flags]
    return [(layout.NAME, styles.COMPACT), (layout.FIELD, styles.SMALL), *flags]


def _first_test(table: ProcedureTable) -> str:
    return table.tests[0].column if table.tests else END


def _aggregate_columns(table: ProcedureTable) -> Iterable[tuple[Aggregate, int]]:
    return [(aggregate, table.page.at[f"#cong{at}"]) for at, aggregate in enumerate(table.aggregates, start=1)]


def _twice(table: ProcedureTable, spot: str) -> str:
    """Whether a visible code stands on another row too."""
    column = table.page.at[layout.VISIBLE_CODE]
    return f"COUNTIF({absolute(table.first, column)}:{absolute(table.last, column)},{spot})>1"


def _twice_text(spot: str) -> str:
    return f'{quoted(f"{ERROR_LABEL}: mã “")}&{spot}&"{_TWICE}"'


_TWICE = "” có ở hai dòng, không dòng nào được tính; giữ lại một dòng"


def _kind_text(kind: Kind, fields: Mapping[str, str]) -> str:
    text = f"{kind.what}; {kind.remedy}" if kind.remedy else kind.what
    return message(kind.level, text, fields)


def _live(table: ProcedureTable, row: int, carried: Mapping[str, Number]) -> None:
    """Computed figures, counts of typed cells, and the chain of tests: each column holds its own message or what
    the next one says, so that the first failing one is shown, however many there are."""
    page = table.page
    typed = [figure for figure in table.figures if figure.typed]
    filled = table.spot(row, FILLED)
    page.formula(row, page.at[FILLED], _count_of(table, row, typed))
    page.formula(row, page.at[NEW], _count_of(table, row, [figure for figure in typed if figure.continues is None]))
    for figure in table.figures:
        if figure.formula:
            value = figure.formula.excel(table.reference(row))
            style = styles.number(styles.COUNT, figure_decimals(table.form.catalogue.figures, figure.code))
            page.formula(row, page.at[figure.code], f'IF({filled}=0,"",{value})', style)
    chain = [*(test.column for test in table.tests), END]
    for test, follower in zip(table.tests, chain[1:], strict=True):
        after = table.spot(row, follower)
        failure = _failure(table, row, test, carried)
        page.formula(row, page.at[test.column], f"IF({failure[0]},{failure[1]},{after})" if failure else after)
    page.formula(row, page.at[END], '""')


def _count_of(table: ProcedureTable, row: int, figures: Sequence[FigureSpec]) -> str:
    cells = ",".join(table.spot(row, figure.code) for figure in figures)
    return f"COUNTA({cells})" if cells else "0"


def _failure(table: ProcedureTable, row: int, test: RowTest, carried: Mapping[str, Number]) -> tuple[str, str] | None:
    """When a test fails and what it says then, as Excel expressions; None where it does not concern the row."""
    reference = table.reference(row)
    if test.kind is None:
        check = table.form.catalogue.checks[test.check]
        sides = check.expression.excel_sides(reference)
        fields = dict(zip(("trai", "phai"), sides, strict=True)) if sides else {}
        return f"({check.expression.excel(reference)})=0", message(check.level, check.message, fields)
    assert test.figure is not None
    name, value = quoted(test.figure.name), reference(test.figure.code)
    if test.kind is kinds.DOES_NOT_APPLY:
        flag = reference(test.figure.only_if or "")
        fields = {"name": name, "code": table.spot(row, layout.VISIBLE_CODE)}
        return f"N({value}<>0)*N({flag}=0)>0", _kind_text(test.kind, fields)
    before = carried.get(test.figure.code)
    if before is None:
        return None
    told = str(as_cell(before))
    return f"{value}<>{told}", _kind_text(test.kind, {"name": name, "value": value, "before": told})
