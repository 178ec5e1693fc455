"""Many plain rows into a workbook that xlsxwriter has set up: ten times as fast as a call for each cell.

xlsxwriter makes headings, widths, styles, filters and print set-up; the rows below are written as XML in one go. Texts
go into the workbook's table of texts, each once: such a sheet is half as long as one that says them in its cells, and
opens faster.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
_TABLE = re.compile(rb'Target="\.\./(tables/[^"]+)"')
_TABLE_ROWS = re.compile(rb'( ref="A1:[A-Z]+)2"')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PIECE = 2_000
_TEXTS = "xl/sharedStrings.xml"
_COUNTS = re.compile(rb' (?:uniqueC|c)ount="\d+"')
_ITEM = re.compile(rb"<si\b")
_NUMBER = "\0"
"""Where the number of a row goes, in what is written of its cells beforehand: no XML holds it."""
_DAY_ZERO = dt.date(1899, 12, 30)
"""The day that Excel counts days from (from March 1900 on)."""
_FASTEST = 1
"""Long tables of the same few texts pack well at any level."""


RowHeight = Callable[[Sequence[object]], float]
"""How high a row of these values is, in points."""


def add_rows(
    book: bytes, rows: Mapping[str, Collection[Sequence[object]]], heights: Mapping[str, RowHeight] | None = None
) -> bytes:
    """The workbook with rows in place of the sample row, by part name of their sheet ("xl/worksheets/sheet1.xml"). A
    sheet that gets rows holds its headings and, in row 2, blank cells with the formats of the columns to come: one
    cell, A2, for all, or one for each; an Excel table over these two rows grows over all. Numbers and days stay what
    they are, all else is text, whatever it starts with.
    Rows are gone through once, sheet after sheet: they may be made meanwhile. `heights`: of the rows of a part; in
    others they have the usual height."""
    heights = heights or {}
    result = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(result, "w", ZIP_DEFLATED, compresslevel=_FASTEST) as new:
        texts = _Texts(old.read(_TEXTS))
        lasts = {table: len(rows[sheet]) + 1 for sheet in rows if rows[sheet] for table in _tables(old, sheet)}
        for member in sorted(old.infolist(), key=lambda one: one.filename == _TEXTS):  # they are known when all else is
            data = old.read(member)
            added = rows.get(member.filename)
            sample = _SAMPLE.search(data) if added else None
            if member.filename == _TEXTS:
                new.writestr(member, texts.part(), ZIP_DEFLATED, _FASTEST)
                continue
            if member.filename in lasts:
                data = _TABLE_ROWS.sub(rb'\g<1>%d"' % lasts[member.filename], data)
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
                each = styles if len(styles) == len(first) else styles[:1] * len(first)
                columns = [_Column(at, style, texts) for at, style in enumerate(each)]
                for piece in _rows_xml(itertools.chain((first,), every), columns, heights.get(member.filename)):
                    out.write(piece)
                out.write(data[sample.end() :])
    return result.getvalue()


def _tables(book: ZipFile, sheet: str) -> list[str]:
    """The parts of the Excel tables of a sheet."""
    folder, _, name = sheet.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    if links not in book.namelist():
        return []
    return [f"xl/{target.decode()}" for target in _TABLE.findall(book.read(links))]


class _Texts(dict[str, int]):
    """Text -> its number in the workbook's table of texts, which it is put into when it is first asked for."""

    def __init__(self, part: bytes) -> None:
        """`part`: the table so far."""
        super().__init__()
        self._part, self._before = part, len(_ITEM.findall(part))
        self._added: list[str] = []

    def __missing__(self, text: str) -> int:
        self[text] = number = self._before + len(self._added)
        shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        shown = _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", as_xstring(shown))
        self._added.append(f'<si><t xml:space="preserve">{escape(shown, quote=False)}</t></si>')
        return number

    def part(self) -> bytes:
        """The table with all of them."""
        head, end, _ = _COUNTS.sub(b"", self._part).rpartition(b"</sst>")
        return head + "".join(self._added).encode() + end


class _Column(dict[str, str]):
    """Text -> its cell in a column, but for the number of its row: a long table repeats a few texts."""

    def __init__(self, at: int, style: int, texts: _Texts) -> None:
        super().__init__()
        self._opening = f'<c r="{address(0, at)[:-1]}{_NUMBER}" s="{style}"'
        self._texts = texts

    def __missing__(self, text: str) -> str:
        self[text] = cell = f'{self._opening} t="s"><v>{self._texts[text]}</v></c>' if text else f"{self._opening}/>"
        return cell

    def cell(self, value: object) -> str:
        """The same of what is no text."""
        if value is None:
            return f"{self._opening}/>"
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return f"{self._opening}><v>{value:.16G}</v></c>"
        if isinstance(value, dt.date):
            return f"{self._opening}><v>{(value - _DAY_ZERO).days}</v></c>"
        return self[str(value)]


def _rows_xml(
    rows: Iterable[Sequence[object]], columns: Sequence[_Column], height: RowHeight | None
) -> Iterator[bytes]:
    """The rows from row 2 on as XML, some thousand at a time: the whole may be larger than the workbook a hundred
    times."""
    numbered = enumerate(rows, start=2)
    while piece := list(itertools.islice(numbered, _PIECE)):
        written: list[str] = []
        for number, row in piece:
            cells = "".join(
                [
                    column[value] if type(value) is str else column.cell(value)
                    for column, value in zip(columns, row, strict=True)
                ]
            )
            high = f' ht="{height(row):g}" customHeight="1"' if height else ""
            written.append(f'<row r="{_NUMBER}"{high}>{cells}</row>'.replace(_NUMBER, str(number)))
        yield "".join(written).encode()
