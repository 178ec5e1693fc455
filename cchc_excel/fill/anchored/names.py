"""Defined names, print areas and print titles among them."""

from __future__ import annotations

import re

from lxml import etree

from cchc_excel.fill.formulas.follow import Mover
from cchc_excel.fill.formulas.references import references, rewrite
from cchc_excel.fill.ooxml.opc import child, children
from cchc_excel.fill.ooxml.workbook import Workbook

_AREAS = re.compile(r"(?:'(?:[^']|'')*'|[^',])+")
"""The areas of a print area or of print titles; a comma may stand in a sheet's name."""


def move_names(workbook: Workbook, mover: Mover) -> bool:
    """Move the references of all names; True where one changed. Areas to print, print again and filter that have lost
    every row go."""
    changed = False
    for element in children(child(workbook.root, "definedNames"), "definedName"):
        text = element.text or ""
        if (element.get("name") or "").startswith("_xlnm."):
            moved = ",".join(mover.formula(area, None) for area in _AREAS.findall(text) if not mover.is_gone(area))
        else:
            moved = _moved(text, mover)
        if moved == text:
            continue
        changed = True
        if moved:
            element.text = moved
        else:  # nothing is left of what was printed or filtered
            _take_away(element)
    return changed


def _moved(text: str, mover: Mover) -> str:
    """What a name means, moved. Rows that depend on where the name is used ("the row above") stay as they are."""
    if any(reference.is_relative for reference in references(text)):
        return rewrite(text, lambda one: one.text() if one.is_relative else mover.formula(one.text(), None))
    return mover.formula(text, None)


def _take_away(element: etree._Element) -> None:
    """Take an element away, and its list where that is empty then."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if len(parent) == 0:
            _take_away(parent)
