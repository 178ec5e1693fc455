"""What goes wrong in files: forms, report templates, the catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path

from openpyxl import Workbook, load_workbook

from scripts.compare_outputs.forms import Coded, Value, change, page, retitle, save

SPOILT = ("VP.xlsx", "XNK.xlsx", "QLCN.xlsx", "TTR.xlsx", "QLNL.xlsx", "KTAT.xlsx", "lạ.xlsx", "cũ.xls")


def spoil(period: Path, example: Path) -> None:
    """Of the ten workbooks: one missing, four refused, one with errors, one with warnings, two superseded; ignored
    ones beside them."""
    (period / "KCTV.xlsx").unlink()
    change(period / "VP.xlsx", ("Số liệu", "vb_di", "gia_tri", -5), ("Số liệu", "dg_diem", "gia_tri", "12 điểm"))
    (period / "XNK.xlsx").write_bytes(b"PK broken")
    retitle(example / "QLCN.xlsx", period / "QLCN.xlsx", ky="2022-Q2")
    retitle(example / "TTR.xlsx", period / "TTR.xlsx", don_vi="KHTC")
    retitle(example / "QLNL.xlsx", period / "QLNL.xlsx", don_vi="KHONG-CO")
    change(period / "KTAT.xlsx", *_odd_counts(example / "KTAT.xlsx"))
    change(period / "QLTM.xlsx", ("Số liệu", "cv_giao", "gia_tri", 101), saved="2022-03-18")
    shutil.copy(example / "QLTM.xlsx", period / "QLTM cũ.xlsx")
    shutil.copy(example / "XTTM.xlsx", period / "XTTM bản sao.xlsx")
    book = Workbook()
    book.worksheets[0].append(["Danh sách", "không phải biểu mẫu"])
    save(book, period / "lạ.xlsx")
    (period / "cũ.xls").write_bytes(b"<html><table><tr><td>1</td></tr></table></html>")
    for name in ("~$VP.xlsx", "ghi chú.txt", "công văn.pdf", "báo cáo.docx", "ảnh.png"):
        (period / name).write_bytes(b"abc")


def _odd_counts(form: Path) -> list[tuple[str, str, str, Value]]:
    sheet = Coded(page(load_workbook(form), "TTHC"))
    odd: tuple[Value, ...] = ("-", "không", 2.5, "1.200", True, "O")
    columns = ("tn_truc_tuyen", "tn_truc_tiep", "gq_truoc_han", "gq_dung_han", "dang_trong_han", "bcci")
    places = zip(sheet.codes(), columns, odd, strict=False)
    return [("TTHC", code, column, value) for code, column, value in places]


def vary(period: Path) -> None:
    """Each form otherwise handed in than it was sent out."""
    _sort(period / "QLTM.xlsx")
    _without_meta(period / "XNK.xlsx")
    _rename_sheets(period / "VP.xlsx")
    _twice(period / "QLCN.xlsx")
    _spare_rows(period / "QLNL.xlsx")
    _overwrite(period / "KTAT.xlsx")
    _move(period / "TTR.xlsx")
    _empty(period / "KHTC.xlsx")
    (period / "KCTV.xlsx").rename(period / "Trung tâm Khuyến công.xlsx")
    (period / "XTTM.xlsx").rename(period / "XTTM.xlsm")


def _sort(file: Path) -> None:
    """Visible cells of two procedures change places, the hidden codes stay."""
    book = load_workbook(file)
    sheet = Coded(page(book, "TTHC"))
    first, second = (sheet.rows[code] for code in sheet.codes()[:2])
    for column in sheet.columns.values():
        if column != sheet.columns["#ma"]:
            one, two = sheet.sheet.cell(first, column), sheet.sheet.cell(second, column)
            kept = one.value
            sheet.sheet.cell(first, column, two.value)
            sheet.sheet.cell(second, column, kept)
    save(book, file)


def _without_meta(file: Path) -> None:
    book = load_workbook(file)
    del book["_meta"]
    save(book, file)


def _rename_sheets(file: Path) -> None:
    book = load_workbook(file)
    book["Số liệu"].title, book["Nhiệm vụ"].title = "Sheet1", "Bản sao"
    save(book, file)


def _twice(file: Path) -> None:
    """The same hidden code in two rows, an unknown one in another."""
    book = load_workbook(file)
    sheet = Coded(page(book, "TTHC"))
    codes, anchor = sheet.codes(), sheet.columns["#ma"]
    for column in (anchor, sheet.columns["ma_hien"]):
        sheet.sheet.cell(sheet.rows[codes[1]], column).value = codes[0]
        sheet.sheet.cell(sheet.rows[codes[2]], column).value = "7.777777"
    save(book, file)


def _spare_rows(file: Path) -> None:
    """Another unit's procedure in a spare row; figures without a code in the next."""
    book = load_workbook(file)
    sheet = Coded(page(book, "TTHC"))
    spare = max(sheet.rows[code] for code in sheet.codes()) + 1
    typed: dict[str, Value] = {"ma_hien": "2.000063", "tn_truc_tuyen": 2, "gq_dung_han": 2}
    for column, value in typed.items():
        sheet.sheet.cell(spare, sheet.columns[column], value)
    sheet.sheet.cell(spare + 1, sheet.columns["gq_dung_han"], 1)
    save(book, file)


def _overwrite(file: Path) -> None:
    """Totals and checks typed over; figures above what can be."""
    book = load_workbook(file)
    sheet = Coded(page(book, "TTHC"))
    sheet.put("#tong", "tn_truc_tuyen", 1)
    sheet.put(sheet.codes()[0], "bcci", 900)
    sheet.put(sheet.codes()[1], "gq_dung_han", 5_000)
    sheet.put(sheet.codes()[2], "tn_truc_tiep", 10**9)
    save(book, file)


def _move(file: Path) -> None:
    """A row and a column put in before the table."""
    book = load_workbook(file)
    for name in ("Số liệu", "Nhiệm vụ"):
        book[name].insert_rows(3)
        book[name].insert_cols(1)
    save(book, file)


def _empty(file: Path) -> None:
    """Nothing filled in: neither figures nor statuses."""
    book = load_workbook(file)
    for name, column in (("Số liệu", "gia_tri"), ("Nhiệm vụ", "trang_thai")):
        sheet = Coded(page(book, name))
        for code in sheet.codes():
            sheet.put(code, column, None)
    save(book, file)


TEMPLATES: dict[str, list[list[str]]] = {
    "bang-rieng.xlsx": [
        ["{{ thong_tin['co_quan'] }}", "{{ ky.ten }}"],
        ["{%tr for u in don_vi %}"],
        ["{{ loop.index | la_ma }}", "{{ u.ten }}", '{{ u.chi_tieu["dung_han"].hien }}'],
        ["{%tr endfor %}"],
        ["Cộng", "=COUNTA(B3:B3)", '{{ chi_tieu["som_han"].hien }} / {{ chi_tieu["som_han"].yeu_cau }}'],
        ["{%tr for t in thieu %}"],
        ["{{ t.ten }}", "{{ t.ly_do }}"],
        ["{%tr else %}"],
        ["Đủ", "{% if ngay %}{{ ngay | ngay }}{% else %}…{% endif %}"],
        ["{%tr endfor %}"],
    ],
    "tung-don-vi.xlsx": [["{%sheet for u in don_vi %}"], ["{{ u.ma }}", "{{ u.ten }}"]],
    "sai.xlsx": [["{{ khong_co }}", "{{ don_vi[0] }}", "{{ ky.tenn }}"], ["{%tr for u in don_vi %}"], ["{{ u.ten }"]],
}


WRONG_NAME = "{{ khong_co }}"


def write_templates(folder: Path) -> None:
    """An officer's own reports, a page and a letter that cannot be filled."""
    for name, rows in TEMPLATES.items():
        book = Workbook()
        sheet = book.worksheets[0]
        for row in rows:
            sheet.append(row)
        save(book, folder / "bao-cao" / name)
    page_file = folder / "tong-hop.html"
    page_file.write_text(page_file.read_text("utf-8") + f"<p>{{{{ ky.ten }}}} {WRONG_NAME}</p>", "utf-8")
    letter = folder / "thu" / "nhac-nop.txt"
    letter.write_text(letter.read_text("utf-8") + "\n{{ khong_co }}\n", "utf-8")


def break_catalogue(file: Path) -> None:
    """A mistake on each sheet: a number for a code, unknown names, a day that is none, a code twice."""
    book = load_workbook(file)
    for name, cell, value in (
        ("Kỳ báo cáo", "D3", "31/2/2022"), ("Kỳ báo cáo", "F2", "2022-T99"), ("Đơn vị", "A3", "VP"),
        ("TTHC", "A2", 2.5), ("TTHC", "G3", "có"), ("TTHC", "D4", "KHONG-CO"), ("Kế hoạch", "E5", "Phòng Lạ"),
        ("Số liệu", "D3", "khác"),
        ("Kiểm tra", "C2", "vb_di +"), ("Kiểm tra", "C3", "khong_co <= vb_di"), ("Chỉ tiêu", "D3", "tong(khong_co)"),
        ("Chỉ tiêu", "H4", "= x%"), ("Chấm điểm", "C2", "khác"), ("Chấm điểm", "B3", "khong_co"),
    ):  # fmt: skip
        page(book, name)[cell] = value
    save(book, file)
