"""What an officer wants to know at the end of a merge: how many files, who is missing, where the reports are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from cchc_excel.commands.merge_json import STOPPED, MergeResult
from cchc_excel.model.files import FileStatus
from cchc_excel.workspace.output_names import ISSUED

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
    copies = [name for name in result.outputs if name.startswith(f"{ISSUED}/")]
    for name in result.outputs:
        if name not in copies:
            click.echo(f"  {name}")
    if copies:
        number = copies[0].split("/")[1]
        click.echo(f"Đã phát hành lần {number}: gửi các báo cáo ở trên; một bản giữ nguyên trong {ISSUED}/{number}")
