"""What the rows of an export's table say beside the number that is taken from them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cchc_excel.imports.headings import count_in, titles_over
from cchc_excel.imports.procedures import normalised_code
from cchc_excel.imports.sum_rows import AddedRow, RowWords, words_of
from cchc_excel.model.records import CellValue, Number, RawSheet, address
from cchc_excel.values import clean_text, fold

_ORDINALS = frozenset({"stt", "tt", "số tt", "số thứ tự"})
"""Headings of the column that numbers the rows."""
_NO_SUM = re.compile(r"%|t[ỷỉ] lệ|điểm|bình quân|trung bình")
"""What a heading says over numbers of which a sum has not the sum."""
_ONLY_SUM = re.compile(r"(?:tổng|cộng|tổng cộng|tổng số)[.:]?")


_NUMBERED = re.compile(r"^(?:\d{1,3}|[ivx]+)[.):/\-]+\s*")


def without_number(text: str) -> str:
    """A folded name of a unit without what numbers it in the same cell: "1. Phòng A"."""
    return _NUMBERED.sub("", text)


def titles_of_units(sheet: RawSheet, rows: range, codes: int, names: Collection[str]) -> dict[int, str]:
    """Row -> the unit's name (folded, one of `names`) that it says, of the rows without a code of a procedure."""
    titles: dict[int, str] = {}
    for row in rows:
        named = {without_number(fold(clean_text(value))) for value in sheet.rows[row]}.intersection(names)
        if named and not normalised_code(sheet.shown(row, codes)):
            titles[row] = min(named)
    return titles


class TableRows:
    """The rows of a table. `headings`: its rows of headings; `column`: where the number stands; `codes`: the column of
    codes of procedures; `tested`: those of the conditions."""

    def __init__(
        self, sheet: RawSheet, headings: range, column: int, codes: int | None, tested: Collection[int]
    ) -> None:
        self._sheet, self._column, self._codes, self._tested = sheet, column, codes, frozenset(tested)
        width = max((len(cells) for cells in sheet.rows), default=0)
        titles = {at: titles_over(sheet, at, headings.start, headings.stop) for at in range(width)}
        self._ordinals = {at for at, over in titles.items() if _ORDINALS & set(over)}
        self._counts = [
            at
            for at in range(width)
            if at not in {column, codes, *self._ordinals} and not any(map(_NO_SUM.search, titles[at]))
        ]

    def described(self, row: int, number: Number) -> AddedRow:
        """A row whose number would be added to others."""
        tested = {text for at in self._tested if (text := fold(self._shown(row, at)))}
        texts = {at: text for at in range(self._column) if (text := self._text(row, at))}
        label = {at: fold(text) for at, text in texts.items() if at not in self._ordinals}
        key = [text for at, text in label.items() if at not in {*self._tested, self._codes} and text not in tested]
        ordinal = next((self._shown(row, at) for at in sorted(self._ordinals)), "")
        others = tuple(_whole(self._sheet.cell(row, at)) for at in self._counts)
        return AddedRow(
            row, self._words(row, texts.values()), ordinal, tuple(label.values()), tuple(key), number, others
        )

    def says_more(self, row: int) -> bool:
        """Whether a row of a list says anything but whose it is, its number, and that it is a sum."""
        aside = {*self._tested, *self._ordinals}
        cells = ((at, self._sheet.cell(row, at)) for at in range(len(self._sheet.rows[row])) if at not in aside)
        return any(
            not isinstance(value, int | float) and clean_text(value) and words_of(clean_text(value)) is RowWords.NOTHING
            for _, value in cells
        )

    def goes_on_below(self, row: int) -> Iterator[int]:
        """The rows below one that leave the cells of its conditions blank and have numbers of their own, and a code or
        a name of their own: perhaps the same unit's, whose name stands in the first row only."""
        for below in range(row + 1, len(self._sheet.rows)):
            number = _whole(self._sheet.cell(below, self._column))
            if number is None or any(self._shown(below, at) for at in self._tested):
                return
            one = self.described(below, number)
            if one.words is not RowWords.NOTHING or not one.label:
                return
            yield below

    def name_cell(self, row: int) -> tuple[str, str]:
        """The cell of a row that says that it is a sum, else the first that says something; and what it says."""
        texts = [(at, text) for at in range(len(self._sheet.rows[row])) if (text := self._text(row, at))]
        named = [(at, text) for at, text in texts if at not in self._ordinals] or texts
        sums = ((at, text) for at, text in texts if words_of(text) is not RowWords.NOTHING)
        at, text = next(sums, named[0] if named else (self._column, ""))
        return address(row, at), text

    def _words(self, row: int, texts: Collection[str]) -> RowWords:
        said = [words_of(text) for text in texts]
        behind = (self._text(row, at) for at in range(self._column + 1, len(self._sheet.rows[row])))
        if any(_ONLY_SUM.fullmatch(fold(text)) for text in behind):
            return RowWords.SUM
        return next((one for one in (RowWords.SUM, RowWords.BESIDE, RowWords.PART) if one in said), RowWords.NOTHING)

    def _shown(self, row: int, column: int) -> str:
        return clean_text(self._sheet.shown(row, column))

    def _text(self, row: int, column: int) -> str:
        """The text of a cell; "" where it is a number."""
        value = self._sheet.shown(row, column)
        if not isinstance(value, str):
            return ""
        text = clean_text(value)
        return "" if (text.isdecimal() and column not in self._ordinals) or count_in(text) != text else text


def _whole(value: CellValue) -> int | None:
    """The count that a cell shows; None where it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if value == int(value) else None
    told = count_in(clean_text(value)) if isinstance(value, str) else ""
    return int(told) if told.isdecimal() else None
