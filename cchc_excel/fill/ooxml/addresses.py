"""Addresses of cells and areas ("AB12", "A1:B2"), as numbers and as text. Rows and columns are counted from 1."""

from __future__ import annotations

from functools import lru_cache

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384


def letters(column: int) -> str:
    """letters(28) is "AB"."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@lru_cache(maxsize=20_000)
def column_number(text: str) -> int:
    """column_number("AB") is 28."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number


def split_address(text: str) -> tuple[int, int]:
    """Row and column of "AB12", which are 12 and 28 (dollar signs are ignored). Raises ValueError where no row is
    named."""
    plain = text.replace("$", "")
    head = plain.rstrip("0123456789")
    return int(plain[len(head) :]), column_number(head)


def column_of(address: str) -> int:
    """The column of "AB12", which is 28: what most ask of a cell's own address."""
    return column_number(address.rstrip("0123456789"))


def split_area(text: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of "A1:B2" (in whatever order its corners are written) or "A1".
    Raises ValueError as `split_address` does."""
    first, _, last = text.partition(":")
    row, column = split_address(first)
    end_row, end_column = split_address(last) if last else (row, column)
    return min(row, end_row), min(column, end_column), max(row, end_row), max(column, end_column)


def area_text(row: int, column: int, end_row: int, end_column: int) -> str:
    """ "A1:B2", or "A1" for one cell."""
    first = f"{letters(column)}{row}"
    return first if (row, column) == (end_row, end_column) else f"{first}:{letters(end_column)}{end_row}"
