"""The commands before a period: a working folder, a new year, blank forms, a template that was changed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cchc_excel.terminal.click_vi import Command, Folder, PeriodCode, Year
from cchc_excel.terminal.exit_codes import CANNOT, CLEAN, FAULTY
from cchc_excel.terminal.options import folders_from, input_option, output_option, root_option
from cchc_excel.terminal.problem_lines import counts_in_words, print_problems
from cchc_excel.terminal.progress import progress_on

_NEXT = """
Việc tiếp theo:
1. Mở templates/danh-muc.xlsx, sửa tên cơ quan, đơn vị, địa chỉ thư, thủ tục, hạn nộp cho đúng cơ quan mình.
2. Bấm đúp Chay-cchc.bat (hoặc gõ cchc) và chọn từng bước: tạo biểu mẫu, nhận về, gộp, phát hành.
3. Chưa rõ chỗ nào thì mở huong-dan.html."""


@click.command(
    "init",
    cls=Command,
    help="Tạo thư mục làm việc.\n\n"
    "Chép vào đó danh mục, mẫu báo cáo, mẫu thư, tệp Chay-cchc.bat để bấm đúp, và thư mục input, output còn "
    "trống. Tệp đã có thì giữ nguyên, không ghi đè.",
    short_help="Tạo thư mục làm việc: danh mục, mẫu báo cáo.",
    examples=("cchc init D:\\cchc",),
)
@click.argument("folder", metavar="[THƯ_MỤC]", required=False, type=Folder())
@root_option
@click.pass_context
def init(context: click.Context, folder: Path | None, root: Path | None) -> None:
    from cchc_excel.commands.init import install_templates

    created = install_templates(folder or folders_from(context, root).root)
    click.echo("\n".join(f"Đã tạo {name}" for name in created) or "Đã có đủ, không tạo gì thêm.")
    if created:
        click.echo(_NEXT)


@click.command(
    "new-year",
    cls=Command,
    help="Mở năm mới: danh mục và các mẫu đang dùng được giữ nguyên trong templates/<năm cũ>/ cho các kỳ của năm cũ; "
    "templates/danh-muc.xlsx thành danh mục của NĂM, với các kỳ nối vào năm cũ và sheet Kế hoạch còn trống.\n\n"
    "Kỳ của năm cũ gộp lại vẫn ra đúng báo cáo cũ. Cuối lệnh là những việc còn phải làm.",
    short_help="Mở năm mới, giữ nguyên danh mục và mẫu của năm cũ.",
    examples=("cchc new-year 2023",),
)
@click.argument("year", metavar="NĂM", type=Year())
@root_option
@click.pass_context
def new_year(context: click.Context, year: int, root: Path | None) -> None:
    from cchc_excel.commands.new_year import begin_year

    begun, problems = begin_year(folders_from(context, root), year)
    print_problems(problems)
    if begun is None:
        sys.exit(CANNOT)
    click.echo("\n".join(f"Đã tạo {name}" for name in begun.created))
    click.echo("\nCòn phải làm:")
    click.echo("\n".join(f"{number}. {text}" for number, text in enumerate(begun.left, start=1)))


@click.command(
    "bring",
    cls=Command,
    help="Lấy số từ tệp xuất của hệ thống khác (một cửa, E-Office, …) vào biểu mẫu trống của một đơn vị, theo sheet "
    "Nguồn nhập của danh mục.\n\n"
    "Ô nào được điền có ghi chú số ấy ở tệp, sheet, ô nào. Biểu mẫu ở output/<kỳ>/bieu-mau/ để đơn vị xem lại, điền "
    "nốt rồi gửi; lệnh này không đưa gì vào input/.",
    short_help="Lấy số từ tệp xuất của hệ thống khác vào biểu mẫu.",
    examples=("cchc bring mot-cua.xls e-office.xlsx --unit VP --period 2022-Q1",),
)
@click.argument("files", metavar="TỆP…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--unit", required=True, metavar="MÃ", help="Đơn vị của biểu mẫu.")
@click.option("--period", required=True, metavar="KỲ", type=PeriodCode(), help="Kỳ của biểu mẫu.")
@input_option
@output_option
@root_option
@click.pass_context
def bring(context: click.Context, /, files: tuple[Path, ...], unit: str, period: str, **places: Any) -> None:
    from cchc_excel.commands.bring import bring_files
    from cchc_excel.problems.problem import has_errors

    folders = folders_from(context, **places)
    forms, problems = bring_files(folders, files, unit, period)
    print_problems(problems)
    if not forms or has_errors(problems):
        sys.exit(CANNOT)
    click.echo("\n".join((folders.output / period / name).as_posix() for name in forms))


@click.command(
    "template-check",
    cls=Command,
    help="Kiểm tra một mẫu báo cáo (.xlsx, .docx) và liệt kê các tên được dùng trong mẫu, kèm ý nghĩa và ví dụ lấy "
    "từ kỳ mới nhất có số liệu.",
    short_help="Kiểm tra một mẫu báo cáo vừa sửa.",
    examples=("cchc template-check templates\\bao-cao\\tong-hop-ty-le.xlsx",),
)
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@root_option
@click.pass_context
def template_check(context: click.Context, file: Path, root: Path | None) -> None:
    from cchc_excel.commands.check_template import check_template
    from cchc_excel.problems.problem import has_errors

    name_lines, problems = check_template(folders_from(context, root), file)
    if name_lines is None:
        print_problems(problems)
        sys.exit(CANNOT)
    click.echo("\n".join(name_lines))
    print_problems(problems)
    click.echo(f"\n{file.name}: {counts_in_words(problems)}")
    sys.exit(FAULTY if has_errors(problems) else CLEAN)


@click.command(
    "template",
    cls=Command,
    help="Tạo biểu mẫu trống của một kỳ cho các đơn vị, trong output/<kỳ>/bieu-mau/.\n\n"
    "Số kỳ trước chuyển sang được điền sẵn nếu kỳ trước đã có số liệu.",
    short_help="Tạo biểu mẫu trống để gửi các đơn vị.",
    examples=("cchc template 2022-Q1", "cchc template 2022-Q1 --unit TTR --unit XNK"),
)
@click.argument("period", metavar="KỲ", type=PeriodCode())
@click.option("--unit", "units", multiple=True, metavar="MÃ", help="Chỉ tạo cho đơn vị này; nêu được nhiều lần.")
@input_option
@output_option
@root_option
@click.pass_context
def template(context: click.Context, /, period: str, units: tuple[str, ...], **places: Any) -> None:
    from cchc_excel.commands.blank import write_blank_forms
    from cchc_excel.problems.problem import has_errors

    folders = folders_from(context, **places)
    with progress_on(sys.stderr) as progress:
        forms, problems = write_blank_forms(folders, period, units, progress)
    print_problems(problems)
    if not forms or has_errors(problems):
        sys.exit(CANNOT)
    for name in forms:
        click.echo((folders.output / period / name).as_posix())
