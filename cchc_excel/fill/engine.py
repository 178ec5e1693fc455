"""Filling a template: sheets are planned, written, and everything that points at rows moves with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from cchc_excel.fill.anchored.charts import move_charts, renew_points
from cchc_excel.fill.anchored.drawings import follow, move_anchors, move_notes, renew_texts
from cchc_excel.fill.anchored.pivots import move_pivots
from cchc_excel.fill.anchored.tables import follow_formulas, move_single_cells, move_tables, name_columns
from cchc_excel.fill.anchored.worksheet import move_formulas_elsewhere, move_names, move_sheet
from cchc_excel.fill.errors import CellError, Mistakes
from cchc_excel.fill.formulas.follow import Mover
from cchc_excel.fill.formulas.recalculate import Uncomputed, recalculate
from cchc_excel.fill.formulas.references import area_text, split_address, split_area
from cchc_excel.fill.ooxml.cells import SharedStrings
from cchc_excel.fill.ooxml.opc import Package, child, parse_xml, serialise
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook, open_workbook, spell_out_shared
from cchc_excel.fill.rows.heights import Fitter
from cchc_excel.fill.rows.rowmap import Origin
from cchc_excel.fill.rows.write import FilledCell, FormulaCell, Writer
from cchc_excel.fill.template.headers import fill_headers, refuse_tags
from cchc_excel.fill.template.plan import SheetPlan, plan_sheet
from cchc_excel.fill.template.render import Renderer
from cchc_excel.fill.template.sheets import make_pages


class Formula(NamedTuple):
    """A formula of the output: sheet, address, text (without "=")."""

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


def fill_traced(template: bytes, context: Mapping[str, object]) -> Filled:
    """Fill a template workbook and tell what stands where.

    In: the bytes of an .xlsx and the names its expressions may use. An object with an attribute `khoa_nguon` (any
    hashable key; templates cannot read it) is traced: each filled cell lists the keys of the objects its expression
    used. Raises TemplateErrors with every mistake found. The same template and context give the same bytes.
    """
    mistakes = Mistakes()
    package = Package(template)
    workbook = open_workbook(package)
    strings = SharedStrings(package, workbook.part)
    renderer = Renderer(context)
    refuse_tags(package, mistakes)
    pages = make_pages(package, workbook, strings, renderer, mistakes)
    for page in pages:
        fill_headers(page, renderer, mistakes)
        if _points_elsewhere(page.sheet):
            spell_out_shared(page.sheet)
    plans = [
        plan_sheet(page, _tables(package, page.sheet), strings, renderer, mistakes)
        for page in pages
        if page.sheet.kind == "worksheet"
    ]
    writers = [Writer(plan, renderer, strings, workbook.date1904, mistakes) for plan in plans]
    for writer in writers:
        _write(writer, mistakes)
    mistakes.check()
    mover = Mover({plan.sheet.name: plan.map for plan in plans}, [page.sheet.name for page in pages], mistakes)
    if mover.moves:
        _move_all(package, workbook, writers, mover, mistakes)
    for plan in plans:
        name_columns(package, plan.sheet, strings, mistakes)
    mistakes.check()
    fitter = Fitter(package, workbook, strings)
    for writer in writers:
        if writer.cells:
            fitter.fit(writer.plan.sheet, [cell.cell for cell in writer.cells])
    strings.save()
    for sheet in workbook.sheets:
        if sheet.changed:
            package.parts[sheet.part] = serialise(sheet.root)
    for name in package.related(workbook.part, "calcChain"):
        package.remove(name)
    data, uncomputed = _finish(package, any(writer.plan.filled for writer in writers))
    cells = [cell for writer in writers for cell in writer.cells]
    formulas = [_formula(writer, formula) for writer in writers for formula in writer.formulas]
    return Filled(data, cells, formulas, uncomputed)


def _points_elsewhere(sheet: Sheet) -> bool:
    """Whether a shared formula refers to another sheet: each of its cells may have to follow by itself."""
    formulas = (child(cell, "f") for row in sheet.rows.values() for cell in row)
    return any(f is not None and f.get("t") == "shared" and "!" in (f.text or "") for f in formulas)


def _tables(package: Package, sheet: Sheet) -> list[etree._Element]:
    return [parse_xml(package.parts[name]) for name in package.related(sheet.part, "table")]


def _write(writer: Writer, mistakes: Mistakes) -> None:
    try:
        writer.write()
    except CellError as error:
        mistakes.add(writer.plan.sheet.origin, "", "", str(error))


def _move_all(package: Package, workbook: Workbook, writers: list[Writer], mover: Mover, mistakes: Mistakes) -> None:
    for writer in writers:
        plan = writer.plan
        for formula in writer.formulas:
            _move_formula(formula, plan, mover)
        if plan.map.moves:
            move_sheet(plan.sheet, plan.map, mover)
            _move_parts(package, plan, mover, mistakes)
        else:
            move_formulas_elsewhere(plan.sheet, mover)
            _follow_elsewhere(package, plan.sheet, mover)
    if move_names(workbook, mover):
        package.parts[workbook.part] = serialise(workbook.root)
    move_charts(package, mover)
    move_pivots(package, workbook, {writer.plan.sheet.name: writer.plan.map for writer in writers}, mistakes)


def _follow_elsewhere(package: Package, sheet: Sheet, mover: Mover) -> None:
    """Tables, text boxes and form controls of a sheet whose rows stayed, where they point to one whose rows moved."""
    for kind in ("table", "drawing", "ctrlProp"):
        for name in package.related(sheet.part, kind):
            root = parse_xml(package.parts[name])
            if follow_formulas(root, mover, sheet.name) if kind == "table" else follow(root, mover, sheet.name):
                package.parts[name] = serialise(root)


def _move_formula(formula: FormulaCell, plan: SheetPlan, mover: Mover) -> None:
    element, text = formula.element, formula.text
    if element.get("t") == "shared":  # of a sheet whose rows stay, and no other sheet is meant
        return
    _move_data_table(element, plan)
    parent = element.getparent()
    landed = split_address(parent.get("r") or "A1")[0] if parent is not None else 1
    origin = Origin(split_address(formula.template_cell)[0], landed)
    moved = mover.formula(text, plan.sheet.name, formula.place, formula.template_cell, origin)
    area = element.get("ref")
    if area and plan.map.moves:
        top, left, bottom, right = split_area(area)
        spans = plan.map.spans(top, bottom, formula.place)
        if spans:
            element.set("ref", area_text(spans[0][0], left, spans[-1][1], right))
    if moved != text:
        element.text = moved
        plan.sheet.changed = True


def _move_data_table(element: etree._Element, plan: SheetPlan) -> None:
    """The input cells of a what-if table (t="dataTable")."""
    for key in ("r1", "r2"):
        address = element.get(key)
        if address and plan.map.moves:
            row, column, _, _ = split_area(address)
            element.set(key, area_text(*(plan.map.boundary(row), column) * 2))


def _move_parts(package: Package, plan: SheetPlan, mover: Mover, mistakes: Mistakes) -> None:
    part = plan.sheet.part
    move_tables(package, plan.sheet, plan.map, mover, mistakes)
    move_single_cells(package, plan.sheet, plan.map)
    for name in package.related(part, "drawing"):
        root = parse_xml(package.parts[name])
        move_anchors(root, plan.sheet, plan.map, mover)
        package.parts[name] = serialise(root)
    move_notes(package, part, plan.map, mover, plan.sheet.name)


def _finish(package: Package, filled: bool) -> tuple[bytes, list[Uncomputed]]:
    """Renew cached values, then the points of charts and the text boxes that are made of them."""
    data, uncomputed = recalculate(package.save())
    if not filled or not (package.of_type("drawingml.chart+xml") or package.of_type("drawing+xml")):
        return data, uncomputed
    calculated = Package(data)
    workbook = open_workbook(calculated)
    strings = SharedStrings(calculated, workbook.part)
    renew_points(calculated, workbook, strings)
    renew_texts(calculated, workbook, strings)
    return calculated.save(), uncomputed


def _formula(writer: Writer, formula: FormulaCell) -> Formula:
    parent = formula.element.getparent()
    address = (parent.get("r") or "") if parent is not None else ""
    return Formula(writer.plan.sheet.name, address, formula.element.text or "")
