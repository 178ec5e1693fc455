"""One filling: the open template, and what every step of it needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cchc_excel.fill.messages import Message, UnknownName, Words
from cchc_excel.fill.mistakes import Mistakes
from cchc_excel.fill.ooxml.opc import Package
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.styles import CellStyles
from cchc_excel.fill.ooxml.workbook import Workbook
from cchc_excel.fill.template.render import Renderer


class Filling(NamedTuple):
    """The template's parts, its workbook, texts and looks, what renders expressions, and the mistakes so far."""

    package: Package
    workbook: Workbook
    strings: SharedStrings
    styles: CellStyles
    renderer: Renderer
    mistakes: Mistakes

    def wrong(self, sheet: str, cell: str, text: str, message: Words) -> None:
        """Note a mistake: where it is in the template, the text that holds it, what is wrong."""
        self.mistakes.add(sheet, cell, text, message)

    def unknown(self, name: str, known: Iterable[str]) -> UnknownName:
        """What is said of a name that is not there."""
        return self.mistakes.wording.unknown(name, known)

    def all_known(
        self,
        sheet: str,
        cell: str,
        text: str,
        used: frozenset[str],
        known: frozenset[str] | None,
        inside: Message | None = None,
    ) -> bool:
        """Whether every name that a text uses is known (`known` None: nothing is, and nobody needs telling); notes each
        that is not. `inside`: the phrase that says what kind of text it is, if it is no cell's."""
        if known is None:
            return False
        missing = sorted(used - known)
        for name in missing:
            unknown = self.unknown(name, known)
            self.wrong(sheet, cell, text, unknown if inside is None else inside(message=unknown))
        return not missing
