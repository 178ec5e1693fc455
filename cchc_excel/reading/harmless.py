"""Which workbooks may be read where a crash would end the program: those that ask a parser for nothing unusual.

A parser holds every cell up to the last one: an address made up by hand can make it ask for more memory than there is,
and then the process is gone. What may do harm is read in a child process.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from cchc_excel.reading.extent import may_reach_far

HARMLESS_BYTES = 4 << 20
"""Bytes of a file; a form takes a hundredth of it."""
_MOST = 32 << 20
"""Bytes of all its parts, unpacked."""
_BOOK = "xl/workbook.xml"
_CELLS = b"sheetData"


def is_harmless(parts: Mapping[str, bytes]) -> bool:
    """Whether a package's XML parts are those of an .xlsx whose sheets are sound XML and have every cell near."""
    if _BOOK not in parts or sum(map(len, parts.values())) > _MOST:
        return False
    return all(_is_near(xml) for xml in parts.values() if _CELLS in xml)


def _is_near(xml: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError:
        return False
    return not may_reach_far(xml)
