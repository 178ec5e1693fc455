"""Headings of an export's table, over however many rows, and the numbers below them."""

from __future__ import annotations

import itertools
import re

from cchc_excel.imports.procedures import normalised_code
from cchc_excel.imports.sum_rows import RowWords, words_of
from cchc_excel.model.records import CellValue, RawSheet
from cchc_excel.values import clean_text, fold

BETWEEN = ">"
"""Between the heading above and the one below it in column "cột"."""
MOST_HEADINGS = 6
"""How many rows the headings of a table may take."""
_LABELLED = re.compile(r"(?:số lượng|tổng số|sl)\s*:?\s*([\d.,]+)", re.IGNORECASE)
"""A count that says what it is: "Số lượng: 12 Tỷ lệ: 5%"."""
_WITH_SHARE = re.compile(r"([\d.,]+)\s*\(\s*[\d.,]+\s*%\s*\)")
"""A count with its share: "12 (5%)"."""
_ORDINAL = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?|[A-ZĐ]")


def count_in(text: str) -> str:
    """The count in a cell that says more than that; the text itself where it does not."""
    told = _LABELLED.search(text) or _WITH_SHARE.fullmatch(text)
    return told[1] if told else text


def titles_over(sheet: RawSheet, column: int, top: int, after: int) -> list[str]:
    """The headings over a column from above, folded, each once; one over several columns that are not merged stands
    over the blank cells beside it, where there are headings below them."""
    rows = [row for row in range(top, after) if not _only_numbers(sheet, row)]
    texts = [fold(clean_text(sheet.shown(row, column))) for row in rows]
    lowest = max((at for at, text in enumerate(texts) if text), default=0)
    above = [text or _beside(sheet, row, column) for row, text in zip(rows[:lowest], texts, strict=False)]
    return list(dict.fromkeys(text for text in (*above, *texts[lowest:]) if text))


def _beside(sheet: RawSheet, row: int, column: int) -> str:
    """The heading of a row that stands next at the left."""
    texts = (fold(clean_text(sheet.shown(row, at))) for at in range(column - 1, -1, -1))
    return next(filter(None, texts), "")


def columns_of(sheet: RawSheet, title: str, top: int, after: int) -> list[int]:
    """The columns of a heading ("Tiếp nhận > Trực tuyến") whose rows are from `top` up to `after`."""
    *above, last = (fold(part) for part in title.split(BETWEEN))
    after = min(after, len(sheet.rows))
    width = max(len(cells) for cells in sheet.rows[top:after])
    over = [titles_over(sheet, column, top, after) for column in range(width)]
    found = [
        column for column, titles in enumerate(over) if last in titles[-1:] and all(one in titles[:-1] for one in above)
    ]
    if found or above:
        return found
    return [column for column, titles in enumerate(over) if last in titles]  # a heading over others


def first_row(sheet: RawSheet, top: int, codes: int | None) -> int:
    """The first row below the headings: the first with a code, a sum with its number, or (`codes` None: the table has
    none) a number that numbers no column."""
    for row in range(top + 1, len(sheet.rows)):
        if codes is not None and normalised_code(sheet.shown(row, codes)):
            return row
        numbered = any(map(_is_number, sheet.rows[row])) and not _only_numbers(sheet, row)
        if numbered and (
            codes is None or any(words_of(clean_text(value)) is RowWords.SUM for value in sheet.rows[row])
        ):
            return row
    return min(top + MOST_HEADINGS, len(sheet.rows))


def _only_numbers(sheet: RawSheet, row: int) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    texts = [text for value in sheet.rows[row] if (text := clean_text(value))]
    numbers = [int(digits[0]) for text in texts if (digits := re.search(r"\d+", text))]
    return (
        len(texts) > 1
        and all(map(_ORDINAL.fullmatch, texts))
        and all(b == a + 1 for a, b in itertools.pairwise(numbers))
    )


def _is_number(value: CellValue) -> bool:
    return (isinstance(value, int | float) and not isinstance(value, bool)) or bool(
        isinstance(value, str)
        and (value.strip().isdecimal() or _LABELLED.search(value) or _WITH_SHARE.fullmatch(value))
    )
