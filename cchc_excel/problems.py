"""Problems are values: one record for each thing that is wrong, and the one catalogue of codes and messages.

A stage returns `(data, problems)`. A message says what is wrong and what to do; where it is (file, sheet, cell, unit) stands
in the record's own fields. Kinds are grouped by the stage that reports them.
"""

from __future__ import annotations

import enum

import msgspec


class Level(enum.StrEnum):
    """An error makes every report a draft; a warning changes nothing."""

    ERROR = "error"
    WARNING = "warning"


class Where(msgspec.Struct, frozen=True):
    """A place: file as listed, sheet name, cell address ("D7"), unit code; None where it does not apply."""

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    unit: str | None = None


NOWHERE = Where()


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong: a code of KINDS, a level, a place, and the message the officer reads."""

    code: str
    level: Level
    message: str
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    unit: str | None = None

    def line(self) -> str:
        """One line for a terminal: place, level, message."""
        spot = "!".join(part for part in (self.sheet, self.cell) if part)
        place = " › ".join(part for part in (self.file, spot) if part) or (self.unit or "")
        label = "LỖI" if self.level is Level.ERROR else "Cảnh báo"
        return f"{label}: {place + ': ' if place else ''}{self.message}"

    def softened(self) -> Problem:
        """The same problem as a warning (an accepted unit, a superseded or excluded file)."""
        return msgspec.structs.replace(self, level=Level.WARNING)


class Kind(msgspec.Struct, frozen=True):
    """A code with its level, what is wrong and what to do; `{names}` in both are filled in when it is reported."""

    code: str
    level: Level
    what: str
    remedy: str

    def __call__(self, where: Where = NOWHERE, **fields: object) -> Problem:
        """The Problem of this kind at a place; `fields` fill the message."""
        message = f"{self.what}; {self.remedy}" if self.remedy else self.what
        return Problem(
            self.code, self.level, message.format(**fields), where.file, where.sheet, where.cell, where.unit
        )


KINDS: dict[str, Kind] = {}


def _kind(code: str, level: Level, what: str, remedy: str) -> Kind:
    if code in KINDS:
        raise ValueError(f"two kinds of problem have the code {code}")
    return KINDS.setdefault(code, Kind(code, level, what, remedy))


def _error(code: str, what: str, remedy: str) -> Kind:
    return _kind(code, Level.ERROR, what, remedy)


def _warning(code: str, what: str, remedy: str) -> Kind:
    return _kind(code, Level.WARNING, what, remedy)
