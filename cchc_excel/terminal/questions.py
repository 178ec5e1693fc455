"""Questions on a terminal, each asked again until its answer will do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

BACK = "0"
"""What is typed to go back."""


def a_day(text: str) -> str:
    """The day typed, as yyyy-mm-dd; "" for none, BACK to go back. Raises UsageError where it is no day."""
    from cchc_excel.values import read_date

    if goes_back(text):
        return BACK
    day, _ = read_date(text) if text.strip() else (None, None)
    if text.strip() and day is None:
        raise click.UsageError(f"“{text}” không phải là một ngày; gõ ngày/tháng/năm")
    return day.isoformat() if day else ""


def a_reason(text: str) -> str:
    """A reason as typed; "" to go back. Raises UsageError where it is none."""
    if goes_back(text):
        return ""
    if not text.strip():
        raise click.UsageError("ghi một lý do, ví dụ: đơn vị gửi nhầm")
    return text.strip()


def a_path(text: str) -> str:
    """A path as dropped into the window, quoted where it holds spaces; or a mailbox, which collect judges.
    Raises UsageError where nothing is there."""
    from cchc_excel.inbox.sources import is_on_disk

    path = text.strip().strip("\"'")
    if goes_back(path):
        return ""
    if path and is_on_disk(path) and not Path(path).exists():
        raise click.UsageError(f"không có “{path}”; kéo thả tệp hoặc thư mục vào cửa sổ này để khỏi gõ sai")
    return path


def goes_back(text: str) -> bool:
    """Whether an answer is the number that leads back in every question, and no file of that name is there."""
    return text.strip() == BACK and not Path(BACK).exists()


def ask_text(question: str, read: Callable[[str], str]) -> str:
    """An answer, asked again while `read` refuses it; "" for none."""
    return str(click.prompt(question, default="", show_default=False, value_proc=read))


def choose(options: Sequence[str], likely: int, leave: str) -> int:
    """The number of the option chosen; leaving ends the menu."""
    chosen = ask_number(options, likely, leave)
    if not chosen:
        sys.exit(0)
    return chosen


def ask_number(options: Sequence[str], likely: int, leave: str) -> int:
    """The number typed, 0 to leave; asked again while it is none of those shown."""
    for number, option in enumerate(options, start=1):
        click.echo(f"  {number}. {option}")
    click.echo(f"  0. {leave}")

    def read(text: str) -> int:
        if text.strip().isdecimal() and int(text) <= len(options):
            return int(text)
        raise click.UsageError(f"gõ một số từ 0 đến {len(options)} rồi nhấn Enter")

    return int(click.prompt("Chọn số", default=str(likely), value_proc=read))
