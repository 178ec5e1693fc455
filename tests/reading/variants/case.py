"""A variant: how it is made, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import msgspec

from tests.cchc_runs import EXAMPLE
from tests.reading.variants.book import Book

UNIT = "XNK"
OLDER = "2022-03-15T08:00:00Z"
"""The modified time of the variants: the day before that of the good workbooks."""


class Kit(msgspec.Struct, frozen=True):
    """What variants are made of: `office` holds files that LibreOffice saved; a kit without makes the others."""

    office: Path | None = None

    def good(self, unit: str = UNIT) -> Book:
        """The good filled workbook of a unit, to be spoilt."""
        return Book((EXAMPLE / f"{unit}.xlsx").read_bytes(), OLDER)

    def saved(self, name: str) -> bytes:
        """A file that LibreOffice saved."""
        assert self.office, "the fixture office_kit has such files"
        return (self.office / name).read_bytes()


Make: TypeAlias = Callable[[Kit], bytes]


class Variant(msgspec.Struct, frozen=True):
    """A file that arrives. Everything about it but `make` is what must come of it.

    `found`: the problems when it is alone, as "code", "code sheet" or "code sheet!cell"; no more, no fewer. `status`:
    what becomes of it alone; `crowd`: among the ten good ones, which are newer ("": superseded where it is merged
    alone, the same otherwise). `figures`: what is read other than in the good workbook, "mã số liệu" or "mã thủ tục mã
    số liệu" (None: nothing is); `lost`: sheets of which nothing is read. `unit`: whose it is.
    """

    name: str
    make: Make
    found: tuple[str, ...] = ()
    status: str = "merged"
    crowd: str = ""
    figures: Mapping[str, int | str | None] = {}
    lost: tuple[str, ...] = ()
    unit: str | None = UNIT

    @property
    def in_crowd(self) -> str:
        """Its status next to the good workbooks."""
        return self.crowd or ("superseded" if self.status == "merged" else self.status)


def refused(name: str, make: Make, *found: str, crowd: str = "", unit: str | None = None) -> Variant:
    """A variant of which nothing is used."""
    return Variant(name, make, found, "refused", crowd, unit=unit)
