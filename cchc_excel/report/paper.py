"""A sheet's page, and columns that it names: what page breaks and widths of columns are worked out from."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from cchc_excel.fill.ooxml import Sheet, Workbook, child, children, split_address

_POINTS = 72.0
_A4 = 9
_SHORT, _LONG = 210 / 25.4 * _POINTS, 297 / 25.4 * _POINTS
_COLUMNS = re.compile(r"\$?([A-Z]+)(?:\$?\d+)?:\$?([A-Z]+)(?:\$?\d+)?$")
_TRUE = ("1", "true", "on")


class PageRoom(msgspec.Struct, frozen=True):
    """Points between the margins, at the sheet's scale."""

    width: float
    height: float


def page_room(sheet: Sheet) -> PageRoom | None:
    """The room of a page; None where it is not known: the sheet is fitted to a number of pages, or printed on other
    paper than A4."""
    setup, margins = child(sheet.root, "pageSetup"), child(sheet.root, "pageMargins")
    properties = child(sheet.root, "sheetPr")
    fit = None if properties is None else child(properties, "pageSetUpPr")
    fitted = fit is not None and fit.get("fitToPage") in _TRUE
    if setup is None or margins is None or fitted or int(setup.get("paperSize") or 1) != _A4:
        return None
    wide, high = (_LONG, _SHORT) if setup.get("orientation") == "landscape" else (_SHORT, _LONG)
    across, down = (
        sum(float(margins.get(side) or 0) for side in sides) * _POINTS
        for sides in (("left", "right"), ("top", "bottom"))
    )
    scale = 100 / int(setup.get("scale") or 100)
    return PageRoom((wide - across) * scale, (high - down) * scale)


def named_columns(workbook: Workbook, name: str, sheet: int) -> Sequence[int]:
    """The columns of a sheet's own defined name, in order; none where there is no such name."""
    for element in children(child(workbook.root, "definedNames"), "definedName"):
        if element.get("name") == name and element.get("localSheetId") == str(sheet):
            found = (_COLUMNS.search(part) for part in (element.text or "").split(","))
            ends = [[split_address(f"{one}1")[1] for one in match.groups()] for match in found if match]
            return sorted({column for first, last in ends for column in range(first, last + 1)})
    return ()
