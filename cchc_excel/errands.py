"""The shorter ways through the program: status, checks, blank forms, collecting, receipts, reminders.

They share the pipeline's first stages, so each says what a merge would say.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cchc_excel import problems
from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.periods import Task, fitting_period
from cchc_excel.collection import Collection, check_alone, collect, parse_read, reports_compared
from cchc_excel.forms.parse import reader_for
from cchc_excel.nouns import Source
from cchc_excel.outcome import sorted_problems
from cchc_excel.pipeline import Progress, load_catalogue, silent, tasks_by_unit, telling, unknown_units
from cchc_excel.preload import preload
from cchc_excel.problems import Level, Problem, Where
from cchc_excel.reading.door import read_file, read_plain
from cchc_excel.reading.worker import DEADLINE, Child, read_all
from cchc_excel.rollup import Reports
from cchc_excel.selection import Candidate, FileStatus
from cchc_excel.workplace import FORMS, RECEIPT_LETTER, REMINDER_LETTER, RETURN_LETTER, Workplace, periods_in_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_excel.gathering import Gathered, Password
    from cchc_excel.report.facts import Facts
    from cchc_excel.status import PeriodStatus


class Reading(msgspec.Struct, frozen=True):
    """A period as it stands in its folder: what was read, and what each unit is asked."""

    catalogue: Catalogue
    period: Period
    collection: Collection
    asked: Mapping[str, Mapping[str, Task]]

    def facts(self) -> Facts:
        """The figures and indicators of what was read, with every problem."""
        from cchc_excel.analysis import analyse  # pandas: only where figures are wanted

        facts, more = analyse(self.catalogue, self.period, self.collection, self.asked)
        return msgspec.structs.replace(facts, problems=sorted_problems([*self.collection.problems, *more]))


def read_again(catalogue: Catalogue, period: Period, place: Workplace, progress: Progress) -> Reading:
    """Read a period's folder as a merge would."""
    reader = reader_for(catalogue, place.passwords)
    collection = collect(reader, period, place.input, {}, telling(read_all, progress))
    return Reading(catalogue, period, collection, tasks_by_unit(catalogue, period, collection))


def _catalogue_with(place: Workplace, period: str | None) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue, if it is sound and knows the period (None: whichever)."""
    catalogue, found = load_catalogue(place)
    if catalogue is not None and period is not None and period not in catalogue.periods:
        return None, [problems.UNKNOWN_PERIOD(period=period, known="; ".join(catalogue.periods))]
    return catalogue, found


def period_to_suggest(place: Workplace, today: dt.date) -> tuple[Catalogue | None, Period | None]:
    """The catalogue, and the period that `status` picks by itself; None where the catalogue is broken."""
    catalogue, _ = load_catalogue(place)
    return catalogue, (_fitting(catalogue, place, today) if catalogue else None)


def _fitting(catalogue: Catalogue, place: Workplace, today: dt.date) -> Period | None:
    return fitting_period(catalogue, periods_in_use(place, catalogue.periods), today)


def status(
    place: Workplace, code: str | None, today: dt.date, progress: Progress = silent
) -> tuple[PeriodStatus | None, list[Problem]]:
    """Where a period stands on a day (None: the period that fits the day): everything is read again as a merge would.
    None where it cannot be told: a broken catalogue, an unknown period."""
    catalogue, found = _catalogue_with(place, code)
    if catalogue is None:
        return None, found
    period = catalogue.periods[code] if code else _fitting(catalogue, place, today)
    if period is None:
        return None, [problems.UNKNOWN_PERIOD(period="", known="; ".join(catalogue.periods))]
    preload("cchc_excel.status")
    reading = read_again(catalogue, period, place, progress)
    progress("Đang kiểm tra và tính tỷ lệ")
    from cchc_excel.status import in_last_reports, period_status  # pandas, by analysis

    facts = reading.facts()
    everything = sorted_problems([*found, *facts.problems])
    in_reports = in_last_reports(place.output / period.code)
    return period_status(facts, reading.collection, reading.asked, in_reports, everything, today), []


def check_files(
    place: Workplace,
    files: Sequence[Path],
    period: str | None,
    progress: Progress = silent,
) -> tuple[bool, list[Problem]]:
    """Check single workbooks as a merge would. False where nothing could be checked (a broken catalogue, an unknown
    period, a file that is not there)."""
    catalogue, found = _catalogue_with(place, period)
    if catalogue is None:
        return False, found
    chosen, more = _to_check(files)
    found = [*found, *more]
    if not chosen:
        return False, found
    reader = reader_for(catalogue, place.passwords)
    compared = functools.cache(lambda code: reports_compared(reader, catalogue.periods[code], place.input, read_all))
    with contextlib.closing(Child(functools.partial(read_file, passwords=place.passwords), DEADLINE)) as child:
        for number, file in enumerate(chosen, start=1):
            progress(f"Đang kiểm tra tệp {number}/{len(chosen)}: {file.name}")
            source = Source(file.name, file)
            raw, more = read_plain(source) or child.ask(source)
            found.extend(more)
            if raw is not None:
                found.extend(_checked(catalogue, parse_read(reader, period, source, raw), compared))
    return True, sorted_problems(found)


def _to_check(files: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """The files that can be checked: none where one is not there. The signs that Excel has a workbook open ("~$…") come
    along where "*.xlsx" was typed, and are passed over."""
    chosen = [file for file in files if not file.name.startswith("~$")]
    absent = [problems.NOTHING_TO_CHECK(Where(str(file)), file=str(file)) for file in chosen if not file.is_file()]
    if absent:
        return [], absent
    signs = [
        problems.LOCK_FILE(Where(file.name), file=file.name.removeprefix("~$")) for file in files if file not in chosen
    ]
    return chosen, [one.softened() for one in signs] if chosen else signs


def _checked(catalogue: Catalogue, candidate: Candidate, compared: Callable[[str], Reports]) -> list[Problem]:
    """What reading and checks find in one workbook; all name the file. `compared`: period -> the reports that stand
    beside its own."""
    if candidate.report is None:
        return candidate.problems
    found = [*candidate.problems, *check_alone(catalogue, candidate.report, compared(candidate.report.period))]
    return [one if one.file else msgspec.structs.replace(one, file=candidate.source.name) for one in found]


def check_template(place: Workplace, file: Path) -> tuple[list[str] | None, list[Problem]]:
    """Check a report template: every mistake in it, and the page of names it may use, with examples from the newest
    period that has data. None where nothing could be checked (a broken catalogue, no such file, not a template)."""
    catalogue, found = load_catalogue(place)
    if catalogue is None:
        return None, found
    if not file.is_file():
        return None, [problems.NOTHING_TO_CHECK(Where(str(file)), file=str(file))]
    if file.suffix.lower() not in (".xlsx", ".docx"):
        return None, [problems.NOT_A_TEMPLATE(Where(file.name))]
    facts = newest(catalogue, place).facts()
    from cchc_excel.report.context import report_context
    from cchc_excel.report.template_check import fill_template, names_page

    context = report_context(facts)
    _, found = fill_template(file.name, file.read_bytes(), context, file.name, file.name)
    page = names_page(context, catalogue, facts.period, with_data=bool(facts.figures.merged))
    return page, sorted_problems(found)


def newest(catalogue: Catalogue, place: Workplace) -> Reading:
    """The latest period that has a workbook of its own, with all that was read for it; the first one, empty, where no
    period has."""
    latest = sorted(catalogue.periods.values(), key=lambda one: (one.end, -one.start.toordinal()), reverse=True)
    for period in latest:
        if (place.input / period.code).is_dir():
            reading = read_again(catalogue, period, place, silent)
            if any(one.status is FileStatus.MERGED for one in reading.collection.entries):
                return reading
    first, nothing = next(iter(catalogue.periods.values())), Collection([], [], {})
    return Reading(catalogue, first, nothing, tasks_by_unit(catalogue, first, nothing))


@contextlib.contextmanager
def gather_into(
    place: Workplace, sources: Sequence[str], period: str | None, password: Password, authority: str | None
) -> Iterator[tuple[Iterator[Gathered] | None, list[Problem]]]:
    """Take what the sources hold into the working folder, one by one, and no other run meanwhile: two would give one
    name to two files. None where nothing can be taken: a broken catalogue, no such source, another run."""
    from cchc_excel.gathering import gather, is_on_disk  # mail: not for a merge
    from cchc_excel.publish import locked

    catalogue, found = _catalogue_with(place, period)
    named = (source for source in sources if is_on_disk(source))
    absent = [problems.NOTHING_TO_CHECK(Where(one), file=one) for one in named if not Path(one).exists()]
    if catalogue is None or absent:
        yield None, [*found, *absent]
        return
    with contextlib.ExitStack() as held:
        try:
            mine = held.enter_context(locked(place.input))
        except OSError as error:
            yield None, [problems.OUTPUT_FAILED(file=place.input.name, reason=problems.system_reason(error))]
            return
        if not mine:
            yield None, [problems.OUTPUT_BUSY(folder=place.input.name)]
            return
        reader = reader_for(catalogue, place.passwords)
        yield gather(reader, place.input, sources, period, password, authority), found


def make_receipts(
    place: Workplace, code: str, names: AbstractSet[str], progress: Progress = silent
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Receipts of workbooks that were taken into a period's folder, by path below output/<kỳ>/: the folder is read as a
    merge reads it, so a receipt says what the merge will say."""
    catalogue, found = _catalogue_with(place, code)
    if catalogue is None:
        return {}, found
    from cchc_excel.letters import load_wording
    from cchc_excel.receipts import receipt_files

    facts = read_again(catalogue, catalogue.periods[code], place, progress).facts()
    return receipt_files(facts, place.input, names, load_wording(place, RECEIPT_LETTER))


def make_reminders(
    place: Workplace, code: str, progress: Progress = silent
) -> tuple[Mapping[str, bytes] | None, list[Problem]]:
    """Reminders of a period by path below output/<kỳ>/: none where nobody has to be reminded, None where they cannot be
    made."""
    catalogue, found = _catalogue_with(place, code)
    if catalogue is None:
        return None, found
    from cchc_excel.letters import load_wording
    from cchc_excel.reminders import periods_due, reminder_files
    from cchc_excel.returns import returns

    reading = read_again(catalogue, catalogue.periods[code], place, progress)
    facts = reading.facts()
    progress("Đang viết phiếu trả lại")
    refused = {
        one.file: one.unit
        for one in facts.files
        if one.status is FileStatus.REFUSED and one.unit in catalogue.units and not one.is_of_part
    }
    forms, more = _blank_forms(reading, sorted(set(filter(None, refused.values()))), progress)
    again = {file: forms[unit] for file, unit in refused.items() if unit in forms}
    returned, of_slips = returns(facts, place.input, load_wording(place, RETURN_LETTER), again)
    found = [*found, *more, *of_slips]
    due = periods_due(facts, returned)
    blanks: dict[tuple[str, str], bytes] = {}
    for period in sorted({period for periods in due.values() for period in periods}):
        of_part = read_again(catalogue, catalogue.periods[period], place, progress) if period != code else reading
        made, more = _blank_forms(of_part, [unit for unit, periods in due.items() if period in periods], progress)
        blanks |= {(period, unit): data for unit, data in made.items()}
        found.extend(more)
    if any(one.level is Level.ERROR for one in found):
        return None, found
    files, more = reminder_files(facts, due, blanks, reading.asked, returned, load_wording(place, REMINDER_LETTER))
    found.extend(more)
    return (None if any(one.level is Level.ERROR for one in found) else files), found


def make_forms(
    place: Workplace, code: str, units: Sequence[str], progress: Progress = silent
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Blank workbooks of a period by path below output/<kỳ>/, for these units or all; none where anything is wrong."""
    catalogue, found = _catalogue_with(place, code)
    wrong = found if catalogue is None else unknown_units(catalogue, units)
    if catalogue is None or wrong:
        return {}, wrong
    reading = read_again(catalogue, catalogue.periods[code], place, progress)
    made, more = _blank_forms(reading, units or list(catalogue.units), progress)
    return {f"{FORMS}/{unit}.xlsx": data for unit, data in made.items()}, [*found, *more]


def _blank_forms(reading: Reading, units: Sequence[str], progress: Progress) -> tuple[dict[str, bytes], list[Problem]]:
    """Blank workbooks by unit; none where anything is wrong with one."""
    from cchc_excel.blank_forms import make_blank, prefill_for

    catalogue, period = reading.catalogue, reading.period
    made: dict[str, bytes] = {}
    found: list[Problem] = []
    for number, unit in enumerate(units, start=1):
        progress(f"Đang tạo biểu mẫu {number}/{len(units)}: {catalogue.units[unit].name}")
        prefill = prefill_for(catalogue, unit, period, reading.collection.reports)
        tasks, name = list(reading.asked[unit].values()), f"{FORMS}/{unit}.xlsx"
        made[unit], more = make_blank(catalogue, catalogue.units[unit], period, tasks, prefill, name)
        found.extend(more)
    return ({} if any(one.level is Level.ERROR for one in found) else made), found
