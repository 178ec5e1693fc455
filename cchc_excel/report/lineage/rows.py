"""Many plain rows into a workbook that xlsxwriter has set up: ten times as fast as a call for each cell.

xlsxwriter makes headings, widths, styles, filters and print set-up; the rows below are written as XML in one go.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from cchc_excel.fill.ooxml import as_xstring
from cchc_excel.model.records import address

LONGEST = 32_767
"""Characters that Excel allows in a cell."""
_SAMPLE = re.compile(rb'<row r="2"[^>]*>((?:<c r="[A-Z]+2" s="\d+"/>)+)</row>')
_STYLE = re.compile(rb's="(\d+)"')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PIECE = 2_000
_DAY_ZERO = dt.date(1899, 12, 30)
"""The day that Excel counts days from (from March 1900 on)."""
_FASTEST = 1
"""Long tables of the same few texts pack well at any level."""


def add_rows(book: bytes, rows: Mapping[str, Collection[Sequence[object]]]) -> bytes:
    """The workbook with rows in place of the sample row, by part name of their sheet ("xl/worksheets/sheet1.xml"). A
    sheet that gets rows holds its headings and, in row 2, blank cells with the formats of the columns to come: one
    cell, A2, for all, or one for each. Numbers and days stay what they are, all else is text, whatever it starts with.
    Rows are gone through once, sheet after sheet: they may be made meanwhile."""
    result = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(result, "w", ZIP_DEFLATED, compresslevel=_FASTEST) as new:
        for member in old.infolist():
            data = old.read(member)
            added = rows.get(member.filename)
            sample = _SAMPLE.search(data) if added else None
            if not added or not sample:
                new.writestr(member, data, ZIP_DEFLATED, _FASTEST)
                continue
            every = iter(added)
            first = next(every)
            last = address(len(added), len(first) - 1)
            head = _DIMENSION.sub(f'<dimension ref="A1:{last}"/>'.encode(), data[: sample.start()], count=1)
            with new.open(member.filename, "w") as out:  # a name, not the member: a fixed date, and the fast level
                out.write(head)
                styles = [int(style) for style in _STYLE.findall(sample[1])]
                for piece in _rows_xml(itertools.chain((first,), every), _of_columns(styles, len(first))):
                    out.write(piece)
                out.write(data[sample.end() :])
    return result.getvalue()


def _of_columns(styles: list[int], columns: int) -> list[tuple[str, str]]:
    """What stands in a cell's opening tag before and after the number of its row, column by column."""
    each = styles if len(styles) == columns else styles[:1] * columns
    return [(f'<c r="{address(0, at)[:-1]}', f'" s="{style}"') for at, style in enumerate(each)]


def _rows_xml(rows: Iterable[Sequence[object]], columns: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """The rows from row 2 on as XML, some thousand at a time: the whole may be larger than the workbook a hundred
    times."""
    texts = _Texts()
    numbered = enumerate(rows, start=2)
    while piece := list(itertools.islice(numbered, _PIECE)):
        pieces: list[str] = []
        for number, row in piece:
            pieces.append(f'<row r="{number}">')
            pieces += [
                f"{opening}{number}{style}{texts[value] if type(value) is str else _rest(value)}"
                for (opening, style), value in zip(columns, row, strict=True)
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
    if isinstance(value, dt.date):
        return f"><v>{(value - _DAY_ZERO).days}</v></c>"
    return f' t="inlineStr">{_text_xml(str(value))}</c>'


def _text_xml(text: str) -> str:
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    shown = as_xstring(shown)
    shown = _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", shown)
    return f'<is><t xml:space="preserve">{escape(shown, quote=False)}</t></is>'
