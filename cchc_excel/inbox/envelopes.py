"""Who sent a workbook and when: kept beside the workbooks of a period, since a file alone does not say it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from cchc_excel.workspace.patience import move

FOLDER = ".cchc"
_FILE = "thu.json"


class Envelope(msgspec.Struct, frozen=True, omit_defaults=True):
    """The message a file came in: its sender's address, when it was sent (UTC), its id and subject.

    Only beside a file in a period's folder: `size`, the bytes of the whole message as the mailbox tells them, once
    everything in that message is in its folder, so that it need not be fetched again.
    """

    sender: str | None = None
    sent: dt.datetime | None = None
    message_id: str | None = None
    subject: str = ""
    size: int | None = None


def read_envelopes(folder: Path) -> dict[str, Envelope]:
    """File name -> Envelope of a period's folder; none where nothing came by mail or the note is damaged."""
    try:
        return msgspec.json.decode((folder / FOLDER / _FILE).read_bytes(), type=dict[str, Envelope])
    except (OSError, msgspec.MsgspecError):
        return {}


def write_envelopes(folder: Path, envelopes: dict[str, Envelope]) -> None:
    """Keep the envelopes (file name -> Envelope) of a period's folder; the old note stays whole until the new one is.
    Raises OSError."""
    notes = folder / FOLDER
    notes.mkdir(parents=True, exist_ok=True)
    new = notes / f"{_FILE}.moi"
    new.write_bytes(msgspec.json.format(msgspec.json.encode(dict(sorted(envelopes.items()))), indent=1))
    move(new, notes / _FILE)
