"""Rows of an export that only sum up other rows of it: added to them, a figure would be doubled without a word. What a
row is, its words say ("Tổng cộng"), its number ("I" above "1", "2"), or that it has no key of its own; its figure must
bear that out."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence

import msgspec

from cchc_excel.model.records import Number
from cchc_excel.values import fold

_OF = (
    r"của|các|phòng|sở|ban|đơn vị|cơ quan|chi cục|trung tâm|nhóm|lĩnh vực|phần|mục|toàn|hồ sơ|tt\s?hc|thủ tục|nhiệm vụ"
)
_SUM = re.compile(
    rf"(?:tổng cộng|tổng số|tong cong|tong so)\b|(?:tổng|cộng)(?=\s*(?:$|[:(.,;=–\-\d])|\s(?:{_OF}|[ivx]+)\b)|"
    r"toàn (?:sở|tỉnh|thành phố|huyện|xã|phường|đặc khu|bộ|ngành|ban|cục|chi cục|trường|cơ quan|đơn vị)\b|t\.?\s?cộng\b"
)
"""How the name of a row begins that is the sum of others."""
_BESIDE = re.compile(r"(?:bình quân|trung bình|l[ũu][ỹy] kế|cộng dồn|t[ỷỉ] lệ)\b")
"""How a row begins that is neither a part nor the sum of what stands above: a mean, a running total, a share."""
_PART = re.compile(r"[-–+(\s]*(?:trong đó|bao gồm|gồm)\b")
"""How a row begins that repeats a part of the row above."""
_LEVELS = (
    re.compile(r"[IVXL]+[.)]?|[A-ZĐ][.)]?"),
    re.compile(r"\d+[.)]?"),
    re.compile(r"\d+[.,]\d+[.)]?"),
    re.compile(r"\d+(?:[.,]\d+){2,}[.)]?|[a-zđ][.)]|[-–+]"),
)
"""How rows of a table are numbered, from above: I; 1; 1.1; a), -."""
_FEWEST = 2
"""Parts that a figure has to be the sum of to be no chance, where nothing else says that it is one."""


class RowWords(enum.Enum):
    """What the words of a row say of it."""

    NOTHING = enum.auto()
    SUM = enum.auto()
    BESIDE = enum.auto()
    PART = enum.auto()


class AddedRow(msgspec.Struct, frozen=True):
    """A row whose number would be added: its row in the sheet, what its words say, how it is numbered, its texts
    (`label`: all of them; `key`: those that tell it from others), its number, and those of the other columns of
    counts."""

    row: int
    words: RowWords
    ordinal: str
    label: tuple[str, ...]
    key: tuple[str, ...]
    number: Number
    others: tuple[Number | None, ...]


class Parted(msgspec.Struct, frozen=True):
    """Rows to be added, those left out, and those of which nobody can say (then none is to be added)."""

    added: Sequence[AddedRow]
    left: Sequence[AddedRow] = ()
    unsure: Sequence[AddedRow] = ()


def words_of(text: str) -> RowWords:
    """What a text says of its row."""
    folded = fold(text)
    if _SUM.match(folded):
        return RowWords.SUM
    if _BESIDE.match(folded):
        return RowWords.BESIDE
    return RowWords.PART if _PART.match(folded) else RowWords.NOTHING


def part_rows(rows: Sequence[AddedRow]) -> Parted:
    """The rows of one figure without those that sum up others, or only repeat a part of them. A row that seems to be a
    sum, and is not that of any rows beside it, makes all of them unsure; so does one that only its figures show to be
    a sum."""
    if len(rows) < _FEWEST:
        return Parted(rows)
    told = [row for row in rows if row.words is not RowWords.BESIDE]
    left = [row for row in rows if row.words is RowWords.BESIDE]
    if len(told) < _FEWEST:
        return Parted(told, left)
    sums = [at for at in range(len(told)) if _seems_sum(told, at)]
    if any(not _is_borne_out(told, at, sums) for at in sums):
        return Parted((), unsure=rows)
    left += [told[at] for at in sums]
    rest = [row for at, row in enumerate(told) if at not in sums]
    if not sums:
        left += [row for row in rest[1:] if row.words is RowWords.PART]
        rest = [row for at, row in enumerate(rest) if not at or row.words is not RowWords.PART]
    if _may_hold_sum(rest):
        return Parted((), unsure=rows)
    return Parted(rest, left)


def _seems_sum(rows: Sequence[AddedRow], at: int) -> bool:
    """Whether a row says that it is a sum, is numbered above the next one, or has no key where others have one."""
    row = rows[at]
    if row.words is RowWords.SUM:
        return True
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is not None and _level(row) is not None and _is_deeper(below, row):
        return True
    return not any(row.key) and any(any(other.key) for other in rows)


def _level(row: AddedRow) -> int | None:
    return next((at for at, level in enumerate(_LEVELS) if level.fullmatch(row.ordinal)), None)


def _is_deeper(row: AddedRow, than: AddedRow) -> bool:
    own, above = _level(row), _level(than)
    return own is not None and above is not None and own > above


def _is_borne_out(rows: Sequence[AddedRow], at: int, sums: Sequence[int]) -> bool:
    """Whether a row is the sum of what it may head: the rows below it or above it up to the next sum, those numbered
    below it, or all that are no sums."""
    parts = [row.number for other, row in enumerate(rows) if other not in sums]
    after = next((other for other in sums if other > at), len(rows))
    before = max((other for other in sums if other < at), default=-1)
    numbered = next((other for other in range(at + 1, len(rows)) if not _is_deeper(rows[other], rows[at])), len(rows))
    runs = [range(at + 1, after), range(before + 1, at), [one for one in range(at + 1, numbered) if one not in sums]]
    sets = [parts, *([rows[other].number for other in run] for run in runs)]
    return any(one and sum(one) == rows[at].number for one in sets)


def _may_hold_sum(rows: Sequence[AddedRow]) -> bool:
    """Whether the figures of the rows are such as a sum among them makes: rows of the same name, of which one is the
    sum of the others; or, in every column of counts, groups of a sum and its parts."""
    if len(rows) < _FEWEST or not any(row.number for row in rows):
        return False
    total = sum(row.number for row in rows)
    if len({row.label for row in rows}) < len(rows):
        return any(2 * row.number == total for row in rows)
    if len({row.ordinal for row in rows}) == len(rows) and len({_level(row) for row in rows} - {None}) == 1:
        return False  # a list that is numbered through has no sums in it
    columns = [[row.number for row in rows], *_counted(rows)]
    return any(groups is not None and all(_holds(column, groups) for column in columns) for groups in _groupings(rows))


def _counted(rows: Sequence[AddedRow]) -> Iterator[list[Number]]:
    """The other columns in which every row has a number, not all of them 0."""
    for column in zip(*(row.others for row in rows), strict=True):
        numbers = [number for number in column if number is not None]
        if len(numbers) == len(column) and any(numbers):
            yield numbers


_Groups = list[tuple[int, range]]
"""The place of each sum among the rows, and those of its parts."""


def _groupings(rows: Sequence[AddedRow]) -> Iterator[_Groups | None]:
    """How the rows may be groups of a sum and its parts, by their figure: sums first, sums last."""
    numbers = [row.number for row in rows]
    yield _sums_first(numbers)
    turned = _sums_first(numbers[::-1])
    last = len(rows) - 1
    yield turned and [(last - at, range(last - parts[-1], last - parts[0] + 1)) for at, parts in turned]


def _sums_first(numbers: Sequence[Number]) -> _Groups | None:
    """Groups that each begin with the sum of the rest of it; None where there is no such way, or a group of one part is
    all there is."""
    groups: _Groups = []
    at = 0
    while at < len(numbers):
        end, left = at + 1, numbers[at]
        while end < len(numbers) and (left > 0 or numbers[end] == 0):
            left -= numbers[end]
            end += 1
        if left or end == at + 1:
            return None
        groups.append((at, range(at + 1, end)))
        at = end
    return groups if any(len(parts) >= _FEWEST for _, parts in groups) else None


def _holds(column: Sequence[Number], groups: _Groups) -> bool:
    return all(column[at] == sum(column[part] for part in parts) for at, parts in groups)
