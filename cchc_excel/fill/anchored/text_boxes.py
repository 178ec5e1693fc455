"""Text boxes that show a cell: they keep what it says, and viewers print that copy."""

from __future__ import annotations

from lxml import etree

from cchc_excel.fill.anchored.display import CellDisplay
from cchc_excel.fill.formulas.references import references
from cchc_excel.fill.ooxml.addresses import letters
from cchc_excel.fill.ooxml.opc import Package, named
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook


def renew_texts(package: Package, workbook: Workbook, strings: SharedStrings) -> None:
    """Write the texts of cells into the text boxes that show them. `workbook` is the filled and calculated one."""
    display = CellDisplay(package, workbook, strings)
    for sheet in workbook.sheets:
        for name in package.related(sheet.part, "drawing"):
            with package.revise(name) as root:
                for shape in root.iter():
                    if shape.get("textlink"):
                        _renew(shape, shape.get("textlink") or "", sheet, workbook, display)


def _renew(shape: etree._Element, link: str, own: Sheet, workbook: Workbook, display: CellDisplay) -> None:
    linked = references(link)
    texts = list(named(shape, "t"))
    if len(linked) != 1 or linked[0].start.row is None or linked[0].start.column is None or not texts:
        return
    wanted = (linked[0].sheet or own.name).casefold()
    sheet = next((each for each in workbook.sheets if each.name.casefold() == wanted), None)
    row = sheet.rows.get(linked[0].start.row) if sheet is not None else None
    address = f"{letters(linked[0].start.column)}{linked[0].start.row}"
    cell = next((each for each in row if each.get("r") == address), None) if row is not None else None
    texts[0].text = display.text(cell) if cell is not None else ""
    for rest in texts[1:]:
        rest.text = ""
