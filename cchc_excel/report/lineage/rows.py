"""Many plain rows into a workbook that xlsxwriter has set up: ten times as fast as a call for each cell.

xlsxwriter makes headings, widths, styles, filters and print set-up; the rows below are written as XML in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from cchc_excel.fill.ooxml import as_xstring
from cchc_excel.model.records import address

LONGEST = 32_767
"""Characters that Excel allows in a cell."""
_SAMPLE = re.compile(rb'<row r="2"[^>]*><c r="A2" s="(\d+)"/></row>')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PIECE = 2_000
_FASTEST = 1
"""Long tables of the same few texts pack well at any level."""


def add_rows(book: bytes, rows: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """The workbook with rows in place of the sample row, by part name of their sheet ("xl/worksheets/sheet1.xml"). A
    sheet that gets rows holds its headings and, in A2, a blank cell with the format of all cells to come. Numbers stay
    numbers, all else is text, whatever it starts with."""
    result = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(result, "w", ZIP_DEFLATED, compresslevel=_FASTEST) as new:
        for member in old.infolist():
            data = old.read(member)
            added = rows.get(member.filename)
            sample = _SAMPLE.search(data) if added else None
            if not added or not sample:
                new.writestr(member, data, ZIP_DEFLATED, _FASTEST)
                continue
            last = address(len(added), len(added[0]) - 1)
            head = _DIMENSION.sub(f'<dimension ref="A1:{last}"/>'.encode(), data[: sample.start()], count=1)
            with new.open(member.filename, "w") as out:  # a name, not the member: a fixed date, and the fast level
                out.write(head)
                for piece in _rows_xml(added, int(sample[1])):
                    out.write(piece)
                out.write(data[sample.end() :])
    return result.getvalue()


def _rows_xml(rows: Sequence[Sequence[object]], style: int) -> Iterator[bytes]:
    """The rows from row 2 on as XML, some thousand at a time: the whole may be larger than the workbook a hundred
    times."""
    texts = _Texts()
    letters = [address(0, at)[:-1] for at in range(len(rows[0]))]
    for first in range(0, len(rows), _PIECE):
        pieces: list[str] = []
        for number, row in enumerate(rows[first : first + _PIECE], start=first + 2):
            opening = f'{number}" s="{style}"'
            pieces.append(f'<row r="{number}">')
            pieces += [
                f'<c r="{letter}{opening}{texts[value] if type(value) is str else _rest(value)}'
                for letter, value in zip(letters, row, strict=True)
            ]
            pieces.append("</row>")
        yield "".join(pieces).encode()


class _Texts(dict[str, str]):
    """Text -> what follows in its cell, written once: a long table repeats a few texts."""

    def __missing__(self, text: str) -> str:
        self[text] = written = _rest(text)
        return written


def _rest(value: object) -> str:
    """A cell from the end of its opening tag on."""
    if value is None or value == "":
        return "/>"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"><v>{value:.16G}</v></c>"
    return f' t="inlineStr">{_text_xml(str(value))}</c>'


def _text_xml(text: str) -> str:
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    shown = as_xstring(shown)
    shown = _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", shown)
    return f'<is><t xml:space="preserve">{escape(shown)}</t></is>'
