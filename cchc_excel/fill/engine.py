"""Filling a template: sheets are planned, written, and everything that points at rows moves with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.anchored.charts import move_charts, renew_points
from cchc_excel.fill.anchored.drawings import follow, move_anchors
from cchc_excel.fill.anchored.move import SheetMove
from cchc_excel.fill.anchored.names import move_names
from cchc_excel.fill.anchored.notes import move_notes
from cchc_excel.fill.anchored.pivots import move_pivots
from cchc_excel.fill.anchored.tables import follow_formulas, move_single_cells, move_tables, name_columns
from cchc_excel.fill.anchored.text_boxes import renew_texts
from cchc_excel.fill.anchored.widen import widen
from cchc_excel.fill.anchored.worksheet import move_formulas_elsewhere, move_sheet
from cchc_excel.fill.formulas.follow import Mover
from cchc_excel.fill.formulas.recalculate import Uncomputed, recalculate_package
from cchc_excel.fill.formulas.rowmap import OwnRow
from cchc_excel.fill.formulas.sheet_formulas import spell_out_shared
from cchc_excel.fill.messages import Message, Phrase
from cchc_excel.fill.mistakes import Mistakes, TemplateErrors
from cchc_excel.fill.ooxml.addresses import area_text, split_address, split_area
from cchc_excel.fill.ooxml.opc import BrokenPart, NotAPackage, NotAWorkbook, Package, child, serialise
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.styles import CellStyles
from cchc_excel.fill.ooxml.workbook import Sheet, open_workbook
from cchc_excel.fill.rows.heights import Fitter, forget_usual_heights
from cchc_excel.fill.rows.write import FilledCell, FormulaCell, Writer
from cchc_excel.fill.template.columns import repeat_columns
from cchc_excel.fill.template.environment import NO_FILTERS, OWN_WORDS, Environment, Filters, plain_text
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.headers import fill_headers, refuse_tags
from cchc_excel.fill.template.plan import plan_sheet
from cchc_excel.fill.template.render import Renderer
from cchc_excel.fill.template.sheets import output_sheets
from cchc_excel.fill.template.tags import has_tag


class Formula(NamedTuple):
    """A formula of the output: its sheet's name, its address, its text (without "=")."""

    sheet: str
    cell: str
    text: str


class Filled(NamedTuple):
    """A filled workbook: its bytes, the cells that came from expressions, its formulas, and those without a cached
    value."""

    data: bytes
    cells: list[FilledCell]
    formulas: list[Formula]
    uncomputed: list[Uncomputed]


def fill_traced(
    template: bytes,
    context: Mapping[str, object],
    *,
    filters: Filters = NO_FILTERS,
    as_text: Callable[[object], object] = plain_text,
    messages: Mapping[Message, str] = OWN_WORDS,
    trace_key: str = "",
    finish: Sequence[Callable[[Package], object]] = (),
) -> Filled:
    """Fill a template workbook and tell what stands where.

    In: the bytes of an .xlsx, and the names its expressions may use with their values. `filters`: by the name that
    templates call them by, beside Jinja2's own. `as_text`: how a value reads where text stands around it. `messages`:
    the words for mistakes, where they are not the engine's own; `$name`s are filled in. `trace_key`: an object with an
    attribute of this name (any hashable value; templates cannot read it) is traced: each filled cell lists the keys of
    the objects its expression used. `finish`: what else is done to the filled workbook before it is zipped.

    Raises TemplateErrors with every mistake in the template. The same template and values give the same bytes.
    """
    environment = Environment(filters=filters, as_text=as_text, messages=messages, trace_key=trace_key)
    mistakes = Mistakes(environment.wording)
    with _told_of_damage(mistakes, template):
        filling = _open(template, Renderer(environment, context), mistakes)
        return _filled(filling, finish)


def _filled(filling: Filling, finish: Sequence[Callable[[Package], object]]) -> Filled:
    writers = _write_sheets(filling)
    _move(filling, writers)
    _save(filling, writers)
    uncomputed = _renew_values(filling.package, any(writer.plan.filled for writer in writers))
    for step in finish:
        step(filling.package)
    cells = [cell for writer in writers for cell in writer.cells]
    formulas = [_formula(writer, formula) for writer in writers for formula in writer.formulas]
    return Filled(filling.package.save(), cells, formulas, uncomputed)


@contextmanager
def _told_of_damage(mistakes: Mistakes, template: bytes) -> Iterator[None]:
    """Whatever a damaged template makes fail is a mistake in it, with the damaged part where it can be named."""
    try:
        yield
    except TemplateErrors:
        raise
    except Exception as error:
        mistakes.add("", "", "", _damage(error, template))
        raise mistakes.raised() from error


def _damage(error: Exception, template: bytes) -> Phrase:
    if isinstance(error, BrokenPart):
        return Message.BROKEN_PART(part=error.part)
    if isinstance(error, NotAWorkbook):
        return Message.NOT_A_PACKAGE() if isinstance(error, NotAPackage) else Message.NOT_A_WORKBOOK()
    part = Package(template).broken_part()
    return Message.BROKEN_PART(part=part) if part else Message.BROKEN(error=error)


def _open(template: bytes, renderer: Renderer, mistakes: Mistakes) -> Filling:
    package = Package(template)
    workbook = open_workbook(package)
    forget_usual_heights(package, workbook)
    strings = SharedStrings(package, workbook.part)
    strings.empty(has_tag)
    return Filling(package, workbook, strings, CellStyles(package, workbook.part), renderer, mistakes)


def _write_sheets(filling: Filling) -> list[Writer]:
    """Plan and fill every worksheet. Raises TemplateErrors."""
    refuse_tags(filling)
    columns = repeat_columns(filling)
    if columns:
        widen(filling.package, filling.workbook, columns)
    outputs = output_sheets(filling)
    for output in outputs:
        fill_headers(output, filling)
        if _points_elsewhere(output.sheet):
            spell_out_shared(output.sheet)
    plans = [plan_sheet(output, filling) for output in outputs if output.sheet.kind == "worksheet"]
    writers = [Writer(plan, filling) for plan in plans]
    for writer in writers:
        writer.write()
    filling.mistakes.check()
    return writers


def _points_elsewhere(sheet: Sheet) -> bool:
    """Whether a shared formula refers to another sheet: each of its cells may have to follow by itself."""
    formulas = (child(cell, "f") for row in sheet.rows.values() for cell in row)
    return any(f is not None and f.get("t") == "shared" and "!" in (f.text or "") for f in formulas)


def _move(filling: Filling, writers: Sequence[Writer]) -> None:
    """Everything that points at rows follows them. Raises TemplateErrors."""
    plans = [writer.plan for writer in writers]
    names = [sheet.name for sheet in filling.workbook.sheets]
    mover = Mover({plan.sheet.name: plan.map for plan in plans}, names, filling.mistakes)
    if mover.moves:
        moves = {plan.sheet.name: SheetMove(plan.sheet, plan.map, mover) for plan in plans}
        for writer in writers:
            _move_on_sheet(filling.package, writer, moves[writer.plan.sheet.name])
        if move_names(filling.workbook, mover):
            filling.package.parts[filling.workbook.part] = serialise(filling.workbook.root)
        move_charts(filling.package, mover)
        move_pivots(filling.package, moves)
    for plan in plans:
        name_columns(plan.sheet, filling)
    filling.mistakes.check()


def _move_on_sheet(package: Package, writer: Writer, move: SheetMove) -> None:
    for formula in writer.formulas:
        _move_formula(formula, move)
    if not move.rows.moves:
        move_formulas_elsewhere(move)
        _follow_elsewhere(package, move)
        return
    move_sheet(move)
    move_tables(package, move)
    move_single_cells(package, move)
    for name in package.related(move.sheet.part, "drawing"):
        with package.edit(name) as root:
            move_anchors(root, move)
    move_notes(package, move)


def _follow_elsewhere(package: Package, move: SheetMove) -> None:
    """Tables, text boxes and form controls of a sheet whose rows stayed, where they point to one whose rows moved."""
    for kind, step in (("table", follow_formulas), ("drawing", follow), ("ctrlProp", follow)):
        for name in package.related(move.sheet.part, kind):
            with package.revise(name) as root:
                step(root, move)


def _move_formula(formula: FormulaCell, move: SheetMove) -> None:
    element, text = formula.element, formula.text
    if element.get("t") == "shared":  # of a sheet whose rows stay, and no other sheet is meant
        return
    _move_data_table(element, move)
    parent = element.getparent()
    landed = split_address(parent.get("r") or "A1")[0] if parent is not None else 1
    own = OwnRow(split_address(formula.template_cell)[0], landed)
    moved = move.mover.formula(text, move.sheet.name, formula.iteration, formula.template_cell, own)
    area = element.get("ref")
    if area and move.rows.moves:
        top, left, bottom, right = split_area(area)
        spans = move.rows.spans(top, bottom, formula.iteration)
        if spans:
            element.set("ref", area_text(spans[0][0], left, spans[-1][1], right))
    if moved != text:
        element.text = moved
        move.sheet.changed = True


def _move_data_table(element: etree._Element, move: SheetMove) -> None:
    """The input cells of a what-if table (t="dataTable")."""
    for key in ("r1", "r2"):
        address = element.get(key)
        if address and move.rows.moves:
            row, column, _, _ = split_area(address)
            element.set(key, area_text(*(move.rows.boundary(row), column) * 2))


def _save(filling: Filling, writers: Sequence[Writer]) -> None:
    """Fit the heights of filled rows; write sheets and texts into their parts."""
    package, workbook = filling.package, filling.workbook
    filling.styles.save()
    fitter = Fitter(package, workbook, filling.strings)
    for writer in writers:
        if writer.cells:
            fitter.fit(writer.plan.sheet, [cell.cell for cell in writer.cells])
    filling.strings.save()
    for sheet in workbook.sheets:
        if sheet.changed:
            package.parts[sheet.part] = serialise(sheet.root)
    for name in package.related(workbook.part, "calcChain"):
        package.remove(name)
    for name in package.related("", "origin"):  # a digital signature: of the template, not of what it became
        package.remove_tree(name)


def _renew_values(package: Package, filled: bool) -> list[Uncomputed]:
    """Renew cached values, then the points of charts and the text boxes that are made of them."""
    uncomputed = recalculate_package(package)
    if filled and (package.of_type("drawingml.chart+xml") or package.of_type("drawing+xml")):
        workbook = open_workbook(package)
        strings = SharedStrings(package, workbook.part)
        renew_points(package, workbook, strings)
        renew_texts(package, workbook, strings)
    return uncomputed


def _formula(writer: Writer, formula: FormulaCell) -> Formula:
    parent = formula.element.getparent()
    address = (parent.get("r") or "") if parent is not None else ""
    return Formula(writer.plan.sheet.name, address, formula.element.text or "")
