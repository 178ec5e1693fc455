"""Which columns of a list of procedures say flags of sheet TTHC: one that is marked ("Toàn trình": x), or one that says
which ("Mức độ DVCTT": Một phần). A flag is known by its own name without signs (toan_trinh is "toàn trình", muc_3_4
"mức độ 4") or by what sheet Thông tin calls it; no flag is named here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.short_names import plain_words
from cchc_excel.imports.marks import MARKED, UNMARKED
from cchc_excel.model.records import RawSheet, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text

_LEVEL = re.compile(r"\b(?:muc do|dvc\w*|dich vu cong|truc tuyen|cung cap)\b")
"""What headings of a column that says which flag are made of, without signs."""
_NONE = re.compile(r"khong\b.*|chua\b.*|(?:chi )?cung cap thong tin.*|con lai|(?:muc (?:do )?)?[0-2]")
"""Levels that no flag stands for, without signs."""
_LONGEST_LEVEL = 60


class FlagColumn(msgspec.Struct, frozen=True):
    """A column and its heading. `flag`: what a mark in it says; None: its cells say which of `flags` holds."""

    column: int
    title: str
    flag: str | None
    flags: frozenset[str] = frozenset()


class FlagNames:
    """The flags of a catalogue by the words that lists use. `labels`: flag -> what the catalogue calls it ("": nothing
    but its name)."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = {flag: plain_words(label) for flag, label in labels.items()}
        self._tokens = {flag: frozenset(flag.split("_")) for flag in labels}

    def of(self, text: str) -> list[str]:
        """The flags that a text names, in the catalogue's order."""
        words = plain_words(text)
        return [flag for flag in self._tokens if self._names(flag, words)]

    def is_level(self, flag: str) -> bool:
        """Whether the catalogue calls a flag one of the levels of a procedure ("DVC toàn trình"), of which it has one;
        those of a number ("Mức độ 3, 4") are of another scale."""
        words = " ".join(self._labels[flag])
        return bool(_LEVEL.search(words)) and not any(one.isdecimal() for one in self._tokens[flag])

    def _names(self, flag: str, words: Sequence[str]) -> bool:
        if words and words in (self._labels[flag], flag.split("_")):
            return True
        digits = {one for one in self._tokens[flag] if one.isdecimal()}
        rest = self._tokens[flag] - digits
        whole = len(self._tokens[flag]) > 1 and rest <= set(words)
        return whole and (not digits or bool(digits & set(words)))


def find_flag_columns(
    sheet: RawSheet, headings: range, after: int, taken: Collection[int], names: FlagNames
) -> list[FlagColumn]:
    """The columns that say flags. `headings`: the rows of headings; `after`: the first row below them; `taken`: columns
    that are something else."""
    width = max((len(row) for row in sheet.rows), default=0)
    found = (_flag_column(sheet, headings, after, column, names) for column in range(width) if column not in taken)
    return [one for one in found if one is not None]


def _flag_column(sheet: RawSheet, headings: range, after: int, column: int, names: FlagNames) -> FlagColumn | None:
    titles = list(dict.fromkeys(filter(None, (_title(sheet, row, column) for row in headings))))
    whole = " ".join(titles)
    for text in (*reversed(titles), whole):
        if len(names.of(text)) == 1:
            return FlagColumn(column, whole, names.of(text)[0])
    if len(names.of(whole)) < 2 and not _LEVEL.search(" ".join(plain_words(whole))):
        return None
    texts = {clean_text(sheet.cell(row, column)) for row in range(after, len(sheet.rows))}
    flags = frozenset(flag for text in texts if (flag := _level_of(text, whole, names)))
    flags |= set(names.of(whole)) if flags else set()  # "Toàn trình/Một phần": what the heading names is meant too
    return FlagColumn(column, whole, None, flags) if flags else None


def _title(sheet: RawSheet, row: int, column: int) -> str:
    """A heading, that of the merged cell where it is in one."""
    return " ".join(clean_text(sheet.shown(row, column)).split())


def _level_of(text: str, title: str, names: FlagNames) -> str | None:
    """The one flag that a cell of a column of levels names; a bare number is read with its heading."""
    found = names.of(f"{title} {text}" if text.isdecimal() else text)
    return found[0] if len(found) == 1 and len(text) <= _LONGEST_LEVEL else None


def read_flags(
    sheet: RawSheet, row: int, columns: Sequence[FlagColumn], names: FlagNames, file: str
) -> tuple[dict[str, bool], list[Problem]]:
    """Flag -> whether it holds, of those that a row says; what is no mark and no flag is a warning."""
    said: dict[str, bool] = {}
    problems: list[Problem] = []
    for one in columns:
        text = clean_text(sheet.cell(row, one.column))
        if one.flag is not None:
            known = not text or MARKED.fullmatch(text) or UNMARKED.fullmatch(text) or names.of(text) == [one.flag]
            if known:
                marked = bool(text) and not UNMARKED.fullmatch(text)
                said[one.flag] = said.get(one.flag, False) or marked
        else:
            level = _level_of(text, one.title, names)
            known = not text or level in one.flags or _NONE.fullmatch(" ".join(plain_words(text))) is not None
            if text and known:
                said |= {flag: flag == level for flag in one.flags}
        if not known:
            where = Location(file, sheet.name, address(row, one.column))
            problems.append(kinds.IMPORT_FLAG_UNKNOWN(where, value=text, title=one.title))
    return said, problems


def unused_marks(sheet: RawSheet, headings: range, after: int, taken: Collection[int], file: str) -> Iterator[Problem]:
    """A warning for each column that is marked and says no flag. `taken`: columns that say something else."""
    width = max((len(row) for row in sheet.rows), default=0)
    for column in (one for one in range(width) if one not in taken):
        texts = [text for row in range(after, len(sheet.rows)) if (text := clean_text(sheet.cell(row, column)))]
        title = " ".join(dict.fromkeys(filter(None, (_title(sheet, row, column) for row in headings))))
        marked = [text for text in texts if MARKED.fullmatch(text)]
        if title and marked and all(MARKED.fullmatch(text) or UNMARKED.fullmatch(text) for text in texts):
            where = Location(file, sheet.name, address(headings.start, column))
            yield kinds.IMPORT_MARKS_UNUSED(where, title=title, count=len(marked))


def levels_left(
    said: Mapping[str, Mapping[str, bool]], present: Mapping[str, Collection[str]], names: FlagNames, file: str
) -> Iterator[Problem]:
    """A warning for each procedure to which a list gives a level while the catalogue has another one of it, of which
    the list says nothing. `said`: code -> flag -> whether it holds; `present`: code -> flags that are marked now."""
    for code, flags in said.items():
        level = next((flag for flag, on in flags.items() if on and names.is_level(flag)), None)
        others = [flag for flag in present.get(code, ()) if flag not in flags and names.is_level(flag)]
        if level and others:
            yield kinds.IMPORT_LEVEL_LEFT(Location(file), code=code, level=level, other=", ".join(others))
