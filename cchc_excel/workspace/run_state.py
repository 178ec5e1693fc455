"""What a merge leaves for the next run in output/<kỳ>/.cchc/lan-gop.json: what it wrote, and what it read.

It is put in place together with the outputs and holds no moment, so that the same input leaves the same bytes.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from cchc_excel.model.files import FileStatus, InputFile, SlipRecord
from cchc_excel.workspace.json_files import indented_json
from cchc_excel.workspace.output_names import STATE

RUN_STATE = f"{STATE}/lan-gop.json"


class RunState(msgspec.Struct, frozen=True):
    """What the last merge of a period wrote and read. `outputs`: path below output/<kỳ>/ -> SHA-256; `returned`: the
    slips among them. `excluded`: files that it was told to leave out -> why; `draft`: whether it was one; `waiting`:
    the units that were missing or had errors, and were not accepted. Earlier versions kept the first two alone."""

    outputs: dict[str, str] = {}
    inputs: list[InputFile] = []
    returned: list[SlipRecord] = []
    excluded: dict[str, str] = {}
    draft: bool = False
    waiting: list[str] = []

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
