"""What is wrong with a template: every mistake at once, each with its sheet, cell, text and a message in Vietnamese."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import msgspec


class TemplateError(msgspec.Struct, frozen=True):
    """One mistake: sheet name ("" for the file as a whole), cell address in the template, the cell's text, what is
    wrong."""

    sheet: str
    cell: str
    text: str
    message: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}: " if self.cell else (f"{self.sheet}: " if self.sheet else "")
        return f"{place}{self.message}"


class TemplateErrors(Exception):  # noqa: N818 - the plural is what it carries
    """A template cannot be filled; `errors` holds every mistake found, in sheet and cell order."""

    def __init__(self, errors: Iterable[TemplateError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class CellError(Exception):
    """A mistake in the cell being read or filled, without its place; never leaves this package."""


class Mistakes:
    """Collects the mistakes of one template, each once."""

    def __init__(self) -> None:
        self._found: dict[TemplateError, None] = {}

    def add(self, sheet: str, cell: str, text: str, message: str) -> None:
        """Note one mistake (a repeated one counts once)."""
        self._found.setdefault(TemplateError(sheet, cell, text, message))

    def __bool__(self) -> bool:
        return bool(self._found)

    def check(self) -> None:
        """Raises TemplateErrors if any mistake was noted."""
        if self._found:
            sheets = list(dict.fromkeys(error.sheet for error in self._found))
            raise TemplateErrors(
                sorted(self._found, key=lambda error: (sheets.index(error.sheet), *_position(error.cell)))
            )


def _position(cell: str) -> tuple[int, int, str]:
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits or 0), len(cell) - len(digits), cell


def unknown(name: str, known: Iterable[str]) -> str:
    """The message for a name that is not there, with the nearest known ones: "không có 'don_vj'; có phải 'don_vi'?"."""
    near = difflib.get_close_matches(name, sorted(set(known)), n=2, cutoff=0.6)
    guess = f"; có phải {' hay '.join(repr(found) for found in near)}?" if near else "; xem lại cách viết"
    return f"không có {name!r}{guess}"
