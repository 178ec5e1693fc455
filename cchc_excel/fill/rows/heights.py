"""Heights of filled rows. Excel and LibreOffice fit a row when somebody types in it, not when a file comes in with
longer text, and never one with merged cells; so a row that nobody gave a height of its own gets the height its texts
need."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from lxml import etree

from cchc_excel.fill.ooxml.addresses import column_of, split_address, split_area
from cchc_excel.fill.ooxml.cells import cell_text
from cchc_excel.fill.ooxml.opc import Package, child, children, drop, parse_xml
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook
from cchc_excel.fill.text_size import flow, lines_needed, row_height

TALLEST = 409.0
_TRUE = ("1", "true", "on")
_MARGIN = 5
"""Pixels of a column that no letter uses: its edges."""


_MEASURED = ("", "Times New Roman", "Liberation Serif", "Cambria", "Calibri")
_WIDE = {"Verdana": 1.3, "DejaVu Sans": 1.3, "DejaVu Serif": 1.3}
_WIDER = 1.12
"""Letters of other fonts in parts of the width of Times New Roman's: Vietnamese text in Liberation Sans (Arial) is 1.08
times as wide, in bold letters 1.09, in DejaVu Sans (Verdana) 1.28; a line holds whole words."""


class _Font(msgspec.Struct, frozen=True):
    """Letters: their size in points, bold, italic, their width in parts of what is measured."""

    points: float = 11.0
    bold: bool = False
    italic: bool = False
    wide: float = 1.0


class _Look(msgspec.Struct, frozen=True):
    """Of a cell style: whether text wraps, its letters, steps of indent."""

    wraps: bool
    font: _Font
    indent: int


class Fitter:
    """Fits rows of one workbook; it reads the styles once."""

    def __init__(self, package: Package, workbook: Workbook, strings: SharedStrings) -> None:
        self._strings = strings
        styles = package.related(workbook.part, "styles")
        root = parse_xml(package.parts[styles[0]]) if styles else None
        fonts = [_font(font) for font in children(None if root is None else child(root, "fonts"), "font")]
        formats = children(None if root is None else child(root, "cellXfs"), "xf")
        self._looks = [_look(each, fonts) for each in formats]
        self._points = fonts[0].points if fonts else 11.0
        # A column's width is counted in digits of the workbook's first font; a digit is about half as wide as high: in
        # whole pixels on a screen, exactly on paper.
        exact = self._points * 4 / 3 * 0.5
        self._digit = min(exact, round(exact))
        self._spaces: dict[tuple[int, float], Space | None] = {}

    def fit(self, sheet: Sheet, cells: Iterable[str]) -> None:
        """Set the height of each row that holds one of `cells` and has no height of its own."""
        wanted = {split_address(cell)[0] for cell in cells}
        widths = self.widths(sheet)
        merged = _merged(sheet.root)
        for row in sheet.data:
            number = int(row.get("r") or 0)
            if number not in wanted or row.get("customHeight") in _TRUE or row.get("hidden") in _TRUE:
                continue
            need = max((self._need(cell, widths, merged) for cell in row), default=0.0)
            if need > max(widths.row_height, float(row.get("ht") or 0)) or (need and row.get("ht")):
                row.set("ht", f"{min(max(need, widths.row_height), TALLEST):g}")

    def widths(self, sheet: Sheet) -> Widths:
        """The widths of a sheet's columns."""
        return Widths(sheet.root, self._digit)

    def _need(self, cell: etree._Element, widths: Widths, merged: dict[str, tuple[int, int, int, int]]) -> float:
        if cell.get("t") not in ("s", "inlineStr"):
            return 0.0
        address = cell.get("r") or "A1"
        area = merged.get(address)
        if area is None:
            pixels = widths.pixels_of(column_of(address))
        else:
            top, left, bottom, right = area
            if bottom > top:
                return 0.0
            pixels = widths.pixels(left, right)
        space = self.space(int(cell.get("s") or 0), pixels)
        text = cell_text(cell, self._strings) if space else None
        return space.height(space.lines(text.plain)) if space and text and text.plain else 0.0

    def space(self, style: int, pixels: float) -> Space | None:
        """What texts of a style have in a cell so many pixels wide; None where the usual height of a row does for
        whatever they say."""
        if (style, pixels) not in self._spaces:
            self._spaces[style, pixels] = self._space(style, pixels)
        return self._spaces[style, pixels]

    def _space(self, style: int, pixels: float) -> Space | None:
        if style >= len(self._looks):
            return None
        look = self._looks[style]
        if not look.wraps and look.font.points <= self._points:
            return None  # one line of usual letters: what the usual height is made for
        # a step of indent is three spaces of the first font, a space a quarter as wide as high
        return Space(look, max(pixels - _MARGIN - look.indent * self._points, 10) / look.font.wide)


class Space(msgspec.Struct, frozen=True):
    """Where texts of one look stand, so many pixels wide, as letters of Times New Roman count."""

    look: _Look
    room: float

    def lines(self, text: str) -> int:
        """How many lines a text takes."""
        font = self.look.font
        return lines_needed(text, self.room, font.points, font.bold, font.italic) if self.look.wraps else 1

    def flow(self, line: str, begun: tuple[int, float] = (1, 0.0)) -> tuple[int, float]:
        """The lines of a text without ends of lines and what is used of the last, behind what has `begun` it."""
        font = self.look.font
        return flow(line, self.room, font.points, font.bold, font.italic, begun) if self.look.wraps else begun

    def height(self, lines: int) -> float:
        """The points of height of so many lines."""
        return row_height(lines, self.look.font.points)


def forget_usual_heights(package: Package, workbook: Workbook) -> None:
    """LibreOffice saves rows with merged cells as if somebody had given them the usual height. Of a workbook that it
    saved, rows of the usual height have none of their own, as before."""
    if not any(b"LibreOffice" in package.parts[part] for part in package.related("", "extended-properties")):
        return
    for sheet in workbook.sheets:
        usual = child(sheet.root, "sheetFormatPr")
        height = usual.get("defaultRowHeight") if usual is not None else None
        for row in sheet.data:
            if height and row.get("ht") == height and row.get("customHeight") in _TRUE:
                drop(row, "ht")
                drop(row, "customHeight")


def _font(font: etree._Element) -> _Font:
    size = child(font, "sz")
    points = float(size.get("val") or 11) if size is not None else 11.0
    named = child(font, "name")
    name = (named.get("val") or "") if named is not None else ""
    wide = 1.0 if name in _MEASURED else _WIDE.get(name, _WIDER)
    return _Font(points, _is_on(font, "b"), _is_on(font, "i"), wide)


def _is_on(font: etree._Element, name: str) -> bool:
    found = child(font, name)
    return found is not None and found.get("val") not in ("0", "false")


def _look(form: etree._Element, fonts: list[_Font]) -> _Look:
    at = int(form.get("fontId") or 0)
    font = fonts[at] if at < len(fonts) else _Font()
    alignment = child(form, "alignment")
    if alignment is None:
        return _Look(False, font, 0)
    wraps = alignment.get("wrapText") in _TRUE or alignment.get("horizontal") in ("justify", "distributed")
    return _Look(wraps, font, int(alignment.get("indent") or 0))


class Widths:
    """Widths of a sheet's columns and the usual height of its rows."""

    def __init__(self, root: etree._Element, digit: float) -> None:
        usual = child(root, "sheetFormatPr")
        self.row_height = _number(usual, "defaultRowHeight", 15)
        self.digit = digit
        self._single: dict[int, float] = {}
        self._usual = _number(usual, "defaultColWidth", _number(usual, "baseColWidth", 8) + 5 / digit)
        self._columns = [
            (int(column.get("min") or 1), int(column.get("max") or 1), _width(column, self._usual))
            for column in children(child(root, "cols"), "col")
        ]

    def pixels(self, first: int, last: int) -> float:
        """The width of columns `first` to `last` together."""
        return sum(self._width(column) for column in range(first, last + 1)) * self.digit

    def pixels_of(self, column: int) -> float:
        """The width of one column: every cell of a sheet asks."""
        if column not in self._single:
            self._single[column] = self.pixels(column, column)
        return self._single[column]

    def _width(self, column: int) -> float:
        return next((width for first, last, width in self._columns if first <= column <= last), self._usual)


def _width(column: etree._Element, usual: float) -> float:
    return 0.0 if column.get("hidden") in _TRUE else float(column.get("width") or usual)


def _number(element: etree._Element | None, name: str, otherwise: float) -> float:
    return otherwise if element is None else float(element.get(name) or otherwise)


def _merged(root: etree._Element) -> dict[str, tuple[int, int, int, int]]:
    areas = [merge.get("ref") or "A1" for merge in children(child(root, "mergeCells"), "mergeCell")]
    return {area.partition(":")[0]: split_area(area) for area in areas}
