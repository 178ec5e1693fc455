"""`cchc collect`: workbooks out of messages, packages and folders into the period folders, with a receipt for each."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_excel.commands.session import Progress, catalogue_with, no_progress, read_again
from cchc_excel.forms.filled.reader import reader_for
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, system_reason
from cchc_excel.workspace.folders import RECEIPT_LETTER, Folders
from cchc_excel.workspace.publish import locked, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_excel.inbox.sources import Password
    from cchc_excel.inbox.store import Stored


@contextlib.contextmanager
def collect_into(
    folders: Folders, sources: Sequence[str], period: str | None, password: Password, authority: str | None
) -> Iterator[tuple[Iterator[Stored] | None, list[Problem]]]:
    """Take what the sources hold into the working folder, one by one, and no other run meanwhile: two would give one
    name to two files. None where nothing can be taken: a broken catalogue, no such source, another run."""
    from cchc_excel.inbox.sources import collect_from, is_on_disk  # mail: not for a merge

    catalogue, problems = catalogue_with(folders, period)
    named = (source for source in sources if is_on_disk(source))
    absent = [kinds.NOTHING_TO_CHECK(Location(one), file=one) for one in named if not Path(one).exists()]
    if catalogue is None or absent:
        yield None, [*problems, *absent]
        return
    with contextlib.ExitStack() as held:
        try:
            mine = held.enter_context(locked(folders.input))
        except OSError as error:
            yield None, [kinds.OUTPUT_FAILED(file=folders.input.name, reason=system_reason(error))]
            return
        if not mine:
            yield None, [kinds.OUTPUT_BUSY(folder=folders.input.name)]
            return
        reader = reader_for(catalogue, folders.passwords)
        yield collect_from(reader, folders.input, sources, period, password, authority), problems


def write_receipts(
    folders: Folders, code: str, names: AbstractSet[str], progress: Progress = no_progress
) -> tuple[list[str], list[Problem]]:
    """Write draft letters that tell the senders of workbooks what arrived, into output/<kỳ>/bien-nhan/. `names`: the
    files taken into the period's folder. Returns the letters' paths below output/<kỳ>/."""
    letters, problems = _make_receipts(folders, code, names, progress)
    return list(letters), [*problems, *write_files(folders.output / code, letters)]


def _make_receipts(
    folders: Folders, code: str, names: AbstractSet[str], progress: Progress
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Receipts of workbooks that were taken into a period's folder, by path below output/<kỳ>/: the folder is read as a
    merge reads it, so a receipt says what the merge will say."""
    catalogue, problems = catalogue_with(folders, code)
    if catalogue is None:
        return {}, problems
    from cchc_excel.outbox.receipts import receipt_files
    from cchc_excel.outbox.wording import load_wording

    facts = read_again(catalogue, catalogue.periods[code], folders, progress).facts()
    return receipt_files(facts, folders.input, names, load_wording(folders, RECEIPT_LETTER))
