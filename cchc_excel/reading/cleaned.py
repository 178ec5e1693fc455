"""Cells as they are meant: readers give texts with blanks around them, and every number as a float."""

from __future__ import annotations

import functools
import unicodedata

from cchc_excel.model.records import CellValue
from cchc_excel.values import without_unseen

_LONGEST = 32_767
_LABEL = 300
_WHOLE = 1e15
"""Beyond it a float no longer tells whole numbers apart."""
_DIGITS = 15
"""So many digits of a number Excel shows and compares: 119.99999999999999 is 120."""


def clean(value: CellValue) -> CellValue:
    """A cell as it is meant: text composed and trimmed, a whole float as an int, nothing as None. Text beyond what
    Excel lets a cell hold is nobody's typing and is cut off."""
    if isinstance(value, str):
        return _label(value) if len(value) < _LABEL else _text(value)
    if isinstance(value, float) and -_WHOLE < value < _WHOLE:
        if value.is_integer():
            return int(value)
        shown = float(f"{value:.{_DIGITS}g}")
        return int(shown) if shown.is_integer() else shown
    return value


def _text(value: str) -> str | None:
    composed = value if value.isascii() else without_unseen(unicodedata.normalize("NFC", value))
    return composed.strip()[:_LONGEST] or None


_label = functools.lru_cache(maxsize=4096)(_text)
"""The form's own texts are the same in each workbook, and most of what is read."""
