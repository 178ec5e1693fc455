"""The command `cchc`: arguments, printing, exit codes. What is done is in pipeline.py."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cchc_excel.progress import shown_on

if TYPE_CHECKING:
    from cchc_excel.problems import Problem
    from cchc_excel.workplace import Workplace

CLEAN, FAULTY, CANNOT = 0, 1, 2
INTERRUPTED = 130
"""What shells give a command that Ctrl+C ended."""
_SHOWN = 10
"""So many warnings of one kind in one file are printed; the others are counted."""


def _root_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--root",
        type=click.Path(path_type=Path, file_okay=False),
        help="Thư mục làm việc (mặc định: thư mục hiện tại).",
    )(command)


def _place(context: click.Context, root: Path | None, given: Path | None = None, out: Path | None = None) -> Workplace:
    from cchc_excel.workplace import workplace

    told = root or context.obj or os.environ.get("CCHC_ROOT") or "."
    return workplace(Path(told), given, out)


@click.group(help="Gộp sổ tính cải cách hành chính của các đơn vị thành báo cáo của sở.")
@_root_option
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    context.obj = root


@cli.command(help="Tạo thư mục làm việc: danh mục, mẫu báo cáo, input/ và output/; không ghi đè gì.")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@_root_option
@click.pass_context
def init(context: click.Context, folder: Path | None, root: Path | None) -> None:
    from cchc_excel.workplace import install_templates

    made = install_templates(folder or _place(context, root).root)
    click.echo("\n".join(f"Đã tạo {name}" for name in made) or "Đã có đủ, không tạo gì thêm.")


@cli.command(help="Tạo biểu mẫu trống của kỳ cho các đơn vị.")
@click.argument("period", metavar="KỲ")
@click.option("--unit", "units", multiple=True, metavar="MÃ", help="Chỉ đơn vị này (lặp lại được).")
@click.option("--input", "given", type=click.Path(path_type=Path), help="Thư mục chứa thư mục của các kỳ.")
@click.option("--output", "out", type=click.Path(path_type=Path), help="Thư mục kết quả.")
@_root_option
@click.pass_context
def template(
    context: click.Context, period: str, units: tuple[str, ...], given: Path | None, out: Path | None, root: Path | None
) -> None:
    from cchc_excel.errands import make_forms
    from cchc_excel.publish import write_forms

    place = _place(context, root, given, out)
    with shown_on(sys.stderr) as progress:
        made, found = make_forms(place, period, units, progress)
    if made:
        found = [*found, *write_forms(place.output / period, made)]
    _report(found)
    if not made or any(one.level == "error" for one in found):
        sys.exit(CANNOT)
    for name in made:
        click.echo((place.output / period / name).as_posix())


_password_option = click.option(
    "--password", "passwords", multiple=True, metavar="TEXT",
    help="Mật khẩu để mở tệp có khoá (lặp lại được; cần cchc-excel[password]).",
)  # fmt: skip


@cli.command(help="Kiểm tra các sổ tính đã điền.")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--period", metavar="KỲ", help="Kỳ mà các tệp phải thuộc về.")
@_password_option
@_root_option
@click.pass_context
def check(
    context: click.Context,
    files: tuple[Path, ...],
    period: str | None,
    passwords: tuple[str, ...],
    root: Path | None,
) -> None:
    from cchc_excel.errands import check_files

    with shown_on(sys.stderr) as progress:
        could, found = check_files(_place(context, root), files, period, passwords, progress)
    _report(found)
    errors = sum(one.level == "error" for one in found)
    if not could:
        sys.exit(CANNOT)
    click.echo(f"{len(files)} tệp: {errors} lỗi, {len(found) - errors} cảnh báo")
    sys.exit(FAULTY if errors else CLEAN)


@cli.command("template-check", help="Kiểm tra một mẫu báo cáo; liệt kê các tên mẫu được dùng, kèm ý nghĩa và ví dụ.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@_root_option
@click.pass_context
def template_check(context: click.Context, file: Path, root: Path | None) -> None:
    from cchc_excel.errands import check_template

    page, found = check_template(_place(context, root), file)
    if page is None:
        _report(found)
        sys.exit(CANNOT)
    click.echo("\n".join(page))
    _report(found)
    errors = sum(one.level == "error" for one in found)
    click.echo(f"\n{file.name}: {errors} lỗi, {len(found) - errors} cảnh báo")
    sys.exit(FAULTY if errors else CLEAN)


@cli.command(help="Lấy sổ tính từ thư (.eml, .msg, .mbox), tệp nén, thư mục hay hộp thư imaps:// vào input/<kỳ>/.")
@click.argument("sources", metavar="NGUỒN…", nargs=-1, required=True)
@click.option("--period", metavar="KỲ", help="Chỉ lấy sổ tính của kỳ này.")
@click.option("--input", "given", type=click.Path(path_type=Path), help="Thư mục chứa thư mục của các kỳ.")
@_root_option
@click.pass_context
def collect(
    context: click.Context, sources: tuple[str, ...], period: str | None, given: Path | None, root: Path | None
) -> None:
    from cchc_excel.errands import gather_into

    place = _place(context, root, given)
    results, wrong = gather_into(place, sources, period, _password, os.environ.get("CCHC_IMAP_CA"))
    _report(wrong)
    if wrong:
        sys.exit(CANNOT)
    found: list[Problem] = []
    taken: dict[str, set[str]] = {}
    for one in results:
        click.echo(one.line())
        _report(one.problems)
        found.extend(one.problems)
        for kept in one.places:
            if kept.new:
                taken.setdefault(kept.period, set()).add(kept.name)
    for code, names in sorted(taken.items()):
        found.extend(_write_receipts(place, code, names))
    sys.exit(FAULTY if any(one.level == "error" for one in found) else CLEAN)


def _write_receipts(place: Workplace, period: str, names: set[str]) -> list[Problem]:
    """Draft letters that tell the senders what arrived."""
    from cchc_excel.errands import make_receipts
    from cchc_excel.publish import write_forms

    made, found = make_receipts(place, period, names)
    found = [*found, *write_forms(place.output / period, made)]
    _report(found)
    if made:
        folder = (place.output / period / "bien-nhan").as_posix()
        click.echo(f"{len(made)} giấy báo đã nhận (thư nháp): {folder}", err=True)  # stdout has a line for each message
    return found


@cli.command(help="Viết thư nhắc (thư nháp .eml) cho đơn vị chưa gửi và đơn vị có tệp phải sửa; không tự gửi thư nào.")
@click.argument("period", metavar="KỲ")
@click.option("--input", "given", type=click.Path(path_type=Path), help="Thư mục chứa thư mục của các kỳ.")
@click.option("--output", "out", type=click.Path(path_type=Path), help="Thư mục kết quả.")
@_root_option
@click.pass_context
def remind(context: click.Context, period: str, given: Path | None, out: Path | None, root: Path | None) -> None:
    from cchc_excel.errands import make_reminders
    from cchc_excel.publish import replace_drafts
    from cchc_excel.reminders import FOLDER

    place = _place(context, root, given, out)
    with shown_on(sys.stderr) as progress:
        made, found = make_reminders(place, period, progress)
    if made is not None:
        found = [*found, *replace_drafts(place.output / period, FOLDER, made)]
    _report(found)
    if made is None or any(one.level == "error" for one in found):
        sys.exit(CANNOT)
    for name in made:
        click.echo((place.output / period / name).as_posix())
    click.echo(
        f"{len(made)} thư nhắc; mở bằng Outlook hoặc Thunderbird để gửi." if made else "Không phải nhắc đơn vị nào."
    )


def _password() -> str:
    """The mailbox's password: never on the command line, never shown."""
    told = os.environ.get("CCHC_IMAP_PASSWORD")
    return told if told is not None else str(click.prompt("Mật khẩu hộp thư", hide_input=True, err=True))


@cli.command(help="Gộp các sổ tính của kỳ, kiểm tra, tính tỷ lệ và viết báo cáo.")
@click.argument("period", metavar="KỲ")
@click.option("--final", is_flag=True, help="Phát hành: chỉ khi đã đủ, giữ một bản trong phat-hanh/.")
@click.option("--accept-missing", "accepted", multiple=True, metavar="MÃ", help="Chấp nhận đơn vị này thiếu hoặc lỗi.")
@click.option("--exclude", "excluded", multiple=True, metavar="FILE", help="Không dùng tệp này (kèm --reason).")
@click.option("--reason", "reasons", multiple=True, metavar="TEXT", help="Lý do loại tệp.")
@click.option("--date", "date", metavar="D", help="Ngày ghi trên báo cáo, ví dụ 2022-03-18.")
@click.option("--input", "given", type=click.Path(path_type=Path), help="Thư mục chứa thư mục của các kỳ.")
@click.option("--output", "out", type=click.Path(path_type=Path), help="Thư mục kết quả.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Số tiến trình đọc.")
@_password_option
@_root_option
@click.pass_context
def merge(context: click.Context, /, period: str, as_json: bool, **options: Any) -> None:
    from cchc_excel import problems
    from cchc_excel.outcome import to_json
    from cchc_excel.pipeline import Job, stopped
    from cchc_excel.pipeline import merge as run

    excluded, reasons = options["excluded"], options["reasons"]
    date = _day(options["date"])
    if len(excluded) != len(reasons):
        outcome = stopped(period, [problems.REASON_MISSING()])
    elif options["date"] and date is None:
        outcome = stopped(period, [problems.WRONG_USE(reason=f"không hiểu ngày “{options['date']}”")])
    else:
        place = _place(context, options["root"], options["given"], options["out"])
        pairs = tuple(zip(excluded, reasons, strict=True))
        job = Job(
            place, period, options["final"], options["accepted"], pairs, date, options["jobs"], options["passwords"]
        )
        with shown_on(sys.stderr) as progress:
            outcome = run(job, progress)
    _report(outcome.problems)
    if as_json:
        click.echo(to_json(outcome))
    else:
        _summary(outcome)
    sys.exit(outcome.exit_code)


@cli.command(help="Xem đơn vị nào đã gửi, chưa gửi, còn lỗi, và còn nợ mục nào của Kế hoạch.")
@click.argument("period", metavar="[KỲ]", required=False)
@click.option("--today", "today", metavar="D", help="Xem như hôm nay là ngày này, ví dụ 2022-03-18.")
@click.option("--input", "given", type=click.Path(path_type=Path), help="Thư mục chứa thư mục của các kỳ.")
@click.option("--output", "out", type=click.Path(path_type=Path), help="Thư mục kết quả.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@_root_option
@click.pass_context
def status(context: click.Context, /, period: str | None, as_json: bool, **options: Any) -> None:
    from cchc_excel.errands import status as read_status

    today = _day(options["today"]) if options["today"] else dt.date.today()
    if today is None:
        raise click.BadParameter(f"không hiểu ngày “{options['today']}”", param_hint="--today")
    place = _place(context, options["root"], options["given"], options["out"])
    with shown_on(sys.stderr) as progress:
        told, found = read_status(place, period, today, progress)
    if told is None:
        _report(found)
        sys.exit(CANNOT)
    if as_json:
        from cchc_excel.status import to_json

        click.echo(to_json(told))
    else:
        from cchc_excel.status_table import print_status

        if period is None:
            click.echo(f"Chưa nêu kỳ: xem kỳ có hạn nộp gần ngày {today:%d/%m/%Y} nhất.")
        print_status(told, sys.stdout)
        _report([one for one in told.problems if one.file and one.level == "error"])
    sys.exit(CLEAN if told.complete else FAULTY)


def _day(text: str | None) -> dt.date | None:
    from cchc_excel.values import read_date

    return read_date(text)[0] if text else None


def _summary(outcome: Any) -> None:
    """What an officer wants to know at the end: how many files, who is missing, where the reports are."""
    counts: dict[str, int] = {}
    for one in outcome.files:
        counts[one.status] = counts.get(one.status, 0) + 1
    words = {"merged": "đã gộp", "refused": "bị từ chối", "superseded": "có bản mới hơn", "ignored": "bỏ qua"}
    told = ", ".join(f"{counts[status]} {word}" for status, word in words.items() if status in counts)
    if outcome.files:
        click.echo(f"{len(outcome.files)} tệp: {told}")
    if outcome.missing:
        click.echo(f"Thiếu: {', '.join(outcome.missing)}")
    if outcome.exit_code == CANNOT:
        click.echo("Không viết báo cáo nào.")
        return
    click.echo("Báo cáo hoàn chỉnh:" if outcome.final else "Báo cáo BẢN NHÁP:")
    for name in outcome.outputs:
        click.echo(f"  {outcome.period}/{name}")


def _report(found: Sequence[Problem]) -> None:
    """Problems on stderr, one a line, equal ones together; of warnings of one kind in one file a few are printed, the
    others counted."""
    from cchc_excel.problems import Level, grouped

    seen: dict[tuple[str, str | None], int] = {}
    for one in grouped(found):
        if one.first.level is Level.WARNING:
            key = (one.first.code, one.first.file)
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > _SHOWN:
                continue
        click.echo(one.line(), err=True)
    for (code, file), count in seen.items():
        if count > _SHOWN:
            click.echo(f"  … và {count - _SHOWN} cảnh báo “{code}” nữa trong {file or 'kỳ này'}", err=True)


def main() -> None:
    """Entry point: UTF-8 whatever the console; wrong use and Ctrl+C as JSON too where JSON is asked for."""
    from cchc_excel import problems

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(prog_name="cchc", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message())
        sys.exit(CANNOT)
    except click.ClickException as wrong:
        _stopped_json(problems.WRONG_USE(reason=wrong.format_message()))
        wrong.show()
        sys.exit(CANNOT)
    except click.Abort:  # click's word for Ctrl+C
        stop = problems.INTERRUPTED()
        _stopped_json(stop)
        click.echo(stop.message[0].upper() + stop.message[1:] + ".", err=True)
        sys.exit(INTERRUPTED)


def _stopped_json(problem: Problem) -> None:
    """Where `merge --json` was asked for: an object that says why nothing came of it."""
    if "--json" in sys.argv and "merge" in sys.argv:
        from cchc_excel.outcome import to_json
        from cchc_excel.pipeline import stopped

        click.echo(to_json(stopped("", [problem])))


if __name__ == "__main__":
    main()
