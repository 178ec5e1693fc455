"""merge(): the process from a period's folder to its reports, stage after stage; and the shorter ways through it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cchc_excel import problems
from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.periods import Task
from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.collection import (
    Collection,
    ReadAll,
    check_report,
    collect,
    earlier_reports,
    exclusion_name,
)
from cchc_excel.forms.parse import parse_form, reader_for
from cchc_excel.nouns import RawForm, Source
from cchc_excel.outcome import COMPLETE, DRAFT, STOPPED, Outcome, sorted_problems
from cchc_excel.problems import Level, Problem, Where
from cchc_excel.reading.door import read_bytes, read_file
from cchc_excel.reading.worker import read_all
from cchc_excel.selection import FileStatus
from cchc_excel.tasks import tasks_asked
from cchc_excel.workplace import (
    FORMS,
    REPORTS,
    Workplace,
    catalogue_bytes,
    page_template,
    periods_in_use,
    report_templates,
)

if TYPE_CHECKING:
    from cchc_excel.gathering import Gathered, Password
    from cchc_excel.status import PeriodStatus

Progress = Callable[[str], None]
"""Told what a run is doing from now on, in words for its user."""


def _silent(_doing: str) -> None:
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


def merge(job: Job, progress: Progress = _silent) -> Outcome:
    """Merge a period: read, check, add up, compute, fill the reports, put them in place. Nothing is written where the
    Outcome says STOPPED."""
    catalogue, found = load_catalogue(job.place)
    wrong = found if catalogue is None else _wrong_request(catalogue, job)
    if catalogue is None or wrong:
        return stopped(job.period, [*found, *wrong])
    period = catalogue.periods[job.period]
    folder = job.place.input / period.code
    excluded = {exclusion_name(file, folder): reason for file, reason in job.excluded}
    read = _told(functools.partial(read_all, jobs=job.jobs), progress)
    collection = collect(reader_for(catalogue), period, job.place.input, excluded, read)
    found = [*found, *collection.problems]
    if not any(one.status is FileStatus.MERGED for one in collection.entries):
        found.append(problems.NOTHING_USABLE(folder=f"{job.place.input.name}/{period.code}"))
        none = stopped(period.code, found)
        return msgspec.structs.replace(none, missing=tuple(catalogue.units), files=collection.entries)
    progress("Đang kiểm tra và tính tỷ lệ")
    from cchc_excel.analysis import analyse  # pandas: not before there is something to add up

    facts, more = analyse(catalogue, period, collection, _asked(catalogue, period, collection))
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

    outputs, more = deliver(
        facts,
        report_templates(job.place),
        page_template(job.place),
        job.place.output / period.code,
        issue=job.final,
        progress=progress,
    )
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
    found.extend(_unknown_units(catalogue, job.accepted))
    if not report_templates(job.place):
        found.append(problems.NO_TEMPLATES(folder=f"templates/{REPORTS}"))
    return found


def _unknown_units(catalogue: Catalogue, units: Iterable[str]) -> list[Problem]:
    known = "; ".join(catalogue.units)
    return [problems.UNKNOWN_UNIT(unit=unit, known=known) for unit in units if unit not in catalogue.units]


def _asked(catalogue: Catalogue, period: Period, collection: Collection) -> dict[str, dict[str, Task]]:
    """What each unit is asked in the period."""
    return {
        unit: tasks_asked(catalogue, unit, period, earlier_reports(catalogue, unit, period, collection.reports))
        for unit in catalogue.units
    }


def _softened(found: Iterable[Problem], accepted: Sequence[str]) -> list[Problem]:
    """Errors of accepted units as warnings."""
    return [one.softened() if one.unit in accepted else one for one in found]


def _told(read: ReadAll, progress: Progress) -> ReadAll:
    """The same reading, saying which file it is at."""

    def told(sources: Iterable[Source]) -> Iterator[tuple[Source, RawForm | None, list[Problem]]]:
        wanted = list(sources)
        answers = read(wanted)
        for number, source in enumerate(wanted, start=1):
            progress(f"Đang đọc tệp {number}/{len(wanted)}: {source.name}")
            yield next(answers)

    return told


def status(
    place: Workplace, code: str | None, today: dt.date, progress: Progress = _silent
) -> tuple[PeriodStatus | None, list[Problem]]:
    """Where a period stands on a day (None: the period that fits the day): everything is read again as a merge would.
    None where it cannot be told: a broken catalogue, an unknown period."""
    catalogue, found = load_catalogue(place)
    if catalogue is None:
        return None, found
    from cchc_excel.status import fitting_period, in_last_reports, period_status  # pandas, by analysis

    period = catalogue.periods.get(code) if code else None
    if code is None:
        period = fitting_period(catalogue, periods_in_use(place, catalogue.periods), today)
    if period is None:
        return None, [problems.UNKNOWN_PERIOD(period=code or "", known="; ".join(catalogue.periods))]
    collection = collect(reader_for(catalogue), period, place.input, {}, _told(read_all, progress))
    asked_of = _asked(catalogue, period, collection)
    progress("Đang kiểm tra và tính tỷ lệ")
    from cchc_excel.analysis import analyse

    facts, more = analyse(catalogue, period, collection, asked_of)
    everything = sorted_problems([*found, *collection.problems, *more])
    in_reports = in_last_reports(place.output / period.code)
    return period_status(facts, collection, asked_of, in_reports, everything, today), []


def check_files(
    place: Workplace, files: Sequence[Path], period: str | None, progress: Progress = _silent
) -> tuple[bool, list[Problem]]:
    """Check single workbooks as a merge would. False where nothing could be checked (a broken catalogue, an unknown
    period, a file that is not there)."""
    catalogue, found = load_catalogue(place)
    if catalogue is None:
        return False, found
    if period is not None and period not in catalogue.periods:
        return False, [problems.UNKNOWN_PERIOD(period=period, known="; ".join(catalogue.periods))]
    absent = [problems.NOTHING_TO_CHECK(Where(str(file)), file=file) for file in files if not file.is_file()]
    if absent:
        return False, absent
    reader = reader_for(catalogue)
    for number, file in enumerate(files, start=1):
        progress(f"Đang kiểm tra tệp {number}/{len(files)}: {file.name}")
        source = Source(file.name, file)
        raw, more = read_file(source)
        found.extend(more)
        if raw is None:
            continue
        parsed, more = parse_form(raw, source, reader, period)
        found.extend(more)
        if parsed.report:
            found.extend(check_report(catalogue, parsed.report, {}))
    return True, sorted_problems(found)


def gather_into(
    place: Workplace, sources: Sequence[str], period: str | None, password: Password, authority: str | None
) -> tuple[Iterator[Gathered], list[Problem]]:
    """Take what the sources hold into the working folder, one by one; nothing is taken where the request is wrong."""
    from cchc_excel.gathering import gather, is_on_disk  # mail: not for a merge

    catalogue, found = load_catalogue(place)
    if catalogue is None:
        return iter(()), found
    if period is not None and period not in catalogue.periods:
        return iter(()), [problems.UNKNOWN_PERIOD(period=period, known="; ".join(catalogue.periods))]
    named = (source for source in sources if is_on_disk(source))
    absent = [problems.NOTHING_TO_CHECK(Where(one), file=one) for one in named if not Path(one).exists()]
    if absent:
        return iter(()), absent
    return gather(catalogue, place.input, sources, period, password, authority), []


def make_forms(
    place: Workplace, code: str, units: Sequence[str], progress: Progress = _silent
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Blank workbooks of a period by path below output/<kỳ>/, for these units or all; none where anything is wrong."""
    catalogue, found = load_catalogue(place)
    if catalogue is None:
        return {}, found
    if code not in catalogue.periods:
        return {}, [problems.UNKNOWN_PERIOD(period=code, known="; ".join(catalogue.periods))]
    unknown = _unknown_units(catalogue, units)
    if unknown:
        return {}, unknown
    period = catalogue.periods[code]
    collection = collect(reader_for(catalogue), period, place.input, {}, _told(read_all, progress))
    asked = _asked(catalogue, period, collection)
    from cchc_excel.blank_forms import make_blank, prefill_for

    made: dict[str, bytes] = {}
    wanted = list(units or catalogue.units)
    for number, unit in enumerate(wanted, start=1):
        progress(f"Đang tạo biểu mẫu {number}/{len(wanted)}: {catalogue.units[unit].name}")
        name = f"{FORMS}/{unit}.xlsx"
        prefill = prefill_for(catalogue, unit, period, collection.reports)
        data, more = make_blank(catalogue, catalogue.units[unit], period, list(asked[unit].values()), prefill, name)
        made[name] = data
        found.extend(more)
    return ({} if any(one.level is Level.ERROR for one in found) else made), found
