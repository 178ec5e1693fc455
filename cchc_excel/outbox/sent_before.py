"""Slips that lie there already: one letter tells a unit of one fault, whichever period is merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cchc_excel.catalogue.periods import leaves_of
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.compute.facts import Facts
from cchc_excel.model.files import SlipRecord
from cchc_excel.outbox.slips import ReturnedFile, going_back
from cchc_excel.period.exclude import name_in_run
from cchc_excel.problems.problem import Level, Problem, each_fault
from cchc_excel.workspace.output_names import RETURNED
from cchc_excel.workspace.run_state import RunState, read_state


def sent_before(facts: Facts, output: Path, *, own: bool = False) -> dict[str, str]:
    """File -> the folder of its slip ("2022-Q1/tra-lai"), of each file that goes back for what a merge has told.

    Of a merge of a period within this one, never of a longer one, so that two periods never leave a letter to each
    other; `own`: of this period too. It holds as long as slip and letter lie there, the file is byte for byte that one
    (of one too odd to be hashed: has its name), and no error is new. `output` holds the period folders of results; one
    without a state of its own (an earlier version's) tells nothing.
    """
    entries = going_back(facts)
    sent: dict[str, str] = {}
    for period in _within(facts, own) if entries else ():
        state = read_state(output / period.code)
        if state is not None and state.returned:
            told = dict(_told(facts, period, state, output / period.code))
            sent |= {
                entry.file: f"{period.code}/{RETURNED}"
                for entry, problems in entries
                if (file := (entry.file, entry.sha256)) in told and told[file] >= {*_errors(problems)}
            }
    return sent


def slip_records(returned: Sequence[ReturnedFile]) -> list[SlipRecord]:
    """What a run keeps of the slips that it writes."""
    return [SlipRecord(one.notice.file, one.name, _errors(one.notice.problems)) for one in returned]


def _within(facts: Facts, own: bool) -> Iterator[Period]:
    """The periods made of fewer of the same parts, the longest last; this one itself last of all, if it is wanted."""
    periods = facts.catalogue.periods
    parts = {code: {*leaves_of(periods, code)} - {code} for code in periods}
    shorter = (code for code in periods if parts[code] < parts[facts.period.code])
    for code in sorted(shorter, key=lambda code: len(parts[code])):
        yield periods[code]
    if own:
        yield facts.period


def _told(
    facts: Facts, period: Period, state: RunState, folder: Path
) -> Iterator[tuple[tuple[str, str | None], frozenset[str]]]:
    """(file by its name in this run, SHA-256) -> the errors that its slip in a folder of results tells."""
    digests = {one.file: one.sha256 for one in state.inputs}
    for record in state.returned:
        slip = folder / record.slip
        if slip.is_file() and slip.with_suffix(".eml").is_file():
            name = name_in_run(record.file, period.code, facts.period)
            yield (name, digests.get(record.file)), frozenset(record.errors)


def _errors(problems: Sequence[Problem]) -> list[str]:
    errors = (problem for problem in each_fault(problems) if problem.level is Level.ERROR)
    return sorted({f"{problem.code} {problem.sheet or ''}!{problem.cell or ''}" for problem in errors})
