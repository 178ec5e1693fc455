"""Everything on a worksheet and in the workbook, besides the rows themselves, that points at rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from cchc_excel.fill.formulas.follow import Mover
from cchc_excel.fill.formulas.references import MAX_ROW, area_text, shifted, split_address, split_area
from cchc_excel.fill.ooxml.opc import child, children, drop, local, named
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook
from cchc_excel.fill.rows.rowmap import OUTSIDE, Origin, Place, RowMap

_EXTENDED = ("conditionalFormatting", "dataValidation", "protectedRange", "ignoredError")
_LISTS = (
    *("conditionalFormattings", "dataValidations", "protectedRanges", "ignoredErrors"),
    *("sparklineGroups", "sparklineGroup", "sparklines"),
)
"""Elements of extensions that hold nothing but a list."""
_AREAS = re.compile(r"(?:'(?:[^']|'')*'|[^',])+")


def spanning(area: str, rows: RowMap) -> str | None:
    """An area as one rectangle over all its copies; None where all of its rows are gone."""
    top, left, bottom, right = split_area(area)
    spans = rows.spans(top, bottom)
    return area_text(spans[0][0], left, spans[-1][1], right) if spans else None


def repeated(area: str, rows: RowMap) -> list[tuple[str, Place]]:
    """An area once for each iteration of the loops around it."""
    top, left, bottom, right = split_area(area)
    return [(area_text(first, left, last, right), place) for (first, last), place in rows.areas(top, bottom)]


def spread(areas: str, rows: RowMap) -> list[tuple[str, Place]]:
    """The areas of an sqref: repeated, and joined where copies touch. Each with the place of its first copy."""
    found: list[tuple[str, Place]] = []
    for area in areas.split():
        if not any(letter.isdigit() for letter in area):
            found.append((area, OUTSIDE))
            continue
        top, left, bottom, right = split_area(area)
        joined: list[tuple[int, int, Place]] = []
        for (first, last), place in rows.areas(top, bottom):
            if joined and first == joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], last, joined[-1][2])
            else:
                joined.append((first, last, place))
        found += [(area_text(first, left, last, right), place) for first, last, place in joined]
    return found


def move_sheet(sheet: Sheet, rows: RowMap, mover: Mover) -> None:
    """Move everything on a worksheet whose rows moved."""
    handlers: dict[str, Callable[[etree._Element], None]] = {
        "sheetViews": lambda element: _views(element, rows),
        "mergeCells": lambda element: _merges(element, rows),
        "autoFilter": lambda element: _filter(element, rows),
        "sortState": lambda element: _filter(element, rows),
        "conditionalFormatting": lambda element: _ranged(element, sheet.name, rows, mover),
        "dataValidations": lambda element: _group(element, sheet.name, rows, mover),
        "protectedRanges": lambda element: _group(element, sheet.name, rows, mover),
        "ignoredErrors": lambda element: _group(element, sheet.name, rows, mover),
        "cellWatches": lambda element: _watches(element, rows),
        "hyperlinks": lambda element: _hyperlinks(element, sheet.name, rows, mover),
        "customSheetViews": lambda element: _custom_views(element, rows),
        "scenarios": lambda element: _scenarios(element, rows),
        "controls": lambda element: _embedded(element, sheet, rows, mover),
        "oleObjects": lambda element: _embedded(element, sheet, rows, mover),
        "rowBreaks": lambda element: _breaks(element, rows),
        "extLst": lambda element: _extensions(element, sheet.name, rows, mover),
    }
    for element in list(sheet.root):
        handler = handlers.get(local(element))
        if handler is not None:
            handler(element)


def move_formulas_elsewhere(sheet: Sheet, mover: Mover) -> None:
    """On a sheet whose own rows stayed: conditional formats, validations, links and buttons that point to sheets whose
    rows moved."""
    for element in named(sheet.root, "formula", "formula1", "formula2"):
        _rewrite_text(element, sheet, mover)
    for extension in children(sheet.root, "extLst"):
        for element in named(extension, "f"):
            _rewrite_text(element, sheet, mover)
    for element in named(sheet.root, "cfvo"):
        _rewrite_attribute(element, "val", sheet, mover)
    for element in named(sheet.root, "hyperlink"):
        _rewrite_attribute(element, "location", sheet, mover)
    _follow_linked_cells(sheet.root, sheet, mover)


def _rewrite_text(element: etree._Element, sheet: Sheet, mover: Mover) -> None:
    if element.text:
        moved = mover.formula(element.text, sheet.name)
        if moved != element.text:
            element.text = moved
            sheet.changed = True


def _rewrite_attribute(element: etree._Element, key: str, sheet: Sheet, mover: Mover) -> None:
    text = element.get(key)
    moved = mover.formula(text, sheet.name) if text else None
    if moved and moved != text:
        element.set(key, moved)
        sheet.changed = True


def move_names(workbook: Workbook, mover: Mover) -> bool:
    """Defined names, print areas and print titles among them; True where one changed."""
    changed = False
    for element in children(child(workbook.root, "definedNames"), "definedName"):
        text = element.text or ""
        if (element.get("name") or "").startswith("_xlnm."):
            moved = ",".join(mover.formula(area, None) for area in _areas(text) if not mover.is_gone(area))
        else:
            moved = mover.formula(text, None)
        if moved == text:
            continue
        changed = True
        if moved:
            element.text = moved
        else:  # nothing is left of what was printed or filtered
            _take_away(element)
    return changed


def _areas(text: str) -> list[str]:
    """The areas of a print area or of print titles; a comma may stand in a sheet's name."""
    return _AREAS.findall(text)


def _take_away(element: etree._Element) -> None:
    """Take an element away, and its list where that is empty then."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if len(parent) == 0:
            _take_away(parent)


def _views(element: etree._Element, rows: RowMap) -> None:
    for view in children(element, "sheetView"):
        _view(view, rows)


def _view(view: etree._Element, rows: RowMap) -> None:
    pane = child(view, "pane")
    top = split_address(view.get("topLeftCell") or "A1")[0]
    if pane is not None and pane.get("state") in ("frozen", "frozenSplit") and pane.get("ySplit"):
        # The frozen rows are those above the split: as many as are left of them.
        size = int(float(pane.get("ySplit") or 0))
        spans = rows.spans(top, top + size - 1) if size else ()
        pane.set("ySplit", str(sum(last - first + 1 for first, last in spans)))
    for holder in (view, pane):
        if holder is not None and holder.get("topLeftCell"):
            holder.set("topLeftCell", _cell(holder.get("topLeftCell") or "A1", rows))
    for selection in children(view, "selection"):
        _selection(selection, rows)


def _selection(selection: etree._Element, rows: RowMap) -> None:
    active = selection.get("activeCell")
    if active:
        selection.set("activeCell", _cell(active, rows))
    if selection.get("sqref"):
        # What was selected is of no account; the active cell must be inside of it.
        selection.set("sqref", _cell(active or "A1", rows))
        drop(selection, "activeCellId")


def _cell(address: str, rows: RowMap) -> str:
    row, column = split_address(address)
    return area_text(*(min(rows.boundary(row), MAX_ROW), column) * 2)


def _merges(element: etree._Element, rows: RowMap) -> None:
    kept: list[str] = []
    for merge in list(element):
        kept += [area for area, _ in repeated(merge.get("ref") or "A1", rows) if ":" in area]
        element.remove(merge)
    namespace = str(element.tag).rpartition("}")[0]
    for area in kept:
        etree.SubElement(element, f"{namespace}}}mergeCell", ref=area)
    _counted(element)


def _counted(element: etree._Element) -> None:
    """Keep the count of a list right; an empty list must not stand in a sheet."""
    if len(element) == 0:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    elif element.get("count") is not None:
        element.set("count", str(len(element)))


def _filter(element: etree._Element, rows: RowMap) -> None:
    for found in [element, *children(element, "sortState"), *named(element, "sortCondition")]:
        area = found.get("ref")
        moved = spanning(area, rows) if area else None
        parent = found.getparent()
        if moved is not None:
            found.set("ref", moved)
        elif area and parent is not None:
            parent.remove(found)


def _custom_views(element: etree._Element, rows: RowMap) -> None:
    """What other users see ("custom views"): panes, breaks and filters of their own."""
    for view in list(element):
        _view(view, rows)
        for part in list(view):
            if local(part) == "rowBreaks":
                _breaks(part, rows)
            elif local(part) == "autoFilter":
                _filter(part, rows)


def _scenarios(element: etree._Element, rows: RowMap) -> None:
    for scenario in children(element, "scenario"):
        for cell in children(scenario, "inputCells"):
            cell.set("r", _cell(cell.get("r") or "A1", rows))
    if element.get("sqref"):
        found = spread(element.get("sqref") or "", rows)
        element.set("sqref", " ".join(area for area, _ in found) or "A1")


def _embedded(element: etree._Element, sheet: Sheet, rows: RowMap, mover: Mover) -> None:
    """Buttons and embedded objects keep their place in cells, and the cells they set, here besides the drawing."""
    _follow_linked_cells(element, sheet, mover)
    for anchor in named(element, "anchor"):
        start, end = child(anchor, "from"), child(anchor, "to")
        if start is not None:
            shift_anchor(start, end, rows)


def _follow_linked_cells(root: etree._Element, sheet: Sheet, mover: Mover) -> None:
    for properties in named(root, "controlPr"):
        for key in ("linkedCell", "listFillRange"):
            _rewrite_attribute(properties, key, sheet, mover)


def shift_anchor(start: etree._Element, end: etree._Element | None, rows: RowMap) -> None:
    """Move the corners of a floating object with the row of its upper left corner; it keeps its size in rows."""
    before = _row_of(start)
    place_anchor(start, end, min(rows.boundary(before + 1), MAX_ROW) - 1 - before)


def place_anchor(start: etree._Element | None, end: etree._Element | None, delta: int) -> None:
    """Move the corners of a floating object by so many rows."""
    for marker in (start, end):
        if marker is not None:
            _set_row(marker, min(_row_of(marker) + delta, MAX_ROW - 1))


def _row_of(marker: etree._Element) -> int:
    row = child(marker, "row")
    return int(row.text or 0) if row is not None else 0


def _set_row(marker: etree._Element, value: int) -> None:
    row = child(marker, "row")
    if row is not None:
        row.text = str(value)


def _group(element: etree._Element, sheet: str, rows: RowMap, mover: Mover) -> None:
    for item in list(element):
        _ranged(item, sheet, rows, mover)
    _counted(element)


def _ranged(element: etree._Element, sheet: str, rows: RowMap, mover: Mover) -> None:
    """An element with an sqref and formulas relative to its first cell."""
    found = spread(element.get("sqref") or "", rows)
    parent = element.getparent()
    if not found and element.get("sqref"):
        if parent is not None:
            parent.remove(element)
        return
    before = element.get("sqref") or ""
    for formula in named(element, "formula", "formula1", "formula2"):
        if formula.text:
            formula.text = _relative(formula.text, before, found, sheet, rows, mover)
    for limit in named(element, "cfvo"):
        if limit.get("val"):
            limit.set("val", _relative(limit.get("val") or "", before, found, sheet, rows, mover))
    if found:
        element.set("sqref", " ".join(area for area, _ in found))


def _relative(text: str, before: str, found: list[tuple[str, Place]], sheet: str, rows: RowMap, mover: Mover) -> str:
    """A formula that is written for the first cell of its areas. Where the row of that cell is gone (a tag row, very
    often: one marks the whole table), it is written for the first cell that stays."""
    if not found:
        return mover.formula(text, sheet)
    (row, column), kept = _first_cell(before), None
    for area in before.split():
        top, left, bottom, _ = split_area(area) if any(letter.isdigit() for letter in area) else (1, column, MAX_ROW, 0)
        kept = rows.first_kept(top, bottom)
        if kept is not None:
            text = shifted(text, kept - row, left - column)
            break
    landed, _ = _first_cell(found[0][0])
    return mover.formula(text, sheet, found[0][1], origin=Origin(kept or row, landed))


def _first_cell(areas: str) -> tuple[int, int]:
    area = areas.split()[0] if areas.split() else ""
    return split_area(area)[:2] if any(letter.isdigit() for letter in area) else (1, 1)


def _extensions(element: etree._Element, sheet: str, rows: RowMap, mover: Mover) -> None:
    """The newer kinds of conditional formats and validations, protected ranges, ignored errors (x14), whose areas stand
    in elements of their own; sparklines."""
    for item in list(named(element, *_EXTENDED)):
        area = child(item, "sqref")
        if area is None or not area.text:
            continue
        before, found = area.text, spread(area.text, rows)
        if not found:
            _take_away_extension(item)
            continue
        area.text = " ".join(text for text, _ in found)
        for formula in named(item, "f"):
            if formula.text:
                formula.text = _relative(formula.text, before, found, sheet, rows, mover)
    for item in list(named(element, "sparkline")):
        _sparkline(item, sheet, rows, mover)


def _sparkline(item: etree._Element, sheet: str, rows: RowMap, mover: Mover) -> None:
    """One small chart in each copy of its cell."""
    at = child(item, "sqref")
    for area, place in repeated((at.text if at is not None else None) or "A1", rows):
        copy = deepcopy(item)
        for element in copy:
            if local(element) == "sqref":
                element.text = area
            elif element.text:
                element.text = mover.formula(element.text, sheet, place)
        item.addprevious(copy)
    _take_away_extension(item)


def _take_away_extension(item: etree._Element) -> None:
    """Take an item of an extension away, with every list that is empty then."""
    parent = item.getparent()
    if parent is None:
        return
    parent.remove(item)
    rest = [element for element in parent if local(element) in (local(item), *_LISTS)]
    if "count" in parent.attrib:
        parent.set("count", str(len(rest)))
    if not rest and local(parent) in ("ext", "extLst", *_LISTS):
        _take_away_extension(parent)


def _watches(element: etree._Element, rows: RowMap) -> None:
    for watch in element:
        watch.set("r", _cell(watch.get("r") or "A1", rows))


def _hyperlinks(element: etree._Element, sheet: str, rows: RowMap, mover: Mover) -> None:
    for link in list(element):
        location = link.get("location")
        for area, place in repeated(link.get("ref") or "A1", rows):
            copy = deepcopy(link)
            copy.set("ref", area)
            if location:
                copy.set("location", mover.formula(location, sheet, place))
            link.addprevious(copy)
        element.remove(link)
    _counted(element)


def _breaks(element: etree._Element, rows: RowMap) -> None:
    moved: dict[int, etree._Element] = {}
    for item in list(element):
        element.remove(item)
        for row in rows.ends(int(item.get("id") or 0)):
            if 0 < row < MAX_ROW and row not in moved:
                moved[row] = deepcopy(item)
                moved[row].set("id", str(row))
    element.extend(moved[row] for row in sorted(moved))
    manual = sum(item.get("man") in ("1", "true") for item in element)
    for name, count in (("count", len(element)), ("manualBreakCount", manual)):
        if element.get(name) is not None:
            element.set(name, str(count))
    if len(element) == 0:
        _counted(element)
