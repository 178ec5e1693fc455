"""`cchc collect`: workbooks out of messages, packages and folders into the period folders, with a receipt for each."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cchc_excel.commands.session import Progress, catalogue_with, no_progress, not_at_work, read_again, readers_of
from cchc_excel.outbox.messages import with_messages
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, system_reason
from cchc_excel.workspace.folders import RECEIPT_LETTER, Folders
from cchc_excel.workspace.output_names import RECEIPTS
from cchc_excel.workspace.publish import locked, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_excel.inbox.sources import Password
    from cchc_excel.inbox.store import CollectResult


@contextlib.contextmanager
def collect_into(
    folders: Folders, sources: Sequence[str], period: str | None, password: Password, authority: str | None
) -> Iterator[tuple[Iterator[CollectResult] | None, list[Problem]]]:
    """Collect what the sources hold into the period folders of `folders.input`.

    `sources`: paths of files and folders, or imaps://user@host/folder; `period`: the only period to collect (None:
    any); `password`: gives the mailbox's when it is needed; `authority`: a file of certificates to trust beside the
    system's. Gives an iterator, which collects as it is gone through, one message or file after another; None where
    nothing can be collected: a broken catalogue, an unknown period, no such source, or another run: two at a time
    would give one name to two files.
    """
    from cchc_excel.inbox.sources import collect_from, is_on_disk  # mail: not for a merge

    readers, problems = readers_of(folders, period)
    problems = [*problems, *not_at_work(folders)]
    paths = [source for source in sources if is_on_disk(source)]
    absent = [kinds.NOTHING_TO_CHECK(Location(path), file=path) for path in paths if not Path(path).exists()]
    if readers is None or absent:
        yield None, [*problems, *absent]
        return
    with contextlib.ExitStack() as stack:
        try:
            is_locked = stack.enter_context(locked(folders.input))
        except OSError as error:
            yield None, [kinds.OUTPUT_FAILED(file=folders.input.name, reason=system_reason(error))]
            return
        if not is_locked:
            yield None, [kinds.OUTPUT_BUSY(folder=folders.input.name)]
            return
        yield collect_from(readers, folders.input, sources, period, password, authority), problems


def of_other_periods(collected: Iterable[CollectResult]) -> dict[str, list[str]]:
    """Period -> names of the new files of it, where the files collected are of several: all but the one that most are
    of. Units fill in the form of another quarter by mistake."""
    names: dict[str, list[str]] = {}
    for result in collected:
        for file in result.files:
            if file.new:
                names.setdefault(file.period, []).append(file.name)
    most = max(names, key=lambda period: len(names[period]), default="")
    return {period: of_it for period, of_it in sorted(names.items()) if period != most}


def known_of_other_periods(collected: Iterable[CollectResult]) -> dict[str, list[str]]:
    """Period -> names of the files of it that were there before, where the new ones are of other periods: a unit may
    have sent what it sent last time."""
    files = [(result.is_known, file) for result in collected for file in result.files]
    new = {file.period for _, file in files if file.new}
    names: dict[str, list[str]] = {}
    for is_known, file in files:
        if new and is_known and file.period not in new:
            names.setdefault(file.period, []).append(file.name)
    return dict(sorted(names.items()))


class Receipts(msgspec.Struct, frozen=True):
    """The receipts of a period: the folder they are in, the paths of the letters below output/<kỳ>/, and what is wrong
    with them."""

    folder: Path
    letters: Sequence[str]
    problems: Sequence[Problem]


def write_receipts(
    folders: Folders, collected: Iterable[CollectResult], progress: Progress = no_progress
) -> Iterator[Receipts]:
    """Write draft letters that say to the senders of workbooks what arrived, into output/<kỳ>/bien-nhan/: one for each
    new file of what was collected, period by period, as the iterator is gone through. Each period's folder is read as a
    merge reads it, so that a receipt says what the merge will say."""
    new_files: dict[str, set[str]] = {}
    for result in collected:
        for file in result.files:
            if file.new:
                new_files.setdefault(file.period, set()).add(file.name)
    for period, names in sorted(new_files.items()):
        letters, problems = _receipt_letters(folders, period, names, progress)
        write_problems = write_files(folders.output / period, with_messages(letters))
        yield Receipts(folders.output / period / RECEIPTS, list(letters), [*problems, *write_problems])


def _receipt_letters(
    folders: Folders, code: str, names: AbstractSet[str], progress: Progress
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Receipts of files of a period's folder, by path below output/<kỳ>/."""
    catalogue, problems = catalogue_with(folders, code)
    if catalogue is None:
        return {}, problems
    from cchc_excel.outbox.receipts import receipt_files
    from cchc_excel.outbox.wording import load_wording

    facts = read_again(catalogue, catalogue.periods[code], folders, progress).facts()
    return receipt_files(facts, folders.input, names, load_wording(folders.of_year(catalogue.year), RECEIPT_LETTER))
