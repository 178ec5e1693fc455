"""Which section of a filled document each traced value stands in."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO

from lxml import etree

from cchc_excel.fill import FilledCell
from cchc_excel.fill.ooxml import UndatedZip
from cchc_excel.report.marks import MarkedValue, has_marks, marks, unmarked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_NUMBERED = re.compile(r"\d+[.)]")
"""How the heading of a single point begins; sections have Roman numerals, or none."""


def take_out_marks(data: bytes, printed: Sequence[MarkedValue]) -> tuple[bytes, list[FilledCell]]:
    """The document without marks, and each value that it shows with the heading of its section as its "sheet"."""
    cells: list[FilledCell] = []
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, UndatedZip(result, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            part = old.read(member)
            if has_marks(part):
                text = part.decode()
                where = _by_section(part) if member.filename == _BODY else (("", number) for number in marks(text))
                cells += [FilledCell(section, "", *printed[number]) for section, number in where]
                part = unmarked(text).encode()
            new.writestr(member, part)
    return result.getvalue(), cells


def _by_section(body: bytes) -> Iterator[tuple[str, int]]:
    """(heading of the section, number of the mark) in the order of the document."""
    section = ""
    for paragraph in etree.fromstring(body).iter(f"{_W}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{_W}t"))
        plain = unmarked(text).strip()
        is_in_table = next(paragraph.iterancestors(f"{_W}tc"), None) is not None
        if plain and not is_in_table and _is_heading(paragraph) and not _NUMBERED.match(plain):
            section = plain
        yield from ((section, number) for number in marks(text))


def _is_heading(paragraph: etree._Element) -> bool:
    """A paragraph in a style of headings, or all in bold."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is not None and (style.get(f"{_W}val") or "").lower().startswith(("heading", "title")):
        return True
    runs = [run for run in paragraph.iter(f"{_W}r") if run.xpath("normalize-space()")]
    return bool(runs) and all(run.find(f"{_W}rPr/{_W}b") is not None for run in runs)
