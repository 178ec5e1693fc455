"""What is wrong with a template: every mistake at once, each with its sheet, cell, text and a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from cchc_excel.fill.messages import Wording, Words, names_nothing


class TemplateError(msgspec.Struct, frozen=True):
    """One mistake: sheet name ("" for the file as a whole), cell address in the template, the cell's text, what is
    wrong; `unknown_name`: whether it is a name that is not there."""

    sheet: str
    cell: str
    text: str
    message: str
    unknown_name: bool = False

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.cell}: " if self.cell else (f"{self.sheet}: " if self.sheet else "")
        return f"{where}{self.message}"


class TemplateErrors(Exception):  # noqa: N818 - the plural is what it carries
    """A template cannot be filled; `errors` holds every mistake in it, in sheet and cell order."""

    def __init__(self, errors: Iterable[TemplateError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class FilterError(ValueError):
    """What a filter cannot do with a value; its words are the mistake."""


class CellError(Exception):
    """A mistake in the cell being read or filled, without its address; never leaves this package."""

    def __init__(self, message: Words) -> None:
        self.message = message
        super().__init__(message)


class Place(NamedTuple):
    """Where a cell stood in the template as its author drew it, and its text there."""

    cell: str
    text: str


class Mistakes:
    """Collects the mistakes of one template, each once. `places`: by sheet, the cells that were drawn elsewhere."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.places: dict[str, Mapping[str, Place]] = {}
        self._errors: dict[TemplateError, None] = {}

    def add(self, sheet: str, cell: str, text: str, message: Words) -> None:
        """Note one mistake (a repeated one counts once): where it is, the text that holds it, what is wrong."""
        place = self.places.get(sheet, {}).get(cell)
        if place is not None:
            cell, text = place
        error = TemplateError(sheet, cell, text, self.wording.say(message), names_nothing(message))
        self._errors.setdefault(error)

    def __bool__(self) -> bool:
        return bool(self._errors)

    def check(self) -> None:
        """Raises TemplateErrors if any mistake was noted."""
        if self._errors:
            raise self.raised()

    def raised(self) -> TemplateErrors:
        """All of them, as they are raised."""
        sheets = list(dict.fromkeys(error.sheet for error in self._errors))
        return TemplateErrors(
            sorted(self._errors, key=lambda error: (sheets.index(error.sheet), *_position(error.cell)))
        )


def _position(cell: str) -> tuple[int, int, str]:
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits or 0), len(cell) - len(digits), cell
