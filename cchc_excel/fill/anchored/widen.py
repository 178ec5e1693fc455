"""Everything that points at columns follows them once columns between {%tc %} tags are repeated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy

from lxml import etree

from cchc_excel.fill.formulas.columnmap import ColumnMap, Copy
from cchc_excel.fill.formulas.references import Reference, rewrite
from cchc_excel.fill.ooxml.addresses import area_text, split_address, split_area
from cchc_excel.fill.ooxml.opc import Package, child, children, named, serialise
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook

_REST = 1000
"""So many columns of one width are the rest of the sheet, and stay one element."""
_FORMULAS = ("f", "formula", "formula1", "formula2")


def widen(package: Package, workbook: Workbook, maps: Mapping[str, ColumnMap]) -> None:
    """Move what points at columns of the sheets in `maps` (by name), whose cells have been drawn already."""
    for sheet in workbook.sheets:
        _formulas(sheet, maps)
        columns = maps.get(sheet.name)
        if columns is not None:
            _on_sheet(sheet, columns)
            for kind, step in (("drawing", _anchors), ("comments", _notes), ("vmlDrawing", _note_boxes)):
                for name in package.related(sheet.part, kind):
                    with package.edit(name) as root:
                        step(root, columns)
    for element in children(child(workbook.root, "definedNames"), "definedName"):
        element.text = _rewritten(element.text or "", "", maps, None)
    package.parts[workbook.part] = serialise(workbook.root)
    for name in package.of_type("drawingml.chart+xml"):
        with package.edit(name) as root:
            for element in named(root, "f"):
                element.text = _rewritten(element.text or "", "", maps, None)


def _rewritten(formula: str, sheet: str, maps: Mapping[str, ColumnMap], inside: Copy | None) -> str:
    """A formula on a sheet ("": on none); `inside`: the copy it stands in."""

    def change(reference: Reference) -> str:
        meant = sheet if reference.sheet is None else reference.sheet
        columns = maps.get(meant)
        return reference.text() if columns is None else columns.reference(reference, inside if meant == sheet else None)

    return rewrite(formula, change)


def _formulas(sheet: Sheet, maps: Mapping[str, ColumnMap]) -> None:
    for element in named(sheet.root, *_FORMULAS):
        if not element.text:
            continue
        cell = element.getparent()
        address = "" if cell is None else cell.get("r") or ""
        own = maps.get(sheet.name)
        inside = own.copy_at(split_address(address)[1]) if own is not None and address else None
        moved = _rewritten(element.text, sheet.name, maps, inside)
        if moved != element.text:
            element.text, sheet.changed = moved, True


def _on_sheet(sheet: Sheet, columns: ColumnMap) -> None:
    for element in list(sheet.root):
        step = _STEPS.get(str(element.tag).rpartition("}")[2])
        if step is not None:
            step(element, columns)


def _extensions(element: etree._Element, columns: ColumnMap) -> None:
    """Rules of later programs have their areas as text."""
    for areas in named(element, "sqref"):
        found = [each for area in (areas.text or "").split() for each in _areas(area, columns)]
        areas.text = " ".join(found) or areas.text


def _areas(area: str, columns: ColumnMap) -> list[str]:
    top, left, bottom, right = split_area(area)
    return [area_text(top, first, bottom, last) for first, last in columns.runs(left, right)]


def _dimension(element: etree._Element, columns: ColumnMap) -> None:
    found = _areas(element.get("ref") or "A1", columns)
    if found:
        element.set("ref", found[0])


def _widths(element: etree._Element, columns: ColumnMap) -> None:
    made = []
    for each in list(element):
        for first, last in columns.runs(int(each.get("min") or 1), int(each.get("max") or 1)):
            copied = deepcopy(each)
            copied.set("min", str(first))
            copied.set("max", str(last))
            made.append(copied)
    element[:] = _apart(made)


def _apart(widths: list[etree._Element]) -> list[etree._Element]:
    """Columns of several widths that repeat come in turn: one element a column, in order."""
    singles = {}
    for each in widths:
        first, last = int(each.get("min") or 1), int(each.get("max") or 1)
        if last - first >= _REST:
            singles[first] = each
            continue
        for column in range(first, last + 1):
            one = deepcopy(each)
            one.set("min", str(column))
            one.set("max", str(column))
            singles[column] = one
    return [singles[column] for column in sorted(singles)]


def _merges(element: etree._Element, columns: ColumnMap) -> None:
    for merge in list(element):
        top, left, bottom, right = split_area(merge.get("ref") or "A1")
        within = any(loop.holds(left) and loop.holds(right) for loop in columns.loops)
        areas = (
            list(zip(columns.copies(left), columns.copies(right), strict=True)) if within else columns.runs(left, right)
        )
        at = element.index(merge)
        element.remove(merge)
        for first, last in reversed(areas if within else [(areas[0][0], areas[-1][1])] if areas else []):
            if (top, first) != (bottom, last):
                made = deepcopy(merge)
                made.set("ref", area_text(top, first, bottom, last))
                element.insert(at, made)


def _sqref(element: etree._Element, columns: ColumnMap) -> None:
    areas = [each for area in (element.get("sqref") or "").split() for each in _areas(area, columns)]
    parent = element.getparent()
    if areas:
        element.set("sqref", " ".join(areas))
    elif parent is not None:
        parent.remove(element)


def _validations(element: etree._Element, columns: ColumnMap) -> None:
    for each in list(element):
        _sqref(each, columns)
    element.set("count", str(len(element)))


def _links(element: etree._Element, columns: ColumnMap) -> None:
    for link in list(element):
        areas = _areas(link.get("ref") or "A1", columns)
        at = element.index(link)
        element.remove(link)
        for area in reversed(areas):
            made = deepcopy(link)
            made.set("ref", area)
            element.insert(at, made)


def _views(element: etree._Element, columns: ColumnMap) -> None:
    for view in children(element, "sheetView"):
        pane = child(view, "pane")
        if pane is not None and pane.get("state") in ("frozen", "frozenSplit") and pane.get("xSplit"):
            kept = columns.runs(1, int(float(pane.get("xSplit") or 0)))
            pane.set("xSplit", str(sum(last - first + 1 for first, last in kept)))
        for holder in (view, pane):
            if holder is not None and holder.get("topLeftCell"):
                holder.set("topLeftCell", _cell(holder.get("topLeftCell") or "A1", columns))
        for selection in children(view, "selection"):
            for key in ("activeCell", "sqref"):
                if selection.get(key):
                    selection.set(key, _cell(selection.get("activeCell") or "A1", columns))


def _cell(address: str, columns: ColumnMap) -> str:
    row, column = split_address(address)
    return area_text(*(row, _boundary(column, columns)) * 2)


def _boundary(column: int, columns: ColumnMap) -> int:
    """Where what began at a column begins now."""
    return next((at for one in range(column, column + 3) for at in columns.copies(one)[:1]), column)


def _breaks(element: etree._Element, columns: ColumnMap) -> None:
    for each in element:
        each.set("id", str(_boundary(int(each.get("id") or 0) + 1, columns) - 1))


def _filter(element: etree._Element, columns: ColumnMap) -> None:
    areas = _areas(element.get("ref") or "A1", columns)
    if areas:
        element.set("ref", areas[0])


_STEPS: dict[str, Callable[[etree._Element, ColumnMap], None]] = {
    "dimension": _dimension,
    "sheetViews": _views,
    "cols": _widths,
    "autoFilter": _filter,
    "mergeCells": _merges,
    "conditionalFormatting": _sqref,
    "dataValidations": _validations,
    "hyperlinks": _links,
    "colBreaks": _breaks,
    "extLst": _extensions,
}


def _anchors(root: etree._Element, columns: ColumnMap) -> None:
    """Pictures, charts and shapes: their columns are counted from 0."""
    for element in named(root, "col"):
        element.text = str(_boundary(int(element.text or 0) + 1, columns) - 1)


def _notes(root: etree._Element, columns: ColumnMap) -> None:
    for note in named(root, "comment"):
        note.set("ref", _cell(note.get("ref") or "A1", columns))


def _note_boxes(root: etree._Element, columns: ColumnMap) -> None:
    for element in named(root, "Column"):
        element.text = str(_boundary(int(element.text or 0) + 1, columns) - 1)
    for element in named(root, "Anchor"):
        parts = [int(part) for part in (element.text or "").split(",")]
        for at in (0, 4):
            parts[at] = _boundary(parts[at] + 1, columns) - 1
        element.text = ", ".join(map(str, parts))
