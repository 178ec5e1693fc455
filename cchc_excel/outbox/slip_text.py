"""What a return slip says above its list; apart from the slips themselves, which load openpyxl."""

from __future__ import annotations

import msgspec

LIST_SHEET = "Cần sửa"
"""The slip's first sheet, where everything is listed."""


class SlipText(msgspec.Struct, frozen=True):
    """What stands above the list: a title, whose workbook of which period, and what happened and what to do, a line
    each."""

    title: str
    about: str
    steps: tuple[str, ...]
