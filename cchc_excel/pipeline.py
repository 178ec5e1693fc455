"""merge(): the process from a period's folder to its reports, stage after stage."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import gc
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from cchc_excel import problems
from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.periods import Task
from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.collection import (
    Collection,
    ReadAll,
    ReadForm,
    collect,
    earlier_reports,
    exclusions,
)
from cchc_excel.forms.parse import reader_for
from cchc_excel.nouns import Source
from cchc_excel.outcome import COMPLETE, DRAFT, STOPPED, Outcome, sorted_problems
from cchc_excel.preload import preload
from cchc_excel.problems import Level, Problem
from cchc_excel.reading.door import read_bytes
from cchc_excel.reading.worker import read_all
from cchc_excel.selection import Candidate, FileStatus
from cchc_excel.tasks import tasks_asked
from cchc_excel.workplace import REPORTS, Workplace, catalogue_bytes, report_templates

Progress = Callable[[str], None]
"""Told what a run is doing from now on, in words for its user."""


def silent(_doing: str) -> None:
    """Tells nobody."""


class Job(msgspec.Struct, frozen=True):
    """What a merge is asked for. `excluded`: (file, reason) pairs; `date`: the reports' date, blank without one."""

    place: Workplace
    period: str
    final: bool = False
    accepted: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    date: dt.date | None = None
    jobs: int | None = None


def load_catalogue(place: Workplace) -> tuple[Catalogue | None, list[Problem]]:
    """The working folder's catalogue, or the shipped one; None with every mistake in it."""
    name, data = catalogue_bytes(place)
    raw, found = read_bytes(name, data)
    return read_catalogue(raw, name) if raw else (None, found)


@contextlib.contextmanager
def _keeping_everything() -> Iterator[None]:
    """Look for no garbage meanwhile: nearly all that a merge makes lives to its end, and going through it again and
    again takes a seventh of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_keeping_everything()
def merge(job: Job, progress: Progress = silent) -> Outcome:
    """Merge a period: read, check, add up, compute, fill the reports, put them in place. Nothing is written where the
    Outcome says STOPPED."""
    catalogue, found = load_catalogue(job.place)
    wrong = found if catalogue is None else _wrong_request(catalogue, job)
    if catalogue is None or wrong:
        return stopped(job.period, [*found, *wrong])
    period = catalogue.periods[job.period]
    excluded, wrong = exclusions(catalogue, period, job.place.input, job.excluded)
    if wrong:
        return stopped(period.code, [*found, *wrong])
    preload("cchc_excel.analysis", "cchc_excel.deliver")
    read = telling(functools.partial(read_all, jobs=job.jobs), progress)
    collection = collect(reader_for(catalogue, job.place.passwords), period, job.place.input, excluded, read)
    found = [*found, *collection.problems]
    if not any(one.status is FileStatus.MERGED for one in collection.entries):
        found.append(problems.NOTHING_USABLE(folder=f"{job.place.input.name}/{period.code}"))
        none = stopped(period.code, found)
        return msgspec.structs.replace(none, missing=tuple(catalogue.units), files=collection.entries)
    progress("Đang kiểm tra và tính tỷ lệ")
    from cchc_excel.analysis import analyse  # pandas: not before there is something to add up

    facts, more = analyse(catalogue, period, collection, tasks_by_unit(catalogue, period, collection))
    found = _softened([*found, *more], job.accepted)
    missing = facts.consolidated.missing
    complete = set(missing) <= set(job.accepted) and not any(one.level is Level.ERROR for one in found)
    if job.final and not complete:
        none = stopped(period.code, [*found, problems.NOT_COMPLETE()])
        return msgspec.structs.replace(none, missing=missing, files=collection.entries)
    facts = msgspec.structs.replace(
        facts, accepted=frozenset(job.accepted), date=job.date, draft=not complete, problems=sorted_problems(found)
    )
    from cchc_excel.deliver import deliver  # lxml, Jinja2, xlsxwriter

    outputs, more = deliver(facts, job.place, issue=job.final, progress=progress)
    found = [*found, *more]
    return Outcome(
        period.code,
        STOPPED if outputs is None else COMPLETE if complete else DRAFT,
        missing,
        outputs or (),
        collection.entries,
        sorted_problems(found),
        facts.indicators,
        facts.scores,
    )


def stopped(period: str, found: Sequence[Problem]) -> Outcome:
    """A run that could not go on; nothing was written."""
    return Outcome(period, STOPPED, problems=sorted_problems(found))


def _wrong_request(catalogue: Catalogue, job: Job) -> list[Problem]:
    """A period or unit that the catalogue does not know, or no report templates."""
    found: list[Problem] = []
    if job.period not in catalogue.periods:
        found.append(problems.UNKNOWN_PERIOD(period=job.period, known="; ".join(catalogue.periods)))
    found.extend(unknown_units(catalogue, job.accepted))
    if not report_templates(job.place):
        found.append(problems.NO_TEMPLATES(folder=f"templates/{REPORTS}"))
    return found


def unknown_units(catalogue: Catalogue, units: Iterable[str]) -> list[Problem]:
    """A Problem for each unit that the catalogue does not know."""
    known = "; ".join(catalogue.units)
    return [problems.UNKNOWN_UNIT(unit=unit, known=known) for unit in units if unit not in catalogue.units]


def tasks_by_unit(catalogue: Catalogue, period: Period, collection: Collection) -> dict[str, dict[str, Task]]:
    """What each unit is asked in the period."""
    return {
        unit: tasks_asked(catalogue, unit, period, earlier_reports(catalogue, unit, period, collection.reports))
        for unit in catalogue.units
    }


def _softened(found: Iterable[Problem], accepted: Sequence[str]) -> list[Problem]:
    """Errors of accepted units as warnings."""
    return [one.softened() if one.unit in accepted else one for one in found]


def telling(read: ReadAll, progress: Progress) -> ReadAll:
    """The same reading, saying which file it is at."""

    def told(
        sources: Iterable[Source], read_form: ReadForm
    ) -> Iterator[tuple[Source, Candidate | None, list[Problem]]]:
        wanted = list(sources)
        answers = read(wanted, read_form)
        for number, source in enumerate(wanted, start=1):
            progress(f"Đang đọc tệp {number}/{len(wanted)}: {source.name}")
            yield next(answers)

    return told
