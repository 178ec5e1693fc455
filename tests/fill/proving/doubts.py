"""Shapes in which Excel is known to differ from LibreOffice, or depends on its language: never in the table."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_excel.fill.formulas.functions import FROM_TOOLPAK, OF_DATES, SPANS
from cchc_excel.fill.formulas.kinds import TEXTS
from cchc_excel.fill.formulas.shapes import OMITTED, Shape
from tests.fill.proving.samples import COMPARISONS, COUNTING

_TEXT_MAKERS = {
    *("&", "CONCATENATE", "CONCAT", "TEXTJOIN", "LEFT", "RIGHT", "MID", "LEN", "TRIM", "UPPER", "LOWER", "PROPER"),
    *("SUBSTITUTE", "REPLACE", "REPT", "FIND", "SEARCH", "EXACT", "CLEAN", "HYPERLINK"),
}
_READS_NO_NUMBER = {
    *_TEXT_MAKERS,
    *("=", "<>", "IF", "IFERROR", "IFNA", "ISNUMBER", "ISTEXT", "ISBLANK", "ISERROR", "ISNA", "ISERR", "ISNONTEXT"),
    *("T", "COUNTA", "CHOOSE", "SWITCH", "IFS", "INDEX~1", "INDEX~2"),
}
_PAIRS_OF_NUMBERS = {"SUMXMY2", "SUMX2MY2", "SUMX2PY2"}
"""Functions that pass over a pair of which one is blank, where LibreOffice counts it as 0."""
_OF_TWO_DAYS = {"DAYS", *SPANS, "NETWORKDAYS", "NETWORKDAYS.INTL", "YEARFRAC", "DAYS360"}
_OTHERWISE = {"BITLSHIFT", "BITRSHIFT", "XIRR"}
"""Functions that refuse what LibreOffice computes (a shift by more than 53), or end their search earlier."""


def scalar(function: str, shape: Shape) -> tuple[str, Shape]:
    """The shape that a comparison value by value is made of."""
    return function, tuple(token[-1] for token in shape) if function in COMPARISONS else shape


def is_doubtful(function: str, shape: Shape) -> bool:
    """Whether Excel is known to differ from LibreOffice in a shape, or to depend on its language."""
    scalars = [token[-1] for token in shape if token[0] != "R" and token != OMITTED]
    if function in COUNTING and is_unlike_excel(shape, scalars):
        return True
    if function in COMPARISONS[2:] and "u" in scalars and all(kind in TEXTS for kind in scalars):
        return True  # đ comes before or after e by the language of whoever looks
    if function in _TEXT_MAKERS and any(kind in "hf" for kind in scalars):
        return function not in ("LEFT", "RIGHT", "MID", "FIND", "SEARCH", "REPLACE") or shape[0][-1] in "hf"
    if function in _TEXT_MAKERS and any(token in ("Rh", "Rf") for token in shape):
        return True
    if function in _OTHERWISE or (function == "CODE" and "u" in scalars):  # the code page is the system's
        return True
    if function in FROM_TOOLPAK and any(token[-1] == "b" for token in shape):
        return True
    if function in (*_PAIRS_OF_NUMBERS, "GCD", "LCM", "MULTINOMIAL") and any(token[-1] == "z" for token in shape):
        return True
    if "l" in scalars and function not in _READS_NO_NUMBER:
        return function != "COUNTIF" or shape[0] not in ("Rl", "Ra", "Ru", "Rq", "Rz")  # codes among codes
    if function in ("TEXT~@", "TEXT~General") and shape[0][-1] in "hfg":
        return True
    if function in ("IF", "IFS") and shape[0][-1] in "ld":
        return True
    return (function in OF_DATES or function.startswith("TEXT~")) and is_early(function, shape)


def is_unlike_excel(shape: Shape, criteria: Sequence[str]) -> bool:
    """Whether criteria meet errors, or texts of digits: to Excel's COUNTIF "1" is 1, to LibreOffice it is not."""
    if any(token[-1] == "e" for token in shape):
        return True
    return "Rd" in shape and any(kind in "sihfo" for kind in criteria)


def is_early(function: str, shape: Shape) -> bool:
    """Whether a day may lie before 1 March 1900, or be no number at all."""
    if function.startswith("TEXT~") and function not in OF_DATES:
        return shape[0][-1] not in "sihfzauq"
    if function == "DATE":
        return shape[0][-1] != "i"
    if function in ("XNPV", "XIRR"):
        return False  # both are tried with days of today alone
    days = shape[:2] if function in _OF_TWO_DAYS else shape[:1]
    return any(token[-1] not in "ihe" for token in days)
