"""Rules about ranges of a worksheet: conditional formats, validations, protected ranges, ignored errors, those of
extensions (x14) too; sparklines."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from cchc_excel.fill.anchored.move import SheetMove
from cchc_excel.fill.formulas.references import shifted
from cchc_excel.fill.formulas.rowmap import Iteration, OwnRow
from cchc_excel.fill.ooxml.addresses import MAX_ROW, split_area
from cchc_excel.fill.ooxml.opc import child, children, local, named, remove_if_empty

_EXTENDED = ("conditionalFormatting", "dataValidation", "protectedRange", "ignoredError")
_LISTS = (
    *("conditionalFormattings", "dataValidations", "protectedRanges", "ignoredErrors"),
    *("sparklineGroups", "sparklineGroup", "sparklines"),
)
"""Elements of extensions that hold nothing but a list."""


def move_rules(element: etree._Element, move: SheetMove) -> None:
    """A list of rules, each with an sqref: `dataValidations`, say."""
    for item in list(element):
        move_rule(item, move)
    remove_if_empty(element)


def move_rule(element: etree._Element, move: SheetMove) -> None:
    """An element with an sqref and formulas relative to its first cell. Where its rows are gone, so is the rule."""
    areas = move.spread(element.get("sqref") or "")
    parent = element.getparent()
    if not areas and element.get("sqref"):
        if parent is not None:
            parent.remove(element)
        return
    before = element.get("sqref") or ""
    for formula in named(element, "formula", "formula1", "formula2"):
        if formula.text:
            formula.text = _relative(formula.text, before, areas, move)
    for limit in named(element, "cfvo"):
        if limit.get("val"):
            limit.set("val", _relative(limit.get("val") or "", before, areas, move))
    if areas:
        element.set("sqref", " ".join(area for area, _ in areas))


def _relative(text: str, before: str, areas: Sequence[tuple[str, Iteration]], move: SheetMove) -> str:
    """A formula that is written for the first cell of its areas, `before` and after. Where the row of that cell is gone
    (a tag row, very often: one marks the whole table), it is written for the first cell that stays."""
    if not areas:
        return move.formula(text)
    (row, column), kept = _first_cell(before), None
    for area in before.split():
        top, left, bottom, _ = split_area(area) if any(letter.isdigit() for letter in area) else (1, column, MAX_ROW, 0)
        kept = move.rows.first_kept(top, bottom)
        if kept is not None:
            text = shifted(text, kept - row, left - column)
            break
    landed, _ = _first_cell(areas[0][0])
    return move.formula(text, areas[0][1], OwnRow(kept or row, landed))


def _first_cell(areas: str) -> tuple[int, int]:
    area = areas.split()[0] if areas.split() else ""
    return split_area(area)[:2] if any(letter.isdigit() for letter in area) else (1, 1)


def move_extensions(element: etree._Element, move: SheetMove) -> None:
    """The newer kinds of conditional formats and validations, protected ranges, ignored errors (x14), whose areas stand
    in elements of their own; sparklines."""
    for item in list(named(element, *_EXTENDED)):
        area = child(item, "sqref")
        if area is None or not area.text:
            continue
        before, areas = area.text, move.spread(area.text)
        if not areas:
            _take_away(item)
            continue
        area.text = " ".join(text for text, _ in areas)
        for formula in named(item, "f"):
            if formula.text:
                formula.text = _relative(formula.text, before, areas, move)
    for group in named(element, "sparklineGroup"):
        for formula in children(group, "f"):  # the dates of its axis
            formula.text = move.formula(formula.text or "")
    for item in list(named(element, "sparkline")):
        _repeat_sparkline(item, move)


def _repeat_sparkline(item: etree._Element, move: SheetMove) -> None:
    """One small chart in each copy of its cell."""
    at = child(item, "sqref")
    for area, iteration in move.repeated((at.text if at is not None else None) or "A1"):
        copy = deepcopy(item)
        for element in copy:
            if local(element) == "sqref":
                element.text = area
            elif element.text:
                element.text = move.formula(element.text, iteration)
        item.addprevious(copy)
    _take_away(item)


def _take_away(item: etree._Element) -> None:
    """Take an item of an extension away, with every list that is empty then."""
    parent = item.getparent()
    if parent is None:
        return
    parent.remove(item)
    rest = [element for element in parent if local(element) in (local(item), *_LISTS)]
    if "count" in parent.attrib:
        parent.set("count", str(len(rest)))
    if not rest and local(parent) in ("ext", "extLst", *_LISTS):
        _take_away(parent)
