"""Which workbooks may be read where a crash would end the program: those that ask a parser for nothing unusual.

A parser holds every cell up to the last one: an address made up by hand can make it ask for more memory than there is,
and then the process is gone. What may do harm is read in a child process.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.parsers import expat

from cchc_excel.reading.guard import Parts, says_millions
from cchc_excel.reading.package import find_book
from cchc_excel.reading.scan import is_near
from cchc_excel.reading.shared_texts import MAX_LETTERS, letters_shown

HARMLESS_BYTES = 4 << 20
"""Bytes of a file; a form takes a hundredth of it."""
_MOST = 32 << 20
"""Bytes of its sheets, unpacked."""
_MOST_SHEETS = 100


def is_harmless(parts: Parts) -> bool:
    """Whether a package is an .xlsx whose parts are where they usually are, and whose sheets are sound XML and have
    every cell near. Raises what unpacking raises."""
    try:
        book = find_book(parts)
    except ET.ParseError:
        return False
    if book is None or not book.usual or len(book.sheets) > _MOST_SHEETS:
        return False
    sheets = [parts[sheet.part] for sheet in book.sheets if sheet.part in parts]
    texts = parts.get(book.texts, b"")
    if says_millions(texts) or letters_shown(texts, sheets) > MAX_LETTERS:
        return False
    return sum(map(len, sheets)) <= _MOST and not parts.recoded and all(_is_sound(xml) for xml in sheets)


def _is_sound(xml: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError:
        return False
    return is_near(xml)
