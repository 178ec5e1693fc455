"""Everything on a worksheet, besides the rows themselves, that points at rows."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from cchc_excel.fill.anchored.move import SheetMove
from cchc_excel.fill.anchored.ranged import move_extensions, move_rule, move_rules
from cchc_excel.fill.ooxml.addresses import MAX_ROW, split_address
from cchc_excel.fill.ooxml.opc import child, children, drop, local, named, remove_if_empty


def move_sheet(move: SheetMove) -> None:
    """Move everything on a worksheet whose rows moved. Mistakes are noted."""
    for element in _parts(move.sheet.root):
        handler = _HANDLERS.get(local(element))
        if handler is not None:
            handler(element, move)


def _parts(root: etree._Element) -> list[etree._Element]:
    """What stands directly below a worksheet's root, or in the place of it: for one kind of program or another."""
    parts: list[etree._Element] = []
    for element in root:
        parts += _parts(element) if local(element) in ("AlternateContent", "Choice", "Fallback") else [element]
    return parts


def move_formulas_elsewhere(move: SheetMove) -> None:
    """On a sheet whose own rows stayed: conditional formats, validations, links and buttons that point to sheets whose
    rows moved."""
    root = move.sheet.root
    for element in named(root, "formula", "formula1", "formula2"):
        _rewrite_text(element, move)
    for extension in children(root, "extLst"):
        for element in named(extension, "f"):
            _rewrite_text(element, move)
    for element in named(root, "cfvo"):
        _rewrite_attribute(element, "val", move)
    for element in named(root, "hyperlink"):
        _rewrite_attribute(element, "location", move)
    _follow_linked_cells(root, move)


def _rewrite_text(element: etree._Element, move: SheetMove) -> None:
    if element.text:
        moved = move.formula(element.text)
        if moved != element.text:
            element.text = moved
            move.sheet.changed = True


def _rewrite_attribute(element: etree._Element, key: str, move: SheetMove) -> None:
    text = element.get(key)
    moved = move.formula(text) if text else None
    if moved and moved != text:
        element.set(key, moved)
        move.sheet.changed = True


def _views(element: etree._Element, move: SheetMove) -> None:
    for view in children(element, "sheetView"):
        _view(view, move)


def _view(view: etree._Element, move: SheetMove) -> None:
    pane = child(view, "pane")
    top = split_address(view.get("topLeftCell") or "A1")[0]
    if pane is not None and pane.get("state") in ("frozen", "frozenSplit") and pane.get("ySplit"):
        # The frozen rows are those above the split: as many as are left of them.
        size = int(float(pane.get("ySplit") or 0))
        spans = move.rows.spans(top, top + size - 1) if size else ()
        pane.set("ySplit", str(sum(last - first + 1 for first, last in spans)))
    for holder in (view, pane):
        if holder is not None and holder.get("topLeftCell"):
            holder.set("topLeftCell", move.cell(holder.get("topLeftCell") or "A1"))
    for selection in children(view, "selection"):
        _selection(selection, move)


def _selection(selection: etree._Element, move: SheetMove) -> None:
    active = selection.get("activeCell")
    if active:
        selection.set("activeCell", move.cell(active))
    if selection.get("sqref"):
        # What was selected is of no account; the active cell must be inside of it.
        selection.set("sqref", move.cell(active or "A1"))
        drop(selection, "activeCellId")


def _merges(element: etree._Element, move: SheetMove) -> None:
    kept: list[str] = []
    for merge in list(element):
        kept += [area for area, _ in move.repeated(merge.get("ref") or "A1") if ":" in area]
        element.remove(merge)
    namespace = str(element.tag).rpartition("}")[0]
    for area in kept:
        etree.SubElement(element, f"{namespace}}}mergeCell", ref=area)
    remove_if_empty(element)


def _filter(element: etree._Element, move: SheetMove) -> None:
    for item in [element, *children(element, "sortState"), *named(element, "sortCondition")]:
        area = item.get("ref")
        moved = move.spanning(area) if area else None
        parent = item.getparent()
        if moved is not None:
            item.set("ref", moved)
        elif area and parent is not None:
            parent.remove(item)


def _custom_views(element: etree._Element, move: SheetMove) -> None:
    """What other users see ("custom views"): panes, breaks and filters of their own."""
    for view in list(element):
        _view(view, move)
        for part in list(view):
            if local(part) == "rowBreaks":
                _breaks(part, move)
            elif local(part) == "autoFilter":
                _filter(part, move)


def _scenarios(element: etree._Element, move: SheetMove) -> None:
    for scenario in children(element, "scenario"):
        for cell in children(scenario, "inputCells"):
            cell.set("r", move.cell(cell.get("r") or "A1"))
    if element.get("sqref"):
        areas = move.spread(element.get("sqref") or "")
        element.set("sqref", " ".join(area for area, _ in areas) or "A1")


def _embedded(element: etree._Element, move: SheetMove) -> None:
    """Buttons and embedded objects name the cells they lie over, and those they set, here besides the drawing."""
    _follow_linked_cells(element, move)
    for anchor in named(element, "anchor"):
        start, end = child(anchor, "from"), child(anchor, "to")
        if start is not None:
            move.shift_anchor(start, end)


def _follow_linked_cells(root: etree._Element, move: SheetMove) -> None:
    for properties in named(root, "controlPr"):
        for key in ("linkedCell", "listFillRange"):
            _rewrite_attribute(properties, key, move)


def _watches(element: etree._Element, move: SheetMove) -> None:
    for watch in element:
        watch.set("r", move.cell(watch.get("r") or "A1"))


def _hyperlinks(element: etree._Element, move: SheetMove) -> None:
    for link in list(element):
        location = link.get("location")
        for area, iteration in move.repeated(link.get("ref") or "A1"):
            copy = deepcopy(link)
            copy.set("ref", area)
            if location:
                copy.set("location", move.formula(location, iteration))
            link.addprevious(copy)
        element.remove(link)
    remove_if_empty(element)


def _breaks(element: etree._Element, move: SheetMove) -> None:
    moved: dict[int, etree._Element] = {}
    for item in list(element):
        element.remove(item)
        for row in move.rows.ends(int(item.get("id") or 0)):
            if 0 < row < MAX_ROW and row not in moved:
                moved[row] = deepcopy(item)
                moved[row].set("id", str(row))
    element.extend(moved[row] for row in sorted(moved))
    manual = sum(item.get("man") in ("1", "true") for item in element)
    for name, count in (("count", len(element)), ("manualBreakCount", manual)):
        if element.get(name) is not None:
            element.set(name, str(count))
    remove_if_empty(element)


_HANDLERS: dict[str, Callable[[etree._Element, SheetMove], None]] = {
    "sheetViews": _views,
    "mergeCells": _merges,
    "autoFilter": _filter,
    "sortState": _filter,
    "conditionalFormatting": move_rule,
    "dataValidations": move_rules,
    "protectedRanges": move_rules,
    "ignoredErrors": move_rules,
    "cellWatches": _watches,
    "hyperlinks": _hyperlinks,
    "customSheetViews": _custom_views,
    "scenarios": _scenarios,
    "controls": _embedded,
    "oleObjects": _embedded,
    "rowBreaks": _breaks,
    "extLst": move_extensions,
}
"""What moves each kind of element directly below a worksheet's root."""
