"""The command `cchc`: arguments in, printing and exit codes out. What is done stands in commands/."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import cchc_excel
from cchc_excel.cli.catalogue import catalogue, plan, procedures
from cchc_excel.cli.setup import bring, init, new_year, template, template_check
from cchc_excel.terminal.click_vi import FromOne, Group, PeriodCode
from cchc_excel.terminal.command_line import DROPPED, dropped_files
from cchc_excel.terminal.early_reader import with_reader
from cchc_excel.terminal.exit_codes import CANNOT, CLEAN, FAULTY
from cchc_excel.terminal.options import (
    day_from,
    exclude_option,
    excluded_from,
    folders_from,
    input_option,
    json_option,
    mailbox_password,
    merge_request_from,
    output_option,
    password_option,
    reason_option,
    root_option,
)
from cchc_excel.terminal.problem_lines import counts_in_words, print_problems
from cchc_excel.terminal.program import run_program
from cchc_excel.terminal.progress import progress_on

if TYPE_CHECKING:
    from cchc_excel.inbox.store import CollectResult
    from cchc_excel.problems.problem import Problem

_NAMED = 5
"""So many files that lie there already are named; more are counted."""


@click.group(
    "cchc",
    cls=Group,
    invoke_without_command=True,
    order=(
        "init",
        "template",
        "bring",
        "collect",
        "check",
        "status",
        "remind",
        "merge",
        "template-check",
        "new-year",
        "plan",
        "procedures",
        "catalogue",
    ),
    help="Gộp biểu mẫu cải cách hành chính của các đơn vị thành báo cáo của cơ quan.\n\n"
    "Gõ cchc không kèm gì để được hỏi từng bước. KỲ là mã kỳ báo cáo trong danh mục, ví dụ 2022-Q1. Mỗi lệnh "
    "có phần trợ giúp riêng: cchc LỆNH --help.",
    examples=("cchc init D:\\cchc", "cchc status 2022-Q1", "cchc merge --help"),
)
@root_option
@click.version_option(cchc_excel.__version__, message="cchc %(version)s", help="In phiên bản rồi thoát.")
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    context.obj = root
    if context.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.exceptions.NoArgsIsHelpError(context)
    from cchc_excel.terminal.menu import run

    run(context, folders_from(context, root))


@cli.command(
    help="Kiểm tra biểu mẫu đã điền như khi gộp, không ghi gì.\n\n"
    "Mỗi chỗ sai một dòng: tệp, sheet, ô, điều sai và cách sửa. Kết thúc với mã 0 nếu không có lỗi, 1 nếu có "
    "lỗi, 2 nếu không kiểm tra được.",
    short_help="Kiểm tra biểu mẫu đã điền, trước khi gửi hoặc gộp.",
    examples=("cchc check TTR.xlsx", "cchc check input\\2022-Q1\\TTR.xlsx --period 2022-Q1"),
)
@click.argument("files", metavar="TỆP…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--period", metavar="KỲ", type=PeriodCode(), help="Báo lỗi nếu tệp không phải của kỳ này.")
@password_option
@root_option
@click.pass_context
@with_reader
def check(context: click.Context, files: tuple[Path, ...], period: str | None, root: Path | None) -> None:
    from cchc_excel.commands.check import check_files
    from cchc_excel.problems.problem import has_errors

    with progress_on(sys.stderr) as progress:
        was_checked, problems = check_files(folders_from(context, root), files, period, progress)
    print_problems(problems)
    if not was_checked:
        sys.exit(CANNOT)
    click.echo(f"{len(files)} tệp: {counts_in_words(problems)}")
    sys.exit(FAULTY if has_errors(problems) else CLEAN)


@cli.command(
    help="Lấy biểu mẫu đã điền vào input/<kỳ>/, kèm người gửi và ngày gửi.\n\n"
    "NGUỒN là thư mục, tệp Excel, thư đã lưu (.eml, .msg, .mbox), tệp nén .zip hoặc hộp thư "
    "(imaps://tên@máy-chủ/thư-mục, chỉ đọc). Biểu mẫu đã lấy thì không lấy lại. Mỗi thư in một dòng: lấy được "
    "gì, hoặc vì sao không.",
    short_help="Lấy biểu mẫu đã điền từ thư, thư mục, tệp nén, hộp thư.",
    examples=("cchc collect D:\\thu-den", "cchc collect imaps://vanphong@thu.example/INBOX --period 2022-Q1"),
)
@click.argument("sources", metavar="NGUỒN…", nargs=-1, required=True)
@click.option("--period", metavar="KỲ", type=PeriodCode(), help="Chỉ lấy biểu mẫu của kỳ này.")
@input_option
@password_option
@root_option
@click.pass_context
@with_reader
def collect(context: click.Context, /, sources: tuple[str, ...], period: str | None, **places: Any) -> None:
    from cchc_excel.commands.collect import collect_into, known_of_other_periods, of_other_periods, write_receipts
    from cchc_excel.problems.problem import has_errors

    folders = folders_from(context, **places)
    collected: list[CollectResult] = []
    told: list[Problem] = []
    authority = os.environ.get("CCHC_IMAP_CA")
    sources = dropped_files(os.environ.get(DROPPED, "")) or sources
    with collect_into(folders, sources, period, mailbox_password, authority) as (results, problems):
        print_problems(problems)
        if results is None:
            sys.exit(CANNOT)
        try:
            for result in results:
                collected.append(result)
                if not result.is_known:
                    click.echo(result.line())
                    told.extend(result.problems)
        finally:  # an interrupt too: what was collected is kept
            print_problems(told)
    known = sum(len(result.files) for result in collected if result.is_known)
    if known:
        click.echo(f"{known} biểu mẫu đã có từ lần trước, không lấy lại.")
    for other, names in known_of_other_periods(collected).items():
        files = ", ".join(names) if len(names) <= _NAMED else f"{len(names)} tệp"
        click.echo(f"Đã có ở kỳ {other}: {files}; đơn vị vừa gửi thì đó là biểu mẫu kỳ cũ gửi nhầm", err=True)
    for other, names in of_other_periods(collected).items():
        click.echo(f"Xem lại, biểu mẫu của kỳ {other}: {', '.join(names)}", err=True)
    faulty = any(has_errors(result.problems) for result in collected)
    for receipts in write_receipts(folders, collected):
        print_problems(receipts.problems)
        if receipts.letters:  # on stderr: stdout has a line for each message
            click.echo(f"{len(receipts.letters)} giấy báo đã nhận (thư nháp): {receipts.folder.as_posix()}", err=True)
        faulty = faulty or has_errors(receipts.problems)
    sys.exit(FAULTY if faulty else CLEAN)


@cli.command(
    help="Viết thư nhắc vào output/<kỳ>/thu-nhac/: kèm biểu mẫu trống cho đơn vị chưa gửi, kèm phiếu trả lại cho "
    "đơn vị có tệp phải sửa.\n\n"
    "Thư ở dạng nháp (.eml): mở bằng Outlook hoặc Thunderbird, xem lại rồi bấm gửi. Chương trình không tự gửi "
    "thư nào.",
    short_help="Viết thư nhắc cho đơn vị chưa gửi hoặc còn lỗi.",
    examples=("cchc remind 2022-Q1",),
)
@click.argument("period", metavar="KỲ", type=PeriodCode())
@input_option
@output_option
@password_option
@root_option
@click.pass_context
@with_reader
def remind(context: click.Context, /, period: str, **places: Any) -> None:
    from cchc_excel.commands.remind import write_reminders
    from cchc_excel.problems.problem import has_errors

    folders = folders_from(context, **places)
    with progress_on(sys.stderr) as progress:
        reminders, problems = write_reminders(folders, period, progress)
    print_problems(problems)
    if reminders is None or has_errors(problems):
        sys.exit(CANNOT)
    for name in reminders.letters:
        click.echo((folders.output / period / name).as_posix())
    for folder, count in sorted(reminders.sent_before.items()):
        also = "thư khác" if reminders.letters else "thư"
        click.echo(f"{count} {also} có sẵn cạnh phiếu trả lại, trong {(folders.output / folder).as_posix()}")
    if reminders.letters:
        howto = "mở bằng Outlook hoặc Thunderbird, hoặc chép tệp .txt vào Zalo, để gửi."
        click.echo(f"{len(reminders.letters)} thư nháp; {howto}")
    elif not reminders.sent_before:
        click.echo("Không phải nhắc đơn vị nào.")


@cli.command(
    help="Gộp biểu mẫu của một kỳ, kiểm tra, tính tỷ lệ và viết báo cáo vào output/<kỳ>/.\n\n"
    "Còn thiếu đơn vị hoặc còn lỗi thì báo cáo mang chữ BẢN NHÁP. Kết thúc với mã 0 nếu đã đủ, 1 nếu là bản "
    "nháp, 2 nếu không ghi được báo cáo nào.",
    short_help="Gộp, kiểm tra, tính tỷ lệ và viết báo cáo.",
    examples=(
        "cchc merge 2022-Q1",
        'cchc merge 2022-Q1 --exclude TTR-nham.xlsx --reason "đơn vị gửi nhầm"',
        "cchc merge 2022-Q1 --final --accept-missing TTR --date 18/3/2022",
    ),
)
@click.argument("period", metavar="KỲ", type=PeriodCode())
@click.option("--final", is_flag=True, help="Phát hành: chỉ ghi khi đã đủ, và giữ một bản trong phat-hanh/.")
@click.option(
    "--accept-missing", "accepted", multiple=True, metavar="MÃ", help="Chấp nhận đơn vị này thiếu hoặc còn lỗi."
)
@exclude_option
@reason_option
@click.option(
    "--issue-reason",
    "issue_reason",
    metavar="LÝ_DO",
    help="Vì sao phát hành (lại); giữ trong phat-hanh.json. Chỉ dùng với --final.",
)
@click.option("--date", "date", metavar="NGÀY", help="Ngày ghi trên báo cáo, ví dụ 18/3/2022; không nêu thì để trống.")
@click.option("--pdf", is_flag=True, help="In mỗi báo cáo ra PDF, vào bao-cao/pdf/ (cần LibreOffice hoặc Excel).")
@input_option
@output_option
@json_option
@click.option("--jobs", type=FromOne(), metavar="SỐ", help="Số tệp đọc cùng lúc; không nêu thì tự chọn.")
@click.option("--dask", metavar="ĐỊA_CHỈ", help="Đọc tệp trên cụm máy Dask, ví dụ tcp://may-chu:8786.")
@password_option
@root_option
@click.pass_context
@with_reader
def merge(context: click.Context, /, period: str, as_json: bool, **options: Any) -> None:
    from cchc_excel.commands.merge import merge as run
    from cchc_excel.commands.merge import stopped
    from cchc_excel.commands.merge_json import to_json
    from cchc_excel.commands.told import told_problems
    from cchc_excel.terminal.merge_summary import print_summary
    from cchc_excel.workspace.publish import uninterrupted

    folders = folders_from(context, **options)
    request, problems = merge_request_from(folders, period, options)
    if request is None:
        result = stopped(period, problems)
    else:
        with progress_on(sys.stderr) as progress:
            result = run(request, progress)
    with uninterrupted():  # what has been done is printed whole
        print_problems(told_problems(result.files, result.problems))
        if as_json:
            click.echo(to_json(result))
        else:
            print_summary(result, folders.output)
    sys.exit(result.exit_code)


@cli.command(
    help="Xem đơn vị nào đã gửi, chưa gửi, còn lỗi, còn bao nhiêu ngày đến hạn, còn nợ mục nào của Kế hoạch.\n\n"
    "Không nêu KỲ thì xem kỳ có hạn nộp gần hôm nay nhất. Kết thúc với mã 0 nếu đã đủ và không lỗi, 1 nếu "
    "chưa, 2 nếu không xem được.",
    short_help="Xem ai đã gửi, ai chưa, ai còn lỗi.",
    examples=(
        "cchc status",
        "cchc status 2022-Q1",
        'cchc status 2022-Q1 --exclude TTR-nham.xlsx --reason "đơn vị gửi nhầm"',
    ),
)
@click.argument("period", metavar="[KỲ]", required=False, type=PeriodCode())
@click.option("--today", "today", metavar="NGÀY", help="Xem như hôm nay là ngày này, ví dụ 18/3/2022.")
@exclude_option
@reason_option
@input_option
@output_option
@json_option
@password_option
@root_option
@click.pass_context
@with_reader
def status(context: click.Context, /, period: str | None, as_json: bool, **options: Any) -> None:
    from cchc_excel.commands.status import status as read_status
    from cchc_excel.commands.status import to_json
    from cchc_excel.terminal.status_table import print_status
    from cchc_excel.values import today_here

    today = day_from(options["today"]) if options["today"] else today_here()
    if today is None:
        raise click.BadParameter(f"không hiểu ngày “{options['today']}”", param_hint="--today")
    excluded, problems = excluded_from(options)
    status = None
    if not problems:
        with progress_on(sys.stderr) as progress:
            status, problems = read_status(folders_from(context, **options), period, today, excluded, progress)
    print_problems(problems)
    if status is None:
        sys.exit(CANNOT)
    if as_json:
        click.echo(to_json(status))
    else:
        if period is None:
            click.echo(f"Chưa nêu kỳ: xem kỳ có hạn nộp gần ngày {today:%d/%m/%Y} nhất.")
        print_status(status, sys.stdout)
        print_problems([problem for problem in status.problems if problem.file and problem.level == "error"])
    sys.exit(CLEAN if status.complete else FAULTY)


for _command in (bring, init, template, new_year, template_check, plan, procedures, catalogue):
    cli.add_command(_command)


def main() -> None:
    """The entry point of the program: see run_program."""
    run_program(cli)
