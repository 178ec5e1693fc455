"""A sheet of the output, before its rows are filled."""

from __future__ import annotations

import msgspec

from cchc_excel.fill.ooxml.workbook import Sheet
from cchc_excel.fill.template.render import Scope


class OutputSheet(msgspec.Struct):
    """The sheet, the values it sees (None: its loop is wrong, it can only be
    checked) and their names (None: not even those); `blank`: there was nothing to repeat it for, and it stays once,
    empty; `tables`: the names of a copy's tables by those of the template."""

    sheet: Sheet
    scope: Scope | None
    known: frozenset[str] | None
    blank: bool = False
    tables: dict[str, str] = {}
