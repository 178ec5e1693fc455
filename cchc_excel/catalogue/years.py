"""The catalogues of a working folder: that of templates/, and those of other years, each serving the periods it lists.

A catalogue is read whole only where one of its periods is asked for, or stands beside one that is; of the others only
sheet Kỳ báo cáo is looked at.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.near_names import suggestion
from cchc_excel.catalogue.period_sheet import PERIOD_HEADINGS, PERIOD_SHEET, read_periods
from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.catalogue.sheet import Record, Table, find_sheet
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.model.records import RawForm
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, count_errors, has_errors
from cchc_excel.values import fold
from cchc_excel.workspace.folders import year_of_file

_OF_YEAR = re.compile(r"(\d{4})-")


class CatalogueSet:
    """The catalogues of a working folder by file name, the one of templates/ first."""

    def __init__(self, files: Mapping[str, RawForm]) -> None:
        """`files`: name (for problems) -> the workbook as read; the first serves where no period is named."""
        self._files = files
        self._first = next(iter(files))
        self._listed = {name: _listed_periods(raw, name) for name, raw in files.items()}
        self._read: dict[str, tuple[Catalogue | None, list[Problem]]] = {}

    @functools.cached_property
    def periods(self) -> dict[str, Period]:
        """Every period that any catalogue lists by code, those of templates/ first."""
        listed: dict[str, Period] = {}
        for periods in self._listed.values():
            listed |= {code: period for code, period in periods.items() if code not in listed}
        return listed

    def file_of(self, period: str | None) -> str | None:
        """The file whose catalogue serves a period; the first for None; None where none lists it."""
        if period is None:
            return self._first
        return next((name for name, periods in self._listed.items() if period in periods), None)

    def serving(self, period: str | None) -> tuple[Catalogue | None, list[Problem]]:
        """The catalogue that serves a period, with those its periods stand beside as neighbours. None with every
        mistake in it, or where no catalogue or more than one lists the period."""
        holders = [name for name, periods in self._listed.items() if period in periods]
        if len(holders) > 1:
            return None, [kinds.PERIOD_LISTED_TWICE(period=period, first=holders[0], second=holders[1])]
        file = self.file_of(period)
        if period is None or file is not None:
            return self._served(file or self._first)
        unread = (self._catalogue(name)[1] for name in self._hiding(period))
        unknown = kinds.UNKNOWN_PERIOD(period=period, known="; ".join(self.periods), hint=self._hint(period))
        return None, next(filter(has_errors, unread), [unknown])

    def _hint(self, typed: str) -> str:
        """What a period that is not there may be, in brackets: one written otherwise, or of a year not begun."""
        bare = _bare(typed)
        for code, period in self.periods.items():
            if (len(bare) > 1 and _bare(code).endswith(bare)) or fold(typed) == fold(period.name):
                return suggestion(code)
        year = _OF_YEAR.match(typed)
        if year is None or any(code.startswith(year[1]) for code in self.periods):
            return ""
        return f" (chưa mở năm {year[1]}: cchc new-year {year[1]})"

    def _hiding(self, period: str) -> list[str]:
        """The files that could hold a period which none lists: its row, or all of sheet Kỳ báo cáo, is not read for
        mistakes, and these say why there is no such period."""
        return [
            name
            for name, raw in self._files.items()
            if not self._listed[name] or period in (record.text("mã") for record in _period_rows(raw, name))
        ]

    def of_year(self, year: str) -> tuple[Catalogue | None, list[Problem]]:
        """The catalogue of the year's folder in templates/, where there is one, else that of templates/; None with
        every mistake in it."""
        return self._served(next((name for name in self._files if year_of_file(name) == year), self._first))

    def _served(self, file: str) -> tuple[Catalogue | None, list[Problem]]:
        catalogue, problems = self._catalogue(file)
        if catalogue is None:
            return None, problems
        neighbours, further_problems = self._neighbours(catalogue)
        served = msgspec.structs.replace(catalogue, neighbours=neighbours, year=year_of_file(file))
        return served, [*problems, *further_problems]

    def _catalogue(self, file: str) -> tuple[Catalogue | None, list[Problem]]:
        if file not in self._read:
            elsewhere = {
                code: period
                for other, periods in self._listed.items()
                if other != file
                for code, period in periods.items()
            }
            self._read[file] = read_catalogue(self._files[file], file, elsewhere)
        return self._read[file]

    def _neighbours(self, catalogue: Catalogue) -> tuple[dict[str, Catalogue], list[Problem]]:
        """Period -> its catalogue, for every period of the years that a catalogue's own stand beside: what is compared
        has parts, and periods before it. One that is broken is a warning: what it would be compared with is left
        out."""
        by_file: dict[str, list[str]] = {}
        for code in dict.fromkeys(_linked(catalogue)):
            file = self.file_of(code)
            if file is not None:
                by_file.setdefault(file, []).append(code)
        neighbours: dict[str, Catalogue] = {}
        problems: list[Problem] = []
        for file, codes in by_file.items():
            neighbour, mistakes = self._catalogue(file)
            if neighbour is not None:
                neighbours |= dict.fromkeys(neighbour.periods, neighbour)
            else:
                count, listed = count_errors(mistakes), "; ".join(codes)
                problems.append(kinds.NEIGHBOUR_BROKEN(file=file, count=count, periods=listed, period=codes[0]))
        return neighbours, problems


def _bare(code: str) -> str:
    """A code's letters and digits."""
    return "".join(letter for letter in code.casefold() if letter.isalnum())


def _period_rows(raw: RawForm, file: str) -> list[Record]:
    """The rows of sheet Kỳ báo cáo, its mistakes aside: they are told where the catalogue is read."""
    sheet = find_sheet(raw, PERIOD_SHEET)
    return Table(file, sheet, PERIOD_HEADINGS, []).records() if sheet else []


def _listed_periods(raw: RawForm, file: str) -> dict[str, Period]:
    """The periods that a catalogue lists by code."""
    return read_periods(_period_rows(raw, file), {})


def _linked(catalogue: Catalogue) -> Iterator[str]:
    """The periods outside of a catalogue that its own continue, are compared with or add up to."""
    for period in catalogue.periods.values():
        for code in (*period.continues, period.previous, period.cumulative):
            if code and code not in catalogue.periods:
                yield code
