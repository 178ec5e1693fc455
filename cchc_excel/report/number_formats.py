"""How cells show the numbers of reports: as many decimals as the text of the same number, in the Vietnamese way.

The locale in a format: LibreOffice shows 76,92% and 1.234 on every computer; Excel shows them where Windows is
Vietnamese (it takes its separators from Windows, whatever the format says).
"""

from __future__ import annotations

from fractions import Fraction

from cchc_excel.values import decimals_of

_LOCALE = "[$-42A]"
_MOST = 6


def ratio_format(digits: int, *, is_percent: bool) -> str:
    """Of a ratio: "[$-42A]0.00%"."""
    return f"{_LOCALE}{_decimals('0', digits)}{'%' if is_percent else ''}"


def change_format(digits: int) -> str:
    """Of a change, with its sign: +1,25; -0,50; 0,00."""
    shown = _decimals("0", digits)
    return f"{_LOCALE}+{shown};{_LOCALE}-{shown};{_LOCALE}{shown}"


def figure_format(value: Fraction) -> str:
    """Of a figure with decimals: all that it has."""
    digits = decimals_of(value)
    return f"{_LOCALE}{_decimals('#,##0', _MOST if digits is None else digits)}"


def _decimals(whole: str, digits: int) -> str:
    return f"{whole}.{'0' * digits}" if digits else whole
