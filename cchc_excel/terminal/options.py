"""The options that several commands share, and what options come to: a working folder, a day, what a merge is asked."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cchc_excel.terminal.click_vi import Folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc_excel.commands.merge import MergeRequest
    from cchc_excel.problems.problem import Problem
    from cchc_excel.workspace.folders import Folders

_PASSWORDS = "cchc.passwords"
"""Where click's context keeps the values of --password, which no command takes as an argument."""


root_option = click.option(
    "--root",
    metavar="THƯ_MỤC",
    type=Folder(),
    help="Thư mục làm việc; không nêu thì là thư mục đang đứng.",
)
"""--root: the working folder."""

input_option = click.option(
    "--input",
    "input_folder",
    metavar="THƯ_MỤC",
    type=click.Path(path_type=Path),
    help="Nơi có thư mục của từng kỳ nhận về; không nêu thì là input.",
)
"""--input: the folder that holds the period folders of what was received."""

output_option = click.option(
    "--output",
    "output_folder",
    metavar="THƯ_MỤC",
    type=click.Path(path_type=Path),
    help="Nơi ghi kết quả của từng kỳ; không nêu thì là output.",
)
"""--output: the folder that holds the period folders of results."""

exclude_option = click.option(
    "--exclude", "excluded", multiple=True, metavar="TỆP", help="Không dùng tệp này; phải kèm --reason."
)
"""--exclude: a file to leave out."""

reason_option = click.option(
    "--reason", "reasons", multiple=True, metavar="LÝ_DO", help="Vì sao không dùng tệp; báo cáo ghi lại."
)
"""--reason: why, once for each --exclude."""

json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON, cho chương trình khác đọc.")
"""--json: the result as one JSON object on stdout."""

password_option = click.option(
    "--password",
    multiple=True,
    metavar="MẬT_KHẨU",
    help="Mật khẩu để mở tệp bị khoá; nêu được nhiều lần.",
    expose_value=False,
    callback=lambda context, _, passwords: context.meta.update({_PASSWORDS: passwords}),
)
"""--password: tried on locked workbooks. The values go to `folders_from` by the context, not to the command."""


def folders_from(
    context: click.Context,
    root: Path | None = None,
    input_folder: Path | None = None,
    output_folder: Path | None = None,
    **_others: object,
) -> Folders:
    """The working folder that a command line asks for, with the passwords of --password. The arguments are what click
    read from the options of the same names (None: not given). The root is the command's own
    --root, else that of the group, else the environment's CCHC_ROOT, else the current folder. A command may hand over
    all its options: others than these are left alone."""
    from cchc_excel.workspace.folders import folders_at

    chosen = root or context.obj or os.environ.get("CCHC_ROOT") or "."
    return folders_at(Path(chosen), input_folder, output_folder, context.meta.get(_PASSWORDS, ()))


def day_from(text: str | None) -> dt.date | None:
    """The day that an option gives, as people write days here ("18/3/2022"); None where it gives none, or not a day."""
    from cchc_excel.values import read_date

    return read_date(text)[0] if text else None


def excluded_from(options: Mapping[str, Any]) -> tuple[tuple[tuple[str, str], ...], list[Problem]]:
    """The (file as typed, reason) pairs that --exclude and --reason give; a problem where they do not go in pairs."""
    from cchc_excel.problems import kinds

    files, reasons = options["excluded"], options["reasons"]
    if len(files) != len(reasons) or not all(reason.strip() for reason in reasons):
        return (), [kinds.REASON_MISSING()]
    return tuple(zip(files, reasons, strict=True)), []


def merge_request_from(
    folders: Folders, period: str, options: Mapping[str, Any]
) -> tuple[MergeRequest | None, list[Problem]]:
    """What the options of `merge` ask for, by their names in click -> value; None with the problem where --exclude and
    --reason do not go in pairs, the date is none, or nothing is issued for a reason."""
    from cchc_excel.commands.merge import MergeRequest
    from cchc_excel.problems import kinds

    excluded, problems = excluded_from(options)
    date = day_from(options["date"])
    if problems:
        return None, problems
    if options["date"] and date is None:
        return None, [kinds.WRONG_USE(reason=f"không hiểu ngày “{options['date']}” sau --date, viết dạng 18/3/2022")]
    final, why = options["final"], options["issue_reason"]
    if why and not final:
        return None, [kinds.WRONG_USE(reason="--issue-reason nói vì sao phát hành, phải đi với --final")]
    jobs, pdf, dask = options["jobs"], options["pdf"], options["dask"]
    asked = MergeRequest(folders, period, final, options["accepted"], excluded, date, jobs, why, pdf, dask=dask)
    return asked, []


def mailbox_password() -> str:
    """The mailbox's password, from the environment or asked for: never on the command line, never printed. Raises
    click.Abort where the question is not answered."""
    from cchc_excel.reading.process import PASSWORD

    password = os.environ.get(PASSWORD)
    return password if password is not None else str(click.prompt("Mật khẩu hộp thư", hide_input=True, err=True))
