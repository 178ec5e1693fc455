"""The commands that change, check and compare catalogues: `plan`, `procedures`, `catalogue`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_excel.terminal.click_vi import Group, Year
from cchc_excel.terminal.exit_codes import CANNOT, CLEAN, FAULTY
from cchc_excel.terminal.options import folders_from, json_option, root_option
from cchc_excel.terminal.problem_lines import counts_in_words, print_problems

if TYPE_CHECKING:
    from cchc_excel.problems.problem import Problem

_FILE = click.Path(path_type=Path)
_check_option = click.option("--check", "only_check", is_flag=True, help="Chỉ nói sẽ thay đổi gì, không ghi gì.")


@click.group(
    "plan",
    cls=Group,
    order=("import",),
    help="Kế hoạch trong danh mục.",
    examples=("cchc plan import ke-hoach.docx --check",),
)
def plan() -> None: ...


@plan.command(
    "import",
    help="Đưa bảng nhiệm vụ của một kế hoạch (.docx, .xlsx, .tsv, .txt) vào sheet Kế hoạch của danh mục, thay kế hoạch "
    "đang có; danh mục cũ được giữ trong templates/cu/.\n\n"
    "Dòng nào của bảng không thể là nhiệm vụ, tên đơn vị, thời gian, số mục nào không hiểu đều được nêu với ô của nó; "
    "khi đó chưa ghi gì, trừ khi thêm --accept.",
    short_help="Đưa bảng nhiệm vụ của kế hoạch vào danh mục.",
    examples=("cchc plan import ke-hoach.docx --check", "cchc plan import ke-hoach.docx --accept"),
)
@click.argument("file", metavar="TỆP", type=_FILE)
@click.option("--year", metavar="NĂM", type=Year(), help="Năm của danh mục nhận kế hoạch; không nêu thì là templates/.")
@_check_option
@click.option("--accept", is_flag=True, help="Vẫn ghi dù còn điều phải xem lại.")
@json_option
@root_option
@click.pass_context
def import_plan(
    context: click.Context, file: Path, year: int | None, root: Path | None, *,
    only_check: bool, accept: bool, as_json: bool,
) -> None:  # fmt: skip
    from cchc_excel.commands.import_plan import import_plan_file, to_json

    result = import_plan_file(folders_from(context, root), file, year, only_check=only_check, accept=accept)
    if as_json:
        click.echo(to_json(result))
    else:
        _print_plan_problems(result.problems)
    if result.plan is None:
        sys.exit(CANNOT)
    if not as_json:
        placed, named = len(result.plan.rows), result.plan.named
        click.echo(f"Đọc {placed + len(named)} dòng: {placed} dòng vào sheet Kế hoạch, {len(named)} dòng không.")
        for line in named:
            click.echo(f"  {line.cell}: {line.why}: {line.text}")
        if result.left:
            click.echo(result.left)
        click.echo("\nKế hoạch này hỏi:" if result.tasks else "\nKế hoạch này không hỏi nhiệm vụ nào.")
        for task in result.tasks:
            click.echo(f"  {task}")
        if result.points:
            click.echo("\nSheet Chấm điểm: " + "\n  ".join(result.points))
        _print_changes(result.changes, result.written)
        if result.references:
            click.echo(_REFERENCES)
            for told in result.references:
                click.echo(f"  {told}")
        if result.problems and not result.written and not only_check:
            click.echo("Chưa ghi gì. Sửa những chỗ trên rồi chạy lại, hoặc thêm --accept để ghi như vậy.")
    settled = bool(result.written) or not result.problems
    sys.exit(CLEAN if settled else FAULTY)


@click.group(
    "procedures",
    cls=Group,
    order=("import",),
    help="Thủ tục hành chính trong danh mục.",
    examples=("cchc procedures import tthc.xlsx --check",),
)
def procedures() -> None: ...


@procedures.command(
    "import",
    help="Cập nhật sheet TTHC của danh mục theo một danh sách thủ tục hành chính (.xlsx): mã viết cách nào cũng được, "
    "thủ tục mới được thêm, thủ tục không còn trong danh sách được ghi ngày hết hiệu lực là hôm nay, tên đổi thì "
    "nêu ra. Danh mục cũ được giữ trong templates/cu/.",
    short_help="Cập nhật thủ tục hành chính theo danh sách.",
    examples=("cchc procedures import tthc.xlsx --check",),
)
@click.argument("file", metavar="TỆP", type=_FILE)
@_check_option
@root_option
@click.pass_context
def import_procedures(context: click.Context, file: Path, root: Path | None, *, only_check: bool) -> None:
    from cchc_excel.commands.import_procedures import import_procedures_file
    from cchc_excel.problems.problem import has_errors

    result = import_procedures_file(folders_from(context, root), file, only_check=only_check)
    print_problems(result.problems)
    if not result.listed:
        sys.exit(CANNOT)
    click.echo(f"Danh sách có {result.listed} thủ tục.")
    for flag, title in result.flags.items():
        click.echo(f"Cờ {flag} lấy từ cột “{title}”.")
    _print_changes(result.changes, result.written)
    sys.exit(FAULTY if has_errors(result.problems) else CLEAN)


@click.group(
    "catalogue",
    cls=Group,
    order=("check", "diff"),
    help="Kiểm tra và so sánh danh mục.",
    examples=("cchc catalogue check",),
)
def catalogue() -> None: ...


@catalogue.command(
    help="Kiểm tra danh mục của thư mục làm việc, của mọi năm: mọi chỗ sai với sheet và ô, và danh mục có những gì.",
    short_help="Kiểm tra danh mục.",
    examples=("cchc catalogue check",),
)
@root_option
@click.pass_context
def check(context: click.Context, root: Path | None) -> None:
    from cchc_excel.commands.compare_catalogues import check_catalogues
    from cchc_excel.problems.problem import has_errors

    lines, problems = check_catalogues(folders_from(context, root))
    print_problems(problems)
    click.echo("\n".join([*lines, counts_in_words(problems)]))
    sys.exit(FAULTY if has_errors(problems) else CLEAN)


@catalogue.command(
    help="So sánh hai danh mục: dòng nào thêm, bỏ, đổi ở sheet nào, và điều đó thay đổi gì trên biểu mẫu của đơn vị "
    "nào, kỳ nào.",
    short_help="So sánh hai danh mục.",
    examples=("cchc catalogue diff templates\\cu\\danh-muc.xlsx templates\\danh-muc.xlsx",),
)
@click.argument("old", metavar="CŨ", type=_FILE)
@click.argument("new", metavar="MỚI", type=_FILE)
def diff(old: Path, new: Path) -> None:
    from cchc_excel.commands.compare_catalogues import compare

    changes, problems = compare(old, new)
    print_problems(problems)
    if changes is None:
        sys.exit(CANNOT)
    click.echo("\n".join(changes) or "Hai danh mục như nhau.")


_REFERENCES = (
    "\nCác dòng của sheet khác đang nhắc kế hoạch cũ. Dòng còn dùng thì ghi mục mới vào cột mục, dòng không dùng nữa "
    "thì xoá; rồi chạy cchc catalogue check:"
)


def _print_plan_problems(problems: Sequence[Problem]) -> None:
    """The problems of a plan; rules that speak of lines of the former one are one line."""
    from cchc_excel.problems import kinds

    orphans = [one for one in problems if one.code == kinds.CATALOGUE_NO_KEY.code]
    print_problems([one for one in problems if one not in orphans])
    if orphans:
        click.echo(
            f"LỖI: {len(orphans)} ô của các sheet khác nhắc mục không có trong kế hoạch này, liệt kê ở dưới; sửa cột "
            "mục theo kế hoạch mới thì danh mục mới dùng được",
            err=True,
        )


def _print_changes(changes: Sequence[str], written: Sequence[str]) -> None:
    click.echo("\nSo với danh mục đang có:" if changes else "\nGiống hệt danh mục đang có.")
    for line in changes:
        click.echo(f"  {line}")
    click.echo("\n".join(written))
