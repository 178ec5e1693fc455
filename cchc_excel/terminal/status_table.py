"""A period's status for people: a table in colours on a terminal, plain lines elsewhere, and what is still owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from cchc_excel.commands.status import IssueStatus, PeriodStatus, State, UnitStatus

HEADINGS = ("Mã", "Đơn vị", "Tình trạng", "Lúc", "So với hạn", "Lỗi", "Cảnh báo", "Mục đã báo cáo")
_WORDS = {
    State.NOT_SENT: "Chưa gửi",
    State.REFUSED: "Bị từ chối",
    State.ERRORS: "Có lỗi",
    State.PARTIAL: "Chưa đủ kỳ",
    State.SENT: "Đã gửi",
    State.MERGED: "Đã gộp",
}
_TWO_LINES = {HEADINGS[-1]: "Mục đã\nbáo cáo"}
"""Headings far longer than what stands below them, as a terminal shows them."""
_WRAPPED = ("Đơn vị", "Lúc", "So với hạn")
"""The columns whose texts may take more than a line on a terminal."""
_NARROW, _SQUEEZED = 100, 10
"""On a terminal of fewer columns, the last two of them are so wide: a date, "quá hạn" and the days."""
_COLOURS = {State.SENT: "green", State.MERGED: "green", State.ERRORS: "yellow", State.PARTIAL: "yellow"}


def print_status(status: PeriodStatus, stream: TextIO) -> None:
    """Print the heading, a row a unit, then what is owed and files that belong to nobody: a table in colours where the
    stream is a terminal, else plain lines."""
    rows = [_row(unit) for unit in status.units]
    lines = [heading(status), "", *_notes(status)]
    if stream.isatty():
        _print_coloured(status, rows, lines, stream)
        return
    widths = [max(len(row[at]) for row in (HEADINGS, *rows)) for at in range(len(HEADINGS))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (HEADINGS, *rows)]
    print(*(line.rstrip() for line in (lines[0], "", *table, *lines[1:])), sep="\n", file=stream)


def heading(status: PeriodStatus) -> str:
    """Which period, how many units are in, and how far the deadline is."""
    done = sum(unit.state.is_done for unit in status.units)
    text = f"{status.period.name} ({status.period.code}): {done}/{len(status.units)} đơn vị đã xong"
    states = [unit.state for unit in status.units]
    left = [
        f"{states.count(state)} {_WORDS[state].lower()}" for state in State if state in states and not state.is_done
    ]
    text += f" ({', '.join(left)})" if left else ""
    due = status.period.due
    if due is None:
        return text
    distance = f", {_distance((due - status.today).days)}" if left else ""  # of what is all in nobody asks
    return f"{text}; hạn nộp {due:%d/%m/%Y}{distance}"


def _row(unit: UnitStatus) -> tuple[str, ...]:
    reported = sum(row.answer is not None for row in unit.owed)
    at = "" if unit.at is None else f"{unit.at:%d/%m/%Y %H:%M}{' (thư)' if unit.by_mail else ''}"
    return (
        unit.unit,
        unit.name,
        _WORDS[unit.state],
        at,
        _against_deadline(unit),
        str(unit.errors or ""),
        str(unit.warnings or ""),
        f"{reported}/{len(unit.owed)}",
    )


def _against_deadline(unit: UnitStatus) -> str:
    if unit.days is None:
        return ""
    if not unit.state.is_done:
        return _distance(unit.days)
    return f"muộn {-unit.days} ngày" if unit.days < 0 else "đúng hạn"


def _distance(days: int) -> str:
    if days == 0:
        return "hôm nay hết hạn"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"


def _notes(status: PeriodStatus) -> Iterator[str]:
    """What the table has no room for: the issue that stands, parts that are absent, plan rows not reported, files of
    nobody."""
    if status.issue:
        yield _issue_line(status.period.code, status.issue)
    for unit in status.units:
        if unit.absent:
            yield f"{unit.unit} còn thiếu kỳ: {'; '.join(unit.absent)}"
        owing = [
            f"{row.key}{f' (hạn {row.deadline:%d/%m/%Y})' if row.deadline else ''}"
            for row in unit.owed
            if row.answer is None
        ]
        if owing and unit.state is not State.NOT_SENT:
            yield f"{unit.unit} chưa báo cáo mục: {', '.join(owing)}"
    for file in status.strays:
        yield f"Không rõ của đơn vị nào: {file}"


def _issue_line(period: str, issue: IssueStatus) -> str:
    """Which issue stands, and whether it still holds."""
    date = f", ngày {issue.date:%d/%m/%Y}" if issue.date else ""
    reason = f", lý do: {issue.reason}" if issue.reason else ""
    accepted = f", đã chấp nhận {', '.join(issue.accepted)} thiếu hoặc còn lỗi" if issue.accepted else ""
    match issue.differences:
        case None:
            holds = f"bản ấy không kèm số liệu, chạy cchc merge {period} để so từng tệp"
        case 0:
            holds = "số liệu nay vẫn như bản ấy"
        case _:
            holds = f"nay có {issue.differences} số khác bản ấy, chạy cchc merge {period} để xem"
    return f"Đã phát hành: bản {issue.number}{date}{reason}{accepted}; {holds}"


def _print_coloured(
    status: PeriodStatus, rows: Sequence[tuple[str, ...]], lines: Sequence[str], stream: TextIO
) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for name in HEADINGS:
        squeezed = console.width < _NARROW and name in _WRAPPED[1:]
        width = _SQUEEZED if squeezed else None
        title = _TWO_LINES.get(name, name)
        table.add_column(title, no_wrap=name not in _WRAPPED, overflow="fold", max_width=width)
    for unit, row in zip(status.units, rows, strict=True):
        cells = [Text(cell) for cell in row]
        cells[2].stylize(_COLOURS.get(unit.state, "bold red"))
        table.add_row(*cells)
    console.print(Text(f"{lines[0]}\n", "bold"))
    console.print(table)
    for line in lines[1:]:
        console.print(Text(line))
