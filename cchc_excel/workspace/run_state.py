"""What a merge leaves for the next run in output/<kỳ>/.cchc/lan-gop.json: what it wrote, and what it read.

It is put in place together with the outputs and holds no moment, so that the same input leaves the same bytes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from cchc_excel.model.files import FileStatus, InputFile, SlipRecord
from cchc_excel.workspace.json_files import indented_json
from cchc_excel.workspace.output_names import STATE

RUN_STATE = f"{STATE}/lan-gop.json"
_REMINDED = f"{STATE}/thu-nhac.json"


class RunState(msgspec.Struct, frozen=True):
    """What the last merge of a period wrote and read. `outputs`: path below output/<kỳ>/ -> SHA-256; `returned`: the
    slips among them. `excluded`: files that it was told to leave out -> why; `draft`: whether it was one; `waiting`:
    the units that were missing or had errors, and were not accepted; `missing`: those that have not sent everything,
    accepted or not; `accepted`: those that it was allowed to go without. Earlier versions kept the first two alone."""

    outputs: dict[str, str] = {}
    inputs: list[InputFile] = []
    returned: list[SlipRecord] = []
    excluded: dict[str, str] = {}
    draft: bool = False
    waiting: list[str] = []
    missing: list[str] = []
    accepted: list[str] = []

    @property
    def merged(self) -> frozenset[str]:
        """SHA-256 of the files whose figures stand in the reports."""
        return frozenset(one.sha256 for one in self.inputs if one.sha256 and one.status is FileStatus.MERGED)


def state_bytes(state: RunState) -> bytes:
    """The state of a run as it is kept."""
    return indented_json(msgspec.structs.replace(state, outputs=dict(sorted(state.outputs.items()))))


def read_state(folder: Path) -> RunState | None:
    """The state that the last merge left in a period's folder of results; None where it left none, or what is there is
    none."""
    try:
        return msgspec.json.decode((folder / RUN_STATE).read_bytes(), type=RunState)
    except (OSError, msgspec.DecodeError):
        return None


class _Reminded(msgspec.Struct, frozen=True):
    """That letters were written after the merge whose state has this SHA-256 (None: before the first)."""

    run: str | None


def reminded_files(folder: Path) -> dict[str, bytes]:
    """What is kept once letters are written: the merge that they are about, by its state. `folder`: of the period's
    results; the files' paths are relative to it."""
    return {_REMINDED: indented_json(_Reminded(_digest_of_run(folder)))}


def is_reminded(folder: Path) -> bool:
    """Whether letters were written since the last merge whose results lie in a period's folder."""
    try:
        told = msgspec.json.decode((folder / _REMINDED).read_bytes(), type=_Reminded)
    except (OSError, msgspec.DecodeError):
        return False
    return told.run == _digest_of_run(folder)


def _digest_of_run(folder: Path) -> str | None:
    state = folder / RUN_STATE
    return hashlib.sha256(state.read_bytes()).hexdigest() if state.is_file() else None
