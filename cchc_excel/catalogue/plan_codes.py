"""Codes of a plan ("II", "2,4", "a)", "-"): the level they say, and the keys they make, row after row.

A key is made of the sections above and the code with separators normalised: "2,4" in section II is II.2.4; "a)" under
it is II.2.4.a. A row without code has the key above it and a number: II.2.4/1.
"""

from __future__ import annotations

import re

from cchc_excel.catalogue.plan_model import RowLevel

BULLETS = frozenset({"-", "–", "—", "+", "*", "•"})
"""Codes of a sub-row."""
_ROMAN = re.compile(r"[IVX]+")
_LETTER = re.compile(r"[A-ZĐ]")
_PART = re.compile(r"phần(?:\s+thứ)?\s+(\S+)", re.IGNORECASE)
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SMALL_LETTER = re.compile(r"[a-zđ]|[ivx]{2,4}")
"""A letter, or a small Roman numeral."""
_SEPARATORS = re.compile(r"[.,;:()/\s]+")
_OTHER_TABLE, _ONCE_MORE = re.compile(r"(B\d+)\."), re.compile(r"-\d+$")
_ADDED = re.compile(r"^.*\bM\d+(?:[./]|$)|^B\d+\.|-\d+(?=[./]|$)")
"""What a key has only to tell it from others like it: its table, a title without a number, that it stands once more."""


def level_of(code: str) -> RowLevel:
    """What a row is by its code."""
    if not code:
        return RowLevel.LINE
    if code in BULLETS:
        return RowLevel.SUB
    return RowLevel.SECTION if _section_style(code) else RowLevel.CODED


def normalised(code: str) -> str:
    """A code with dots between its parts and nothing after them: "2,4" is 2.4, "2.a)" is 2.a, "I." is I."""
    return ".".join(part for part in _SEPARATORS.split(code) if part)


def is_under(key: str, above: str) -> bool:
    """Whether a key stands below another: II.2.4 below II.2."""
    return key.startswith(f"{above}.")


def is_inserted(key: str, above: str) -> bool:
    """Whether a key is another's with a letter: II.6a and II.6."""
    return key[:-1] == above and bool(_SMALL_LETTER.fullmatch(key[-1:]))


def as_in_plan(key: str, code: str) -> str:
    """A key without what the plan does not show: B2.I.1 is I.1 to who knows the plan. `code`: that of its row."""
    own = normalised(code)
    shown = _ONCE_MORE.sub("", key) if own else key
    own = own if shown.endswith(own) else own.rpartition(".")[2]
    return f"{_ADDED.sub('', shown.removesuffix(own)).removeprefix('/')}{own}"


class Keys:
    """The keys of a plan's rows, which are to be asked for from top to bottom."""

    def __init__(self) -> None:
        self._sections: list[tuple[str, str]] = []
        self._table = self._section = self._numeral = self._above = ""
        self._lines = self._nameless = 0
        self._again: dict[str, str] = {}

    @property
    def section(self) -> str:
        """The key of the section that the last row stands in; "" before the first."""
        return self._section

    def derive(self, level: RowLevel, code: str) -> str:
        """The key of the next row, by its level and code."""
        if level is RowLevel.SECTION:
            return self._of_section(code)
        if level is RowLevel.CODED:
            return self._of_code(normalised(code))
        self._lines += 1
        return f"{self._above}/{self._lines}"

    def settle(self, level: RowLevel, code: str, key: str) -> None:
        """Let the row just derived have this key, derived or typed: what follows stands under it."""
        if level not in (RowLevel.SECTION, RowLevel.CODED):
            return
        self._above, self._lines = key, 0
        table = _OTHER_TABLE.match(key)
        if table and table[1] != self._table:  # another table begins
            self._table = self._section = table[1]
            self._again = {}
            self._sections = self._sections[-1:] if level is RowLevel.SECTION else []
        if level is RowLevel.SECTION:
            self._sections[-1] = (self._sections[-1][0], key)
            self._section, self._numeral, self._again = key, "", {}
            return
        if _ONCE_MORE.search(key):
            self._again[normalised(code)] = key
        if not _SMALL_LETTER.fullmatch(normalised(code).split(".")[0]):
            self._numeral = key

    def _of_section(self, code: str) -> str:
        style = _section_style(code)
        if not code:
            self._nameless += 1
        name = _section_name(code) if code else f"M{self._nameless}"
        styles = [one for one, _ in self._sections]
        outer = self._sections[: styles.index(style)] if style in styles else self._sections
        above = outer[-1][1] if outer else self._table
        derived = f"{above}.{name}" if above else name
        self._sections = [*outer, (style, derived)]
        return derived

    def _of_code(self, code: str) -> str:
        first, _, rest = code.partition(".")
        above, _, last = code.rpartition(".")
        if above in self._again:  # under a code that recurs
            return f"{self._again[above]}.{last}"
        if _SMALL_LETTER.fullmatch(first):
            return ".".join(part for part in (self._numeral or self._section, code) if part)
        if rest and _section_style(first):  # the code says its section itself
            own = self._section.rpartition(".")[2] == first
            return f"{self._section}.{rest}" if own else code
        return f"{self._section}.{code}" if self._section else code


def agrees(key: str, derived: str, code: str) -> bool:
    """Whether a key that is typed is the derived one, or that of a code which recurs in the plan: in another table
    (B2.I.1, B2.1), or once more (I.1-2)."""
    own = "|".join(map(re.escape, (derived, normalised(code) or derived.rpartition(".")[2])))
    return bool(re.fullmatch(rf"{re.escape(derived)}(?:-\d+)?|B\d+\.(?:{own})", key))


def _section_style(code: str) -> str:
    """How a section is numbered, "" where the code is that of no section: its level among sections."""
    name = normalised(code)
    if _PART.match(code):
        return "phần"
    if _ROMAN.fullmatch(name):
        return "I"
    return "A" if _LETTER.fullmatch(name) else ""


def _section_name(code: str) -> str:
    part = _PART.match(code)
    if not part:
        return normalised(code)
    number = normalised(part[1])
    folded = number.casefold()
    return f"P{_ORDINALS.index(folded) + 1 if folded in _ORDINALS else number}"
