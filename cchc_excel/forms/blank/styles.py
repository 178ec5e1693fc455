"""How cells of the unit workbook look. Looks alone never say anything, since forms are printed in black and white."""

from __future__ import annotations

import msgspec

YELLOW, GREY, BLUE, RED, AMBER = "#FFF9DB", "#D0CECE", "#E8EEF7", "#FBD5D5", "#FFE3B3"
"""Fills: to be filled in, does not apply, heading or computed, error, warning. None stands alone, since forms are
printed in black and white: what does not apply is crossed, computed numbers are in italics, messages say what they are.
"""


class Style(msgspec.Struct, frozen=True):
    """A cell's looks and whether it can be typed into."""

    size: int = 12
    bold: bool = False
    italic: bool = False
    align: str = "left"
    top: bool = False
    border: bool = True
    fill: str = ""
    color: str = ""
    number: str = ""
    unlocked: bool = False
    pad: float = 6.0
    """Points above and below the text, of a cell with borders."""
    crossed: bool = False
    open_side: str = ""
    """"left" or "right": the side without a border."""


PLAIN = Style(border=False)
AGENCY = Style(border=False, align="center", size=11)
AGENCY_BOLD = Style(border=False, align="center", size=11, bold=True)
TITLE = Style(border=False, align="center", size=14, bold=True)
LINE = Style(border=False, align="center", size=11)
NOTE = Style(border=False, italic=True, size=11, color="#595959")
SECTION = Style(border=False, bold=True, size=13)
HEAD = Style(bold=True, align="center", fill=BLUE, size=11)
HEAD_SMALL = Style(bold=True, align="center", fill=BLUE, size=10, pad=2)
HEAD_NUMBER = Style(italic=True, align="center", fill=BLUE, size=9, pad=2)
TEXT = Style(pad=4)
CENTRED = Style(align="center")
COUNT = Style(align="right", number="#,##0", fill=BLUE, italic=True)
DAY = Style(align="center", number="dd/mm/yyyy")
TOTAL_TEXT = Style(bold=True, fill=BLUE)
TOTAL_COUNT = Style(bold=True, italic=True, fill=BLUE, align="right", number="#,##0")
RATIO = Style(align="center", bold=True, italic=True, fill=BLUE)
HEAD_TIGHT = Style(bold=True, align="center", fill=BLUE, size=10, pad=1.5)
TIGHT = Style(size=10, pad=1.5)
TIGHT_COUNT = Style(align="right", number="#,##0", fill=BLUE, italic=True, size=10, pad=1.5)
TIGHT_RATIO = Style(align="center", bold=True, italic=True, fill=BLUE, size=10, pad=1.5)
MESSAGE = Style(size=11, pad=3)
COMPACT = Style(size=11, pad=3)
SMALL = Style(size=10, pad=3)
ENTRY_COUNT = Style(align="right", number="#,##0", fill=YELLOW, unlocked=True)
ENTRY_POINTS = Style(align="center", fill=YELLOW, unlocked=True)
ENTRY_OFF = Style(align="right", number="#,##0", fill=GREY, unlocked=True, crossed=True)
ENTRY_TEXT = Style(number="@", fill=YELLOW, unlocked=True)
ENTRY_CODE = Style(number="@", fill=YELLOW, unlocked=True, align="center")
ENTRY_CHOICE = Style(fill=YELLOW, unlocked=True, align="center")
ENTRY_DAY = Style(align="center", number="dd/mm/yyyy", fill=YELLOW, unlocked=True)


def number(style: Style, digits: int) -> Style:
    """A style of counts, with the number format of numbers with so many decimals."""
    return msgspec.structs.replace(style, number="#,##0." + "0" * digits) if digits else style


def ratio(is_percent: bool, digits: int, style: Style) -> Style:
    """A style with the number format of a ratio that is shown with so many decimals."""
    number = "0." + "0" * digits if digits else "0"
    return msgspec.structs.replace(style, number=number + "%" if is_percent else number)
