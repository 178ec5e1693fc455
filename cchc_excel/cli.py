"""The command `cchc`: arguments, printing, exit codes. What is done is in pipeline.py."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from cchc_excel.problems import Problem
    from cchc_excel.workplace import Workplace

CLEAN, FAULTY, CANNOT = 0, 1, 2
_SHOWN = 10
"""So many problems of one kind in one file are printed; the others are counted."""
_QUIET = 1.0
"""Seconds before progress is shown."""


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
    from cchc_excel.pipeline import make_forms
    from cchc_excel.publish import write_forms

    place = _place(context, root, given, out)
    made, found = make_forms(place, period, units)
    if made:
        found = [*found, *write_forms(place.output / period, made)]
    _report(found)
    if not made or any(one.level == "error" for one in found):
        sys.exit(CANNOT)
    for name in made:
        click.echo((place.output / period / name).as_posix())


@cli.command(help="Kiểm tra các sổ tính đã điền.")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--period", metavar="KỲ", help="Kỳ mà các tệp phải thuộc về.")
@_root_option
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...], period: str | None, root: Path | None) -> None:
    from cchc_excel.pipeline import check_files

    could, found = check_files(_place(context, root), files, period)
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
    from cchc_excel.pipeline import check_template

    page, found = check_template(_place(context, root), file)
    if page is None:
        _report(found)
        sys.exit(CANNOT)
    click.echo("\n".join(page))
    _report(found, shown=None)
    errors = sum(one.level == "error" for one in found)
    click.echo(f"\n{file.name}: {errors} lỗi, {len(found) - errors} cảnh báo")
    sys.exit(FAULTY if errors else CLEAN)


@cli.command(help="Lấy sổ tính từ thư (.eml, .msg), tệp nén, thư mục hay hộp thư imaps:// vào input/<kỳ>/.")
@click.argument("sources", metavar="NGUỒN…", nargs=-1, required=True)
@click.option("--period", metavar="KỲ", help="Chỉ lấy sổ tính của kỳ này.")
@click.option("--input", "given", type=click.Path(path_type=Path), help="Thư mục chứa thư mục của các kỳ.")
@_root_option
@click.pass_context
def collect(
    context: click.Context, sources: tuple[str, ...], period: str | None, given: Path | None, root: Path | None
) -> None:
    from cchc_excel.pipeline import gather_into

    place = _place(context, root, given)
    results, wrong = gather_into(place, sources, period, _password, os.environ.get("CCHC_IMAP_CA"))
    _report(wrong)
    if wrong:
        sys.exit(CANNOT)
    errors = False
    for one in results:
        click.echo(one.line())
        _report(one.problems)
        errors = errors or any(problem.level == "error" for problem in one.problems)
    sys.exit(FAULTY if errors else CLEAN)


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
        job = Job(place, period, options["final"], options["accepted"], pairs, date, options["jobs"])
        outcome = run(job, _progress())
    _report(outcome.problems)
    if as_json:
        click.echo(to_json(outcome))
    else:
        _summary(outcome)
    sys.exit(outcome.exit_code)


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


def _report(found: Sequence[Problem], shown: int | None = _SHOWN) -> None:
    """Problems on stderr, one a line; beyond a few of one kind in one file (None: never) the rest are counted."""
    seen: dict[tuple[str, str | None], int] = {}
    for one in found:
        key = (one.code, one.file)
        seen[key] = seen.get(key, 0) + 1
        if shown is None or seen[key] <= shown:
            click.echo(one.line(), err=True)
    for (code, file), count in seen.items():
        if shown is not None and count > shown:
            click.echo(f"  … và {count - shown} vấn đề “{code}” nữa trong {file or 'kỳ này'}", err=True)


def _progress() -> Callable[[int], None]:
    """Progress on stderr once a run takes more than a second, at most once a second."""
    shown = time.monotonic()

    def tell(count: int) -> None:
        nonlocal shown
        if time.monotonic() - shown > _QUIET:
            shown = time.monotonic()
            click.echo(f"Đã đọc {count} tệp…", err=True)

    return tell


def main() -> None:
    """Entry point: UTF-8 whatever the console; wrong use as JSON too where JSON is asked for."""
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
        if "--json" in sys.argv and "merge" in sys.argv:
            from cchc_excel import problems
            from cchc_excel.outcome import to_json
            from cchc_excel.pipeline import stopped

            click.echo(to_json(stopped("", [problems.WRONG_USE(reason=wrong.format_message())])))
        wrong.show()
        sys.exit(CANNOT)
    except click.Abort:
        sys.exit(CANNOT)


if __name__ == "__main__":
    main()
