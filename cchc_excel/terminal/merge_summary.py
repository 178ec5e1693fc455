"""What an officer wants to know at the end of a merge: how many files, who is missing, where the reports are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from cchc_excel.commands.merge_json import STOPPED, MergeResult
from cchc_excel.model.files import FileStatus

_STATUS_WORDS = {
    FileStatus.MERGED: "đã gộp",
    FileStatus.REFUSED: "bị từ chối",
    FileStatus.SUPERSEDED: "có bản mới hơn",
    FileStatus.IGNORED: "bỏ qua",
}


def print_summary(result: MergeResult, output: Path) -> None:
    """The result of a merge in plain lines on stdout. `output`: the folder that holds the period folders of results."""
    counts = Counter(file.status for file in result.files)
    if result.files:
        by_status = ", ".join(f"{counts[status]} {words}" for status, words in _STATUS_WORDS.items() if counts[status])
        click.echo(f"{len(result.files)} tệp: {by_status}")
    if result.missing:
        click.echo(f"Thiếu: {', '.join(result.missing)}")
    if result.exit_code == STOPPED:
        click.echo("Không viết báo cáo nào.")
        return
    kind = "hoàn chỉnh" if result.final else "BẢN NHÁP"
    click.echo(f"Báo cáo {kind}, trong {(output / result.period).as_posix()}:")
    for name in result.outputs:
        click.echo(f"  {name}")
