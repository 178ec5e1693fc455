"""What every command begins with: the catalogue, and a period read from its folder as a merge reads it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.plan_model import Task
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.commands.merge_json import sorted_problems
from cchc_excel.compute.tasks import tasks_by_unit
from cchc_excel.forms.filled.of_years import ReadersOfYears
from cchc_excel.forms.filled.reader import reader_for
from cchc_excel.model.files import Candidate
from cchc_excel.model.records import RawForm, Source
from cchc_excel.period.carried import CarriedOver
from cchc_excel.period.load import PeriodData, ReadAll, ReadForm, load_period
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, has_errors
from cchc_excel.reading.pool import ReadingPool
from cchc_excel.reading.workbook import read_bytes
from cchc_excel.values import fold
from cchc_excel.workspace.folders import Folders, catalogue_files

if TYPE_CHECKING:
    from cchc_excel.compute.beside import Beside
    from cchc_excel.compute.facts import Facts


Awaited = TypeVar("Awaited")
Progress = Callable[[str], None]
"""Told what a run is doing from now on, in words for its user."""


def no_progress(_doing: str) -> None:
    """For a run that nobody watches."""


def load_catalogue(folders: Folders) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue of templates/, or the shipped one, and warnings; None with every mistake in it. Raises OSError
    where a file cannot be read."""
    return catalogue_with(folders, None)


def load_catalogues(folders: Folders) -> tuple[CatalogueSet | None, list[Problem]]:
    """The catalogues of a working folder, not yet read; None where one of them is no workbook that can be opened."""
    files, problems = read_catalogues(catalogue_files(folders))
    return (None if has_errors(problems) else CatalogueSet(files)), problems


_LOCKED = frozenset(kind.code for kind in (kinds.FILE_LOCKED, kinds.WRONG_PASSWORD, kinds.UNLOCK_NOT_INSTALLED))
_TAKE_ANOTHER = (
    "mở bằng Excel, lưu lại thành .xlsx; không được thì lấy lại bản trước (trong templates/cu hoặc bản sao lưu), hay "
    "xoá tệp này rồi chạy cchc init để lấy danh mục đi kèm"
)
"""What to do about a catalogue that cannot be opened: nobody sends it again, as a unit does its form."""


def read_catalogues(files: Mapping[str, bytes]) -> tuple[dict[str, RawForm], list[Problem]]:
    """Catalogues (name -> bytes) as read, those that cannot be opened aside, and why not."""
    read: dict[str, RawForm] = {}
    problems: list[Problem] = []
    for name, data in files.items():
        raw, mistakes = read_bytes(name, data)
        problems.extend(
            one if one.code in _LOCKED or raw else kinds.with_remedy(one, _TAKE_ANOTHER) for one in mistakes
        )
        if raw is not None:
            read[name] = raw
    return read, problems


def readers_of(folders: Folders, period: str | None) -> tuple[ReadersOfYears | None, list[Problem]]:
    """The readers of workbooks of any year, and warnings; None where the catalogue that serves `period` (None: that
    of templates/) is broken. Raises OSError where a file cannot be read."""
    catalogues, problems = load_catalogues(folders)
    if catalogues is None:
        return None, problems
    catalogue, mistakes = catalogues.serving(period)
    readers = ReadersOfYears(catalogues, period, folders.passwords) if catalogue else None
    return readers, [*problems, *mistakes]


def units_as_typed(catalogue: Catalogue, period: str, typed: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """The codes, each once, of units that were typed by code or name in letters of any case; a department stands for
    its units. A Problem for each that does not exist in a period of the catalogue, or may be more than one."""
    existing = {**catalogue.units_of(catalogue.periods[period]), **catalogue.departments}
    called: dict[str, dict[str, None]] = {}
    for code, one in existing.items():
        for name in (code, one.name, *one.aliases):
            called.setdefault(fold(name), {})[code] = None
    codes: dict[str, None] = {}
    problems: list[Problem] = []
    for unit in typed:
        meant = [unit] if unit in existing else list(called.get(fold(unit), ()))
        if len(meant) == 1:
            codes.setdefault(meant[0])
        else:
            problems.append(kinds.UNKNOWN_UNIT(unit=unit, known="; ".join(meant or existing)))
    return list(codes), problems


def no_files(paths: Iterable[Path]) -> list[Problem]:
    """A Problem for each path as typed at which there is no file: nothing at all, or a folder."""
    absent = [path for path in paths if not path.is_file()]
    found = [(path, kinds.FOLDER_TO_CHECK if path.is_dir() else kinds.NOTHING_TO_CHECK) for path in absent]
    return [kind(Location(str(path)), file=str(path)) for path, kind in found]


def reporting_progress(read: ReadAll, progress: Progress) -> ReadAll:
    """A ReadAll that does what `read` does, and says which file it is at."""

    def read_and_report(
        sources: Iterable[Source], read_form: ReadForm
    ) -> Iterator[tuple[Source, Candidate | None, list[Problem]]]:
        files = list(sources)
        yield from each_told(read(files, read_form), "Đang đọc tệp", [source.name for source in files], progress)

    return read_and_report


def each_told(answers: Iterator[Awaited], doing: str, names: Sequence[str], progress: Progress) -> Iterator[Awaited]:
    """The answers, one for each name; before each is waited for, what the run is doing is told: "Đang đọc tệp 3/10:
    VP.xlsx"."""
    for number, name in enumerate(names, start=1):
        progress(f"{doing} {number}/{len(names)}: {name}")
        yield next(answers)


class Reading(msgspec.Struct, frozen=True, dict=True):
    """A period as it stands in its folder: what was read, and the tasks of each unit (unit -> key -> Task)."""

    catalogue: Catalogue
    period: Period
    loaded: PeriodData
    required_tasks: Mapping[str, Mapping[str, Task]]

    @functools.cached_property
    def carried(self) -> CarriedOver:
        """What each unit takes over into the period."""
        return CarriedOver(self.catalogue, self.period, self.loaded.reports)

    @functools.cached_property
    def _beside(self) -> Beside:
        from cchc_excel.compute.beside import Beside

        return Beside(self.catalogue, self.loaded)

    def report_facts(self) -> Facts:
        """The same with what only reports show: the year."""
        from cchc_excel.compute.year import with_year

        return with_year(self.facts(), self._beside)

    def facts(self) -> Facts:
        """The figures and indicators of what was read, with every problem, sorted; a draft without a date."""
        from cchc_excel.compute.analyse import analyse

        facts, analysis_problems = analyse(self.period, self.required_tasks, self._beside)
        return msgspec.structs.replace(facts, problems=sorted_problems([*self.loaded.problems, *analysis_problems]))


def read_again(
    catalogue: Catalogue,
    period: Period,
    folders: Folders,
    progress: Progress,
    excluded: Mapping[str, str] = MappingProxyType({}),
) -> Reading:
    """Read a period's folder, those of its parts and of periods it is compared with, as a merge would. `excluded`: file
    name as listed -> reason (`exclusions`)."""
    reader = reader_for(catalogue, folders.passwords)
    with ReadingPool() as pool:
        loaded = load_period(reader, period, folders.input, excluded, reporting_progress(pool.read_all, progress))
    return Reading(catalogue, period, loaded, tasks_by_unit(catalogue, period, loaded))


def not_at_work(folders: Folders) -> list[Problem]:
    """A warning where the folder is no working folder: whoever asks what came would be told that nothing did."""
    if folders.templates.is_dir() or folders.input.is_dir():
        return []
    return [kinds.NO_WORKING_FOLDER(folder=str(folders.root.resolve()))]


def catalogue_with(folders: Folders, period: str | None) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue that serves a period (None: that of templates/) and warnings, if it is sound; else None and why
    not. Raises OSError where a file cannot be read."""
    catalogues, problems = load_catalogues(folders)
    if catalogues is None:
        return None, problems
    catalogue, mistakes = catalogues.serving(period)
    return catalogue, [*problems, *mistakes]
