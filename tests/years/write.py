"""Puts a year on disk as users would: danh-muc.xlsx by sheets and headings, unit workbooks addressed by their codes."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.years import features as f
from tests.years.model import PROCEDURE, UNIT, Catalogue, Form, Year

Cell = str | int | float | dt.date | None
Table = Sequence[Sequence[Cell]]
SHIPPED = Path(__file__).resolve().parents[2] / "templates" / "bao-cao"
REPORTS = ("bang-tu-cham-diem.xlsx", "bao-cao-ket-qua-cchc.docx", "tong-hop-ty-le.xlsx")
"""The shipped reports that are compared; form II.06a asks for the shipped figures, the appendix prints texts."""
TASK_COLUMNS = (
    *("noi_dung", "san_pham", "thoi_gian", "trang_thai", "so_van_ban", "ngay_van_ban", "ngay_hoan_thanh"),
    *("ket_qua", "nguyen_nhan", "giai_phap", "ghi_chu"),
)


def write_year(year: Year, root: Path, reports: Iterable[str] = REPORTS) -> None:
    """A working folder: the last catalogue in templates/, older ones in templates/<year>/, workbooks in input/."""
    (root / "templates" / "bao-cao").mkdir(parents=True)
    for name in reports:
        shutil.copy(SHIPPED / name, root / "templates" / "bao-cao")
    for catalogue in year.catalogues:
        folder = root / "templates"
        if catalogue is not year.catalogues[-1]:
            folder /= str(catalogue.year)
        write_catalogue(catalogue, folder / "danh-muc.xlsx", f.UNIT_DATES in year.features)
    for form in year.forms.values():
        write_form(year.catalogue_of(form.period), form, form_path(root, form))


def form_path(root: Path, form: Form) -> Path:
    return root / "input" / form.period / f"{form.unit}.xlsx"


def write_catalogue(catalogue: Catalogue, path: Path, dated: bool) -> None:
    """danh-muc.xlsx; new columns only where the year has what they are for."""
    _write_book(
        path,
        {
            "Thông tin": [("khoá", "giá trị"), ("co_quan", "Sở Thử nghiệm"), ("nam", str(catalogue.year))],
            "Kỳ báo cáo": _periods(catalogue),
            "Đơn vị": _units(catalogue, dated),
            "TTHC": _procedures(catalogue),
            "Kế hoạch": _plan(catalogue),
            "Số liệu": _figures(catalogue),
            "Kiểm tra": [("mã", "bảng", "biểu thức", "mức", "thông báo")],
            "Chỉ tiêu": _indicators(catalogue),
            "Chấm điểm": _scores(catalogue),
        },
    )


def _periods(catalogue: Catalogue) -> Table:
    head = ("mã", "tên", "từ ngày", "đến ngày", "hạn nộp", "gồm các kỳ", "kỳ nối", "kỳ trước", "lũy kế")
    rows = [
        (
            *(one.code, f"Kỳ {one.code}", one.start, one.end, one.due, "; ".join(one.parts)),
            *("; ".join(one.continues), one.previous, one.cumulative),
        )
        for one in catalogue.periods.values()
    ]
    return [head, *rows]


def _units(catalogue: Catalogue, dated: bool) -> Table:
    head = ["mã", "tên", "nhóm", "email", "tên gọi khác"]
    rows: list[list[Cell]] = [[one.code, one.name, "; ".join(one.groups), "", ""] for one in catalogue.units.values()]
    if dated:
        head += ["từ ngày", "đến ngày", "nhập vào"]
        dates = [(one.start, one.end, one.into) for one in catalogue.units.values()]
        rows = [[*row, *more] for row, more in zip(rows, dates, strict=True)]
    return [head, *rows]


def _procedures(catalogue: Catalogue) -> Table:
    head = ("mã", "tên", "lĩnh vực", "đơn vị", "hiệu lực từ", "hiệu lực đến", *catalogue.flags)
    rows = [
        (
            *(one.code, one.name, one.field, "; ".join(one.owners), one.start, one.end),
            *("x" if flag in one.flags else None for flag in catalogue.flags),
        )
        for one in catalogue.procedures
    ]
    return [head, *rows]


def _plan(catalogue: Catalogue) -> Table:
    head = (
        *("khoá", "mã", "nội dung", "cấp", "đơn vị chủ trì", "sản phẩm", "thời gian"),
        *("nhóm giao", "kỳ đến hạn", "chỉ tiêu"),
    )
    rows: list[Sequence[Cell]] = [head, (None, "I", "CHỈ TIÊU", "phần")]
    rows += [(None, one.key.removeprefix("I."), f"Mục của {one.code}", "mục") for one in catalogue.indicators]
    rows.append((None, "II", "NHIỆM VỤ", "phần"))
    rows += [(None, one.code, one.text, "mục", one.lead, "Báo cáo", one.time) for one in catalogue.items]
    rows.append((None, "III", "THỨ HẠNG", "phần"))
    rows += [(None, one.key.removeprefix("III."), "Điểm", "mục") for one in catalogue.scores if one.key[:4] == "III."]
    return rows


def _figures(catalogue: Catalogue) -> Table:
    head = ["mã", "tên", "đơn vị tính", "bảng", "ai điền", "chỉ khi", "cộng dồn", "nối từ", "công thức", "chú giải"]
    decimals = any(one.digits for one in catalogue.figures.values())
    head += ["kiểu", "số lẻ"] * decimals
    rows: list[Sequence[Cell]] = [head]
    for one in catalogue.figures.values():
        row: list[Cell] = [one.code, f"Số liệu {one.code}", "cái", one.table, "; ".join(one.owners), one.only_if]
        row += [one.rollup, one.continues, one.formula, ""]
        if decimals:
            row += ["số thập phân" if one.digits else "số đếm", one.digits]
        rows.append(row)
    return rows


def _indicators(catalogue: Catalogue) -> Table:
    head = (
        *("mã", "tên", "mục", "tử số", "mẫu số", "đơn vị", "khi 0/0", "yêu cầu"),
        *("điều kiện thêm", "số lẻ", "định nghĩa"),
    )
    rows = [
        (
            *(one.code, indicator_name(one.code), one.key, one.numerator, one.denominator, one.unit, one.when_empty),
            *(one.requirement, one.condition, one.digits, f"{one.numerator} chia cho {one.denominator}"),
        )
        for one in catalogue.indicators
    ]
    return [head, *rows]


def indicator_name(code: str) -> str:
    """The name under which reports print an indicator."""
    return f"Tỷ lệ {code}"


def _scores(catalogue: Catalogue) -> Table:
    head = ("mục", "chỉ tiêu", "cách chấm", "điểm tối đa", "tham số", "trần", "căn cứ")
    rows = [(one.key, one.about, one.method, one.maximum, one.parameters, one.cap, "") for one in catalogue.scores]
    return [head, *rows]


def write_form(catalogue: Catalogue, form: Form, path: Path) -> None:
    """A unit workbook: sheets that are addressed by `#ma`, and `_meta`."""
    sheets: dict[str, Table] = {"Số liệu": _figure_rows(catalogue, form)}
    if form.rows:
        sheets["TTHC"] = _procedure_rows(catalogue, form)
    sheets["Nhiệm vụ"] = _task_rows(catalogue, form)
    sheets["Xếp hạng"] = _rank_rows(form)
    meta = [("form", "cchc-don-vi-1"), ("ky", form.period), ("don_vi", form.unit), ("danh_muc", "thử")]
    _write_book(path, sheets | {"_meta": meta})


def _figure_rows(catalogue: Catalogue, form: Form) -> Table:
    listed = [one for one in catalogue.typed(UNIT) if one.code in form.figures]
    rows = [(one.code, f"Số liệu {one.code}", number(form.figures[one.code])) for one in listed]
    return [("#ma", "ten", "gia_tri"), *rows]


def _procedure_rows(catalogue: Catalogue, form: Form) -> Table:
    codes = [one.code for one in catalogue.typed(PROCEDURE)]
    rows = [
        (
            *(None if code in form.spare else code, code, catalogue.newest(code).name),
            *(number(typed.get(figure)) for figure in codes),
        )
        for code, typed in sorted(form.rows.items(), key=lambda one: one[0] in form.spare)
    ]
    return [("#ma", "ma_hien", "ten", *codes), *rows]


def _task_rows(catalogue: Catalogue, form: Form) -> Table:
    texts = {one.key: one.text for one in catalogue.items}
    rows: list[Sequence[Cell]] = [("#ma", *TASK_COLUMNS)]
    for key, answer in form.answers.items():
        row: list[Cell] = [key, texts[key], None, None, answer.status or None, None, None, answer.done_on]
        rows.append([*row, f"Kết quả {form.unit} {key}"])
    return rows


def _rank_rows(form: Form) -> Table:
    head = ("#ma", "chi_so", "tieu_chi", "hang_nam_truoc", "hang_nam_nay")
    rows = [
        (str(at), one.index, one.criterion, one.last_year, one.this_year) for at, one in enumerate(form.ranks, start=1)
    ]
    return [head, *rows]


def number(value: Fraction | None) -> int | float | None:
    """A figure as a cell holds it."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _write_book(path: Path, sheets: dict[str, Table]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        styles = {"text": book.add_format({"num_format": "@"}), "day": book.add_format({"num_format": "dd/mm/yyyy"})}
        for name, table in sheets.items():
            page = book.add_worksheet(name)
            for row, cells in enumerate(table):
                _write_row(page, row, cells, styles)
            if name == "_meta":
                page.very_hidden()


def _write_row(page: Any, row: int, cells: Iterable[Cell], styles: dict[str, Any]) -> None:
    for column, value in enumerate(cells):
        match value:
            case None | "":
                continue
            case str():
                page.write_string(row, column, value, styles["text"])
            case dt.date():
                page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), styles["day"])
            case _:
                page.write_number(row, column, value)
