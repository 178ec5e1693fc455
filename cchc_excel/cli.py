"""The command `cchc`: arguments, printing, exit codes. What is done stands in commands/."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import cchc_excel
from cchc_excel.terminal.click_vi import Folder, FromOne, Group, in_vietnamese
from cchc_excel.terminal.progress import shown_on

if TYPE_CHECKING:
    from cchc_excel.problems.problem import Problem
    from cchc_excel.workspace.folders import Folders

CLEAN, FAULTY, CANNOT = 0, 1, 2
INTERRUPTED = 130
"""What shells give a command that Ctrl+C ended."""
_INPUT_HELP = "Nơi có thư mục của từng kỳ nhận về; không nêu thì là input."
_OUTPUT_HELP = "Nơi ghi kết quả của từng kỳ; không nêu thì là output."
_PASSWORD_HELP = "Mật khẩu để mở tệp bị khoá; nêu được nhiều lần."
_PASSWORDS = "cchc.passwords"
_SHOWN = 10
"""So many warnings of one kind in one file are printed; the others are counted."""


def _root_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--root",
        metavar="THƯ_MỤC",
        type=Folder(),
        help="Thư mục làm việc; không nêu thì là thư mục đang đứng.",
    )(command)


def _password_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Every command that reads workbooks may be given passwords; _folders takes them along."""
    return click.option(
        "--password",
        multiple=True,
        metavar="MẬT_KHẨU",
        help=_PASSWORD_HELP,
        expose_value=False,
        callback=lambda context, _, given: context.meta.update({_PASSWORDS: given}),
    )(command)


def _folders(
    context: click.Context, root: Path | None, input_folder: Path | None = None, output_folder: Path | None = None
) -> Folders:
    from cchc_excel.workspace.folders import folders_at

    chosen = root or context.obj or os.environ.get("CCHC_ROOT") or "."
    return folders_at(Path(chosen), input_folder, output_folder, context.meta.get(_PASSWORDS, ()))


@click.group(
    "cchc",
    cls=Group,
    invoke_without_command=True,
    order=("init", "template", "collect", "check", "status", "remind", "merge", "template-check"),
    help="Gộp biểu mẫu cải cách hành chính của các đơn vị thành báo cáo của cơ quan.\n\n"
    "Gõ cchc không kèm gì để được hỏi từng bước. KỲ là mã kỳ báo cáo trong danh mục, ví dụ 2022-Q1. Mỗi lệnh "
    "có phần trợ giúp riêng: cchc LỆNH --help.",
    examples=("cchc init D:\\cchc", "cchc status 2022-Q1", "cchc merge --help"),
)
@_root_option
@click.version_option(cchc_excel.__version__, message="cchc %(version)s", help="In phiên bản rồi thoát.")
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    context.obj = root
    if context.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.exceptions.NoArgsIsHelpError(context)
    from cchc_excel.terminal.menu import run

    run(context, _folders(context, root))


@cli.command(
    help="Tạo thư mục làm việc.\n\n"
    "Chép vào đó danh mục, mẫu báo cáo, mẫu thư, tệp Chay-cchc.bat để bấm đúp, và thư mục input, output còn "
    "trống. Tệp đã có thì giữ nguyên, không ghi đè.",
    short_help="Tạo thư mục làm việc: danh mục, mẫu báo cáo.",
    examples=("cchc init D:\\cchc",),
)
@click.argument("folder", metavar="[THƯ_MỤC]", required=False, type=Folder())
@_root_option
@click.pass_context
def init(context: click.Context, folder: Path | None, root: Path | None) -> None:
    from cchc_excel.commands.init import install_templates

    created = install_templates(folder or _folders(context, root).root)
    click.echo("\n".join(f"Đã tạo {name}" for name in created) or "Đã có đủ, không tạo gì thêm.")


@cli.command(
    help="Tạo biểu mẫu trống của một kỳ cho các đơn vị, trong output/<kỳ>/bieu-mau/.\n\n"
    "Số kỳ trước chuyển sang được điền sẵn nếu kỳ trước đã có số liệu.",
    short_help="Tạo biểu mẫu trống để gửi các đơn vị.",
    examples=("cchc template 2022-Q1", "cchc template 2022-Q1 --unit TTR --unit XNK"),
)
@click.argument("period", metavar="KỲ")
@click.option("--unit", "units", multiple=True, metavar="MÃ", help="Chỉ tạo cho đơn vị này; nêu được nhiều lần.")
@click.option("--input", "input_folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help=_INPUT_HELP)
@click.option("--output", "output_folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help=_OUTPUT_HELP)
@_root_option
@click.pass_context
def template(
    context: click.Context,
    period: str,
    units: tuple[str, ...],
    input_folder: Path | None,
    output_folder: Path | None,
    root: Path | None,
) -> None:
    from cchc_excel.commands.blank import write_blank_forms

    folders = _folders(context, root, input_folder, output_folder)
    with shown_on(sys.stderr) as progress:
        forms, problems = write_blank_forms(folders, period, units, progress)
    _report(problems)
    if not forms or any(problem.level == "error" for problem in problems):
        sys.exit(CANNOT)
    for name in forms:
        click.echo((folders.output / period / name).as_posix())


@cli.command(
    help="Kiểm tra biểu mẫu đã điền như khi gộp, không ghi gì.\n\n"
    "Mỗi chỗ sai một dòng: tệp, sheet, ô, điều sai và cách sửa. Kết thúc với mã 0 nếu không có lỗi, 1 nếu có "
    "lỗi, 2 nếu không kiểm tra được.",
    short_help="Kiểm tra biểu mẫu đã điền, trước khi gửi hoặc gộp.",
    examples=("cchc check TTR.xlsx", "cchc check input\\2022-Q1\\TTR.xlsx --period 2022-Q1"),
)
@click.argument("files", metavar="TỆP…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--period", metavar="KỲ", help="Báo lỗi nếu tệp không phải của kỳ này.")
@_password_option
@_root_option
@click.pass_context
def check(
    context: click.Context,
    files: tuple[Path, ...],
    period: str | None,
    root: Path | None,
) -> None:
    from cchc_excel.commands.check import check_files

    with shown_on(sys.stderr) as progress:
        could, problems = check_files(_folders(context, root), files, period, progress)
    _report(problems)
    errors = sum(problem.level == "error" for problem in problems)
    if not could:
        sys.exit(CANNOT)
    click.echo(f"{len(files)} tệp: {errors} lỗi, {len(problems) - errors} cảnh báo")
    sys.exit(FAULTY if errors else CLEAN)


@cli.command(
    "template-check",
    help="Kiểm tra một mẫu báo cáo (.xlsx, .docx) và liệt kê các tên được dùng trong mẫu, kèm ý nghĩa và ví dụ lấy "
    "từ kỳ mới nhất có số liệu.",
    short_help="Kiểm tra một mẫu báo cáo vừa sửa.",
    examples=("cchc template-check templates\\bao-cao\\tong-hop-ty-le.xlsx",),
)
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@_root_option
@click.pass_context
def template_check(context: click.Context, file: Path, root: Path | None) -> None:
    from cchc_excel.commands.check_template import check_template

    page, problems = check_template(_folders(context, root), file)
    if page is None:
        _report(problems)
        sys.exit(CANNOT)
    click.echo("\n".join(page))
    _report(problems)
    errors = sum(problem.level == "error" for problem in problems)
    click.echo(f"\n{file.name}: {errors} lỗi, {len(problems) - errors} cảnh báo")
    sys.exit(FAULTY if errors else CLEAN)


@cli.command(
    help="Lấy biểu mẫu đã điền vào input/<kỳ>/, kèm người gửi và ngày gửi.\n\n"
    "NGUỒN là thư mục, tệp Excel, thư đã lưu (.eml, .msg, .mbox), tệp nén .zip hoặc hộp thư "
    "(imaps://tên@máy-chủ/thư-mục, chỉ đọc). Biểu mẫu đã lấy thì không lấy lại. Mỗi thư in một dòng: lấy được "
    "gì, hoặc vì sao không.",
    short_help="Lấy biểu mẫu đã điền từ thư, thư mục, tệp nén, hộp thư.",
    examples=("cchc collect D:\\thu-den", "cchc collect imaps://vanphong@thu.example/INBOX --period 2022-Q1"),
)
@click.argument("sources", metavar="NGUỒN…", nargs=-1, required=True)
@click.option("--period", metavar="KỲ", help="Chỉ lấy biểu mẫu của kỳ này.")
@click.option("--input", "input_folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help=_INPUT_HELP)
@_password_option
@_root_option
@click.pass_context
def collect(
    context: click.Context, sources: tuple[str, ...], period: str | None, input_folder: Path | None, root: Path | None
) -> None:
    from cchc_excel.commands.collect import collect_into

    folders = _folders(context, root, input_folder)
    problems: list[Problem] = []
    new_files: dict[str, set[str]] = {}
    with collect_into(folders, sources, period, _password, os.environ.get("CCHC_IMAP_CA")) as (results, status):
        _report(status)
        if results is None:
            sys.exit(CANNOT)
        for result in results:
            click.echo(result.line())
            _report(result.problems)
            problems.extend(result.problems)
            for kept in result.places:
                if kept.new:
                    new_files.setdefault(kept.period, set()).add(kept.name)
    for code, names in sorted(new_files.items()):
        problems.extend(_write_receipts(folders, code, names))
    sys.exit(FAULTY if any(problem.level == "error" for problem in problems) else CLEAN)


def _write_receipts(folders: Folders, period: str, names: set[str]) -> list[Problem]:
    from cchc_excel.commands.collect import write_receipts
    from cchc_excel.workspace.output_names import RECEIPTS

    letters, problems = write_receipts(folders, period, names)
    _report(problems)
    if letters:
        folder = (folders.output / period / RECEIPTS).as_posix()
        text = f"{len(letters)} giấy báo đã nhận (thư nháp): {folder}"
        click.echo(text, err=True)  # stdout has a line for each message
    return problems


@cli.command(
    help="Viết thư nhắc vào output/<kỳ>/thu-nhac/: kèm biểu mẫu trống cho đơn vị chưa gửi, kèm phiếu trả lại cho "
    "đơn vị có tệp phải sửa.\n\n"
    "Thư ở dạng nháp (.eml): mở bằng Outlook hoặc Thunderbird, xem lại rồi bấm gửi. Chương trình không tự gửi "
    "thư nào.",
    short_help="Viết thư nhắc cho đơn vị chưa gửi hoặc còn lỗi.",
    examples=("cchc remind 2022-Q1",),
)
@click.argument("period", metavar="KỲ")
@click.option("--input", "input_folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help=_INPUT_HELP)
@click.option("--output", "output_folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help=_OUTPUT_HELP)
@_password_option
@_root_option
@click.pass_context
def remind(
    context: click.Context, period: str, input_folder: Path | None, output_folder: Path | None, root: Path | None
) -> None:
    from cchc_excel.commands.remind import write_reminders

    folders = _folders(context, root, input_folder, output_folder)
    with shown_on(sys.stderr) as progress:
        letters, problems = write_reminders(folders, period, progress)
    _report(problems)
    if letters is None or any(problem.level == "error" for problem in problems):
        sys.exit(CANNOT)
    for name in letters:
        click.echo((folders.output / period / name).as_posix())
    click.echo(
        f"{len(letters)} thư nhắc; mở bằng Outlook hoặc Thunderbird để gửi."
        if letters
        else "Không phải nhắc đơn vị nào."
    )


def _password() -> str:
    """The mailbox's password: never on the command line, never shown."""
    from cchc_excel.reading.pool import PASSWORD

    password = os.environ.get(PASSWORD)
    return password if password is not None else str(click.prompt("Mật khẩu hộp thư", hide_input=True, err=True))


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
@click.argument("period", metavar="KỲ")
@click.option("--final", is_flag=True, help="Phát hành: chỉ ghi khi đã đủ, và giữ một bản trong phat-hanh/.")
@click.option(
    "--accept-missing", "accepted", multiple=True, metavar="MÃ", help="Chấp nhận đơn vị này thiếu hoặc còn lỗi."
)
@click.option("--exclude", "excluded", multiple=True, metavar="TỆP", help="Không dùng tệp này; phải kèm --reason.")
@click.option("--reason", "reasons", multiple=True, metavar="LÝ_DO", help="Vì sao không dùng tệp; báo cáo ghi lại.")
@click.option("--date", "date", metavar="NGÀY", help="Ngày ghi trên báo cáo, ví dụ 18/3/2022; không nêu thì để trống.")
@click.option("--input", "input_folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help=_INPUT_HELP)
@click.option("--output", "output_folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help=_OUTPUT_HELP)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON, cho chương trình khác đọc.")
@click.option("--jobs", type=FromOne(), metavar="SỐ", help="Số tệp đọc cùng lúc; không nêu thì tự chọn.")
@_password_option
@_root_option
@click.pass_context
def merge(context: click.Context, /, period: str, as_json: bool, **options: Any) -> None:
    from cchc_excel.commands.merge import Job, stopped
    from cchc_excel.commands.merge import merge as run
    from cchc_excel.commands.merge_json import to_json
    from cchc_excel.problems import kinds
    from cchc_excel.workspace.publish import uninterrupted

    excluded, reasons = options["excluded"], options["reasons"]
    date = _day(options["date"])
    folders = _folders(context, options["root"], options["input_folder"], options["output_folder"])
    if len(excluded) != len(reasons) or not all(reason.strip() for reason in reasons):
        outcome = stopped(period, [kinds.REASON_MISSING()])
    elif options["date"] and date is None:
        outcome = stopped(period, [kinds.WRONG_USE(reason=f"không hiểu ngày “{options['date']}”")])
    else:
        pairs = tuple(zip(excluded, reasons, strict=True))
        job = Job(folders, period, options["final"], options["accepted"], pairs, date, options["jobs"])
        with shown_on(sys.stderr) as progress:
            outcome = run(job, progress)
    with uninterrupted():  # what has been done is told whole
        _report(outcome.problems)
        if as_json:
            click.echo(to_json(outcome))
        else:
            _summary(outcome, folders.output)
    sys.exit(outcome.exit_code)


@cli.command(
    help="Xem đơn vị nào đã gửi, chưa gửi, còn lỗi, còn bao nhiêu ngày đến hạn, còn nợ mục nào của Kế hoạch.\n\n"
    "Không nêu KỲ thì xem kỳ có hạn nộp gần hôm nay nhất. Kết thúc với mã 0 nếu đã đủ và không lỗi, 1 nếu "
    "chưa, 2 nếu không xem được.",
    short_help="Xem ai đã gửi, ai chưa, ai còn lỗi.",
    examples=("cchc status", "cchc status 2022-Q1"),
)
@click.argument("period", metavar="[KỲ]", required=False)
@click.option("--today", "today", metavar="NGÀY", help="Xem như hôm nay là ngày này, ví dụ 18/3/2022.")
@click.option("--input", "input_folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help=_INPUT_HELP)
@click.option("--output", "output_folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help=_OUTPUT_HELP)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON, cho chương trình khác đọc.")
@_password_option
@_root_option
@click.pass_context
def status(context: click.Context, /, period: str | None, as_json: bool, **options: Any) -> None:
    from cchc_excel.commands.status import status as read_status
    from cchc_excel.values import today_here

    today = _day(options["today"]) if options["today"] else today_here()
    if today is None:
        raise click.BadParameter(f"không hiểu ngày “{options['today']}”", param_hint="--today")
    folders = _folders(context, options["root"], options["input_folder"], options["output_folder"])
    with shown_on(sys.stderr) as progress:
        status, problems = read_status(folders, period, today, progress)
    if status is None:
        _report(problems)
        sys.exit(CANNOT)
    if as_json:
        from cchc_excel.commands.status import to_json

        click.echo(to_json(status))
    else:
        from cchc_excel.terminal.status_table import print_status

        if period is None:
            click.echo(f"Chưa nêu kỳ: xem kỳ có hạn nộp gần ngày {today:%d/%m/%Y} nhất.")
        print_status(status, sys.stdout)
        _report([problem for problem in status.problems if problem.file and problem.level == "error"])
    sys.exit(CLEAN if status.complete else FAULTY)


def _day(text: str | None) -> dt.date | None:
    from cchc_excel.values import read_date

    return read_date(text)[0] if text else None


def _summary(outcome: Any, output: Path) -> None:
    """What an officer wants to know at the end: how many files, who is missing, where the reports are."""
    counts: dict[str, int] = {}
    for file in outcome.files:
        counts[file.status] = counts.get(file.status, 0) + 1
    words = {"merged": "đã gộp", "refused": "bị từ chối", "superseded": "có bản mới hơn", "ignored": "bỏ qua"}
    told = ", ".join(f"{counts[status]} {word}" for status, word in words.items() if status in counts)
    if outcome.files:
        click.echo(f"{len(outcome.files)} tệp: {told}")
    if outcome.missing:
        click.echo(f"Thiếu: {', '.join(outcome.missing)}")
    if outcome.exit_code == CANNOT:
        click.echo("Không viết báo cáo nào.")
        return
    click.echo(
        f"Báo cáo {'hoàn chỉnh' if outcome.final else 'BẢN NHÁP'}, trong {(output / outcome.period).as_posix()}:"
    )
    for name in outcome.outputs:
        click.echo(f"  {name}")


def _report(problems: Sequence[Problem]) -> None:
    """Problems on stderr, one a line, equal ones together; of warnings of one kind in one file a few are printed, the
    others counted."""
    from cchc_excel.problems.problem import Level, grouped

    seen: dict[tuple[str, str | None], int] = {}
    for group in grouped(problems):
        if group.first.level is Level.WARNING:
            key = (group.first.code, group.first.file)
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > _SHOWN:
                continue
        click.echo(group.line(), err=True)
    for (code, file), count in seen.items():
        if count > _SHOWN:
            click.echo(f"  … và {count - _SHOWN} cảnh báo “{code}” nữa trong {file or 'kỳ này'}", err=True)


def main() -> None:
    """Entry point: UTF-8 whatever the console; wrong use and Ctrl+C as JSON too where JSON is asked for."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    with in_vietnamese():
        try:
            _run()
        finally:  # all is done and told: Ctrl+C while Python puts itself away would only spoil the exit code
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run() -> None:
    from cchc_excel.problems import kinds

    try:
        cli.main(prog_name="cchc", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message())
        sys.exit(CANNOT)
    except click.ClickException as wrong:
        _stopped_json(kinds.WRONG_USE(reason=wrong.format_message()))
        wrong.show()
        sys.exit(CANNOT)
    except click.Abort:  # click's word for Ctrl+C
        stop = kinds.INTERRUPTED()
        _stopped_json(stop)
        click.echo(stop.message[0].upper() + stop.message[1:] + ".", err=True)
        sys.exit(INTERRUPTED)


def _stopped_json(problem: Problem) -> None:
    """Where `merge --json` was asked for: an object that says why nothing came of it."""
    if "--json" in sys.argv and "merge" in sys.argv:
        from cchc_excel.commands.merge import stopped
        from cchc_excel.commands.merge_json import to_json

        click.echo(to_json(stopped("", [problem])))


if __name__ == "__main__":
    main()
