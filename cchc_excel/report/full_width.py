"""Tables as wide as the page. A report names columns `co_gian`: they share what the others leave of the page, however
many columns a table gets by `{%tc … %}`."""

from __future__ import annotations

from cchc_excel.fill import stretch
from cchc_excel.fill.ooxml import Package, open_workbook, serialise
from cchc_excel.report.paper import named_columns, page_room

STRETCHED = "co_gian"
_PRINTED = "_xlnm.Print_Area"
_SAFE = 0.99
"""Tables are a little narrower than the page: printers differ."""


def fill_width(package: Package) -> None:
    """Widen or narrow the columns that each sheet of a workbook names: what it prints is as wide as its page."""
    opened = open_workbook(package)
    for index, sheet in enumerate(opened.sheets):
        columns = named_columns(opened, STRETCHED, index)
        printed, page = named_columns(opened, _PRINTED, index), page_room(sheet) if columns else None
        if columns and printed and page is not None:
            stretch(package, opened, sheet, columns, printed[-1], page.width * _SAFE)
            package.parts[sheet.part] = serialise(sheet.root)
