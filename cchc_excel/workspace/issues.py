"""The copies of what was issued, output/<kỳ>/phat-hanh/<n>/: which one stands, and what it holds."""

from __future__ import annotations

from pathlib import Path

import msgspec

from cchc_excel.model.issue import Issue, IssueRecord
from cchc_excel.workspace.output_names import ISSUED, LOCK_FILES
from cchc_excel.workspace.publish import issue_numbers, sha256

ISSUE_RECORD = "phat-hanh.json"
"""In the copy of an issue: what was issued, for later merges to be compared with."""


def last_issue(folder: Path) -> Issue | None:
    """The issue that stands: the copy of the highest number in a period's folder of results; None where nothing was
    issued. A record that cannot be read is like none."""
    numbers = issue_numbers(folder)
    if not numbers:
        return None
    copy = folder / ISSUED / str(max(numbers))
    try:
        record = msgspec.json.decode((copy / ISSUE_RECORD).read_bytes(), type=IssueRecord)
    except (OSError, msgspec.DecodeError):
        record = None
    return Issue(max(numbers), record.outputs if record else _hashes(copy), record)


def _hashes(copy: Path) -> dict[str, str]:
    files = (path for path in copy.rglob("*") if path.is_file() and not path.name.startswith(LOCK_FILES))
    return {path.relative_to(copy).as_posix(): sha256(path.read_bytes()) for path in files}
