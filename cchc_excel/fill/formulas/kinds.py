"""What kind of value a cell holds, as far as evaluators treat them differently: one letter each, and a bit each in
masks that say which kinds a range holds."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from cchc_excel.fill.formulas.syntax import ErrorValue

Value: TypeAlias = "float | str | bool | ErrorValue | None"
"""What a cell holds; None where it is blank."""

KINDS = "sihfbaudlqokwvzengt"
"""s whole from -60 to 60 · i whole · h decimals of at most 15 digits · f longer ones · g those that just miss a short
one (0.30000000000000004) · t so small that Excel makes some of them 0: nothing is proven for them · b truth value · a
text of ASCII letters · u of others · d of digits only · l that some language reads as a number or date · q empty ·
criteria: o sign and number (">5") · k sign and text · v sign alone · w wildcards · z blank · n #N/A · e errors."""
BITS = {kind: 1 << number for number, kind in enumerate(KINDS)}
ALL_KINDS = (1 << len(KINDS)) - 1
NUMBERS, TEXTS, BLANK, ERRORS = "sihfg", "audlqokwv", BITS["z"], BITS["e"] | BITS["n"]
_SMALL, _WHOLE, _LONG, _SHORT, _NOTHING = 60, 1e15, 15, 12, 1e-11
_DIGITS = re.compile(r"-?\d+")
_SIGN = re.compile(r"(<>|<=|>=|=|<|>)(.*)", re.DOTALL)
_LOCAL = re.compile(r"\s*[-+(]?\s*[\d.,$€₫]|\s|true$|false$|[a-z]{3,9}[ .-]*\d|.*\s$", re.IGNORECASE)
_WORDY = re.compile(r"[^\W\d_]{4}")


def kind_of(value: Value) -> str:
    """The letter of a value."""
    if value is None:
        return "z"
    if isinstance(value, bool):
        return "b"
    if isinstance(value, str):
        return _text_kind(value)
    if isinstance(value, ErrorValue):
        return "n" if value.code == "#N/A" else "e"
    return _number_kind(value)


def _number_kind(value: float) -> str:
    if value == int(value):
        return "s" if abs(value) <= _SMALL else "i" if abs(value) < _WHOLE else "f"
    if abs(value) < _NOTHING:
        return "t"
    nearest = float(f"{value:.{_LONG}g}")
    if nearest == value:
        return "h"
    return "g" if float(f"{value:.{_SHORT}g}") == nearest else "f"


@lru_cache(maxsize=8192)
def _text_kind(value: str) -> str:
    if not value:
        return "q"
    criterion = _SIGN.match(value)
    if criterion is not None:
        inner = criterion[2]
        kind = _text_kind(inner) if inner else "q"
        return {"q": "v", "d": "o", "a": "k", "u": "k"}.get(kind, "w")
    if any(sign in value for sign in "*?~"):
        return "w"
    if _DIGITS.fullmatch(value):
        return "d"
    if _LOCAL.match(value) and not (_WORDY.search(value) and value[-1:].strip() and value[:1].strip()):
        return "l"
    return "a" if value.isascii() else "u"


@lru_cache(maxsize=4096)
def letters_in(mask: int) -> str:
    """The kinds of a mask."""
    return "".join(kind for kind, bit in BITS.items() if mask & bit)
