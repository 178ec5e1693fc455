"""Which workbooks may be read where a crash would end the program: those that ask a parser for nothing unusual.

A parser holds every cell up to the last one, and every text it is told of: an address or a number made up by hand can
make it ask for more memory than there is, and then the process is gone. What is not plain is read in a child process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLAIN_BYTES = 4 << 20
"""A form takes a hundredth of it."""
_MOST = 32 << 20
_BOOK = "xl/workbook.xml"
_CELLS = b"sheetData"
_OPENING = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_ADDRESSED = re.compile(rb"<(?:c r=\"[A-Z]{1,2}[0-9]{1,5}\"|row r=\"[0-9]{1,5}\")[\s/>]")
_MILLIONS = re.compile(rb"ount\s*=\s*[\"'](?!\d{1,7}[\"'])")


def is_plain(parts: Mapping[str, bytes]) -> bool:
    """Whether a package's XML parts are those of an .xlsx whose every row and cell is addressed as Excel, LibreOffice,
    WPS and openpyxl write it, within 99,999 rows of 702 columns, and that says of nothing that there are millions."""
    if _BOOK not in parts or sum(map(len, parts.values())) > _MOST:
        return False
    sheets = [xml for xml in parts.values() if _CELLS in xml]
    addressed = all(len(_OPENING.findall(xml)) == len(_ADDRESSED.findall(xml)) for xml in sheets)
    return addressed and not any(_MILLIONS.search(xml) for xml in parts.values())
