"""The messy form: codes lost, sheets renamed, rows moved, added, merged and hidden; cells that hold no plain value.

Sheet TTHC of the example: codes in row 13 and column A; rows 14 to 19 hold 1.000774, 2.000063, 2.000255 (blank),
2.000314, 2.000347, 2.000450; rows 20 to 29 are spare; row 30 is the total. B is the visible code, C the name, I to S
the figures. Sheet Số liệu: codes in row 12 and column A, D13 to D18 the figures.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.reading.variants.book import Book
from tests.reading.variants.case import Kit, Variant, refused

Change = Callable[[Book], object]
TYPED = "IJKLMNOPQRS"
NAME_2063 = "Cấp Giấy phép thành lập Văn phòng đại diện của thương nhân nước ngoài tại Việt Nam"
UNIT_FIGURES = ("cv_giao", "cv_som_han", "cv_tre_han", "cv_gia_han", "dg_diem", "dg_ho_so")
FIGURES = (
    "tn_truc_tuyen",
    "tn_truc_tiep",
    "tn_ky_truoc",
    "gq_truoc_han",
    "gq_dung_han",
    "gq_qua_han",
    "dang_trong_han",
    "dang_qua_han",
    "bcci",
    "tt_truc_tuyen",
    "tt_dvcqg",
)
"""Codes of columns I to S."""


def made(change: Change) -> Callable[[Kit], bytes]:
    """A good workbook, changed."""

    def make(kit: Kit) -> bytes:
        book = kit.good()
        change(book)
        return book.save()

    return make


def several(*changes: Change) -> Change:
    """One change after the other."""

    def all_of(book: Book) -> None:
        for change in changes:
            change(book)

    return all_of


def blank(code: str) -> dict[str, int | str | None]:
    """Nothing is read of a procedure."""
    return {f"{code} {figure}": None for figure in FIGURES}


def _swapped(first: int, second: int, from_column: int = 2) -> Change:
    """Two rows exchanged from a column on, as sorting what is seen does: the hidden column stays."""
    other = {first: second, second: first}
    return lambda book: book.move(
        "TTHC", lambda row, column: (other.get(row, row) if column >= from_column else row, column)
    )


def _added(row: int, code: str | None, name: str | None, *figures: int) -> Change:
    """A row put in by hand: figures from column I on."""

    def add(book: Book) -> None:
        book.put(f"TTHC!B{row}", code).put(f"TTHC!C{row}", name)
        for column, value in zip(TYPED, figures, strict=False):
            book.put(f"TTHC!{column}{row}", value)

    return add


def _signed(book: Book) -> None:
    """What people put under a table: place and date, who made it, a note."""
    book.put("TTHC!L32", "Tân Giang, ngày 14 tháng 3 năm 2022")
    book.put("TTHC!C33", "NGƯỜI LẬP BIỂU").put("TTHC!L33", "THỦ TRƯỞNG ĐƠN VỊ").put("TTHC!L37", "Trần Thị B")


def _cleared(row: int) -> Change:
    def clear(book: Book) -> None:
        for column in TYPED:
            book.put(f"TTHC!{column}{row}", None)

    return clear


def _merged(sheet: str, area: str) -> Change:
    return lambda book: book.after_data(sheet, f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>')


def _hidden(sheet: str, row: int) -> Change:
    return lambda book: book.row(sheet, row).set("hidden", "1")


def _shown_codes(book: Book) -> None:
    for sheet, row in (("Số liệu", 12), ("TTHC", 13), ("Nhiệm vụ", 11), ("Xếp hạng", 11)):
        book.row(sheet, row).attrib.pop("hidden", "")


def _order(book: Book) -> None:
    book.names(lambda sheets: sheets[::-1])


def _copied(book: Book) -> None:
    """The data sheets alone, renamed, in a new workbook."""
    book.drop("_meta", "_danh_sach", "Hướng dẫn")
    book.rename("Số liệu", "Sheet1").rename("TTHC", "Sheet2").rename("Nhiệm vụ", "Sheet3").rename("Xếp hạng", "Sheet4")


def _date_style(book: Book) -> int:
    """The style of the cells for days."""
    return int(book.cell("Nhiệm vụ!J13").get("s", "0"))


def sheets() -> list[Variant]:
    """Sheets lost, renamed, copied."""
    lost_meta = ("don-vi-suy-ra", "ky-suy-ra")
    return [
        Variant("mất _meta.xlsx", made(lambda b: b.drop("_meta")), lost_meta),
        Variant("mất _meta và danh sách.xlsx", made(lambda b: b.drop("_meta", "_danh_sach")), lost_meta),
        Variant("đổi tên sheet.xlsx", made(lambda b: b.rename("TTHC", "Thủ tục HC").rename("Số liệu", "so lieu Q1"))),
        Variant("đảo thứ tự sheet.xlsx", made(_order)),
        Variant("chép sang sổ mới.xlsx", made(_copied), lost_meta),
        Variant(
            "hai sheet đổi tên cho nhau.xlsx",
            made(lambda b: b.rename("TTHC", "x").rename("Số liệu", "TTHC").rename("x", "Số liệu")),
        ),
        Variant("mất sheet TTHC.xlsx", made(lambda b: b.drop("TTHC")), ("mat-sheet",), lost=("TTHC",)),
        Variant("mất sheet Số liệu.xlsx", made(lambda b: b.drop("Số liệu")), ("mat-sheet",), lost=("Số liệu",)),
        Variant("mất sheet Nhiệm vụ.xlsx", made(lambda b: b.drop("Nhiệm vụ")), ("mat-sheet-phu",), lost=("Nhiệm vụ",)),
        Variant("mất sheet Xếp hạng.xlsx", made(lambda b: b.drop("Xếp hạng")), ("mat-sheet-phu",)),
        refused(
            "chỉ còn hướng dẫn.xlsx",
            made(lambda b: b.drop("Số liệu", "TTHC", "Nhiệm vụ", "Xếp hạng")),
            "khong-phai-bieu-mau",
        ),
        Variant("đơn vị trong _meta bị xoá.xlsx", made(lambda b: b.put("_meta!B3", None)), ("don-vi-suy-ra",)),
        Variant("danh mục khác bản.xlsx", made(lambda b: b.put("_meta!B4", "khac")), ()),
        Variant("biểu mẫu khác bản.xlsx", made(lambda b: b.put("_meta!B1", "cchc-don-vi-0")), ("bieu-mau-khac-ban",)),
    ]


def codes() -> list[Variant]:
    """Code rows and columns shown, moved, overwritten, deleted."""
    return [
        Variant("hiện dòng mã.xlsx", made(_shown_codes)),
        Variant("chèn dòng trên đầu.xlsx", made(lambda b: b.insert_rows("TTHC", 1, 2).insert_rows("Số liệu", 5))),
        Variant("chèn dòng dưới tiêu đề.xlsx", made(lambda b: b.insert_rows("TTHC", 13))),
        Variant("chèn dòng trống giữa bảng.xlsx", made(lambda b: b.insert_rows("TTHC", 16))),
        Variant("chèn cột bên trái.xlsx", made(lambda b: b.insert_columns("TTHC", 1, 2))),
        Variant("chèn cột giữa bảng.xlsx", made(lambda b: b.insert_columns("TTHC", 10).insert_columns("Số liệu", 3))),
        Variant("dời cả bảng.xlsx", made(lambda b: b.insert_rows("Nhiệm vụ", 1, 30).insert_columns("Nhiệm vụ", 1, 30))),
        Variant(
            "xoá cột mã TTHC.xlsx",
            made(lambda b: b.delete_column("TTHC", 1)),
            ("mat-ma TTHC",),
            lost=("TTHC",),
        ),
        Variant(
            "xoá dòng mã TTHC.xlsx",
            made(lambda b: b.delete_row("TTHC", 13)),
            ("mat-ma TTHC",),
            lost=("TTHC",),
        ),
        Variant(
            "xoá dòng mã Nhiệm vụ.xlsx",
            made(lambda b: b.delete_row("Nhiệm vụ", 11)),
            ("mat-ma Nhiệm vụ",),
            lost=("Nhiệm vụ",),
        ),
        refused(
            "xoá mọi cột mã.xlsx",
            made(several(*(lambda b, s=s: b.delete_column(s, 1) for s in ("Số liệu", "TTHC", "Nhiệm vụ", "Xếp hạng")))),
            "khong-phai-bieu-mau",
        ),
        Variant(
            "mã cột giá trị bị ghi đè.xlsx",
            made(lambda b: b.put("Số liệu!D12", "abc")),
            ("mat-cot Số liệu",),
            lost=("Số liệu",),
        ),
        Variant(
            "mã cột bị ghi đè.xlsx",
            made(lambda b: b.put("TTHC!J13", "abc")),
            ("mat-cot TTHC",),
            figures={
                f"{code} tn_truc_tiep": None for code in ("1.000774", "2.000063", "2.000314", "2.000347", "2.000450")
            },
        ),
        Variant(
            "mã cột trạng thái bị ghi đè.xlsx",
            made(lambda b: b.put("Nhiệm vụ!G11", "abc")),
            ("mat-cot Nhiệm vụ",),
            lost=("Nhiệm vụ",),
        ),
        Variant(
            "mã cột hạng năm trước bị ghi đè.xlsx",
            made(lambda b: b.put("Xếp hạng!E11", "abc")),
            ("mat-cot Xếp hạng",),
        ),
        Variant(
            "hai cột một mã.xlsx",
            made(lambda b: b.put("TTHC!S13", "bcci")),
            ("trung-ma TTHC!S13", "mat-cot TTHC"),
            figures={
                f"{code} {figure}": None
                for code in ("2.000063", "2.000347", "2.000450")
                for figure in ("bcci", "tt_dvcqg")
            },
        ),
        Variant("mã dòng bị ghi đè.xlsx", made(lambda b: b.put("TTHC!A14", "abc")), ("dong-da-sap-xep TTHC",)),
        Variant(
            "mã dòng thành số.xlsx",
            made(lambda b: b.put("TTHC!A14", 1.000774)),  # Excel keeps its digits
        ),
        Variant("mã dòng bị xoá.xlsx", made(lambda b: b.put("TTHC!A14", None)), ("dong-mat-ma TTHC",)),
        Variant("mã số liệu bị xoá.xlsx", made(lambda b: b.put("Số liệu!A13", None)), ("dong-mat-ma Số liệu",)),
        Variant("mã nhiệm vụ bị xoá.xlsx", made(lambda b: b.put("Nhiệm vụ!A13", None)), ("dong-mat-ma Nhiệm vụ",)),
        Variant("mã hiện bị xoá.xlsx", made(lambda b: b.put("TTHC!B14", None))),
        Variant(
            "mã hiện sai.xlsx",
            made(lambda b: b.put("TTHC!B14", "1.00077x")),
            ("dong-ma-la TTHC!B14",),
            figures=blank("1.000774"),
        ),
        Variant(
            "mã hiện thành số mất số 0.xlsx",
            made(lambda b: b.put("TTHC!B19", 2.00045)),
            ("dong-ma-la TTHC!B19",),
            figures=blank("2.000450"),
        ),
        Variant("mã hiện có ký tự không thấy.xlsx", made(lambda b: b.put("TTHC!B14", "\u200b1.000774\u00a0"))),
        Variant("mã số liệu bị ghi đè.xlsx", made(lambda b: b.put("Số liệu!A13", "xyz")), ("dong-da-sap-xep Số liệu",)),
        Variant(
            "tên và mã số liệu bị ghi đè.xlsx",
            made(lambda b: b.put("Số liệu!A13", "xyz").put("Số liệu!B13", "Việc được giao")),
            ("so-lieu-thua Số liệu!D13", "mat-dong-so-lieu Số liệu"),
            figures={"cv_giao": None},
        ),
        Variant(
            "xoá dòng số liệu.xlsx",
            made(lambda b: b.delete_row("Số liệu", 14)),
            ("mat-dong-so-lieu Số liệu",),
            figures={"cv_som_han": None},
        ),
        Variant(
            "xoá dòng thủ tục.xlsx",
            made(lambda b: b.delete_row("TTHC", 14)),
            ("mat-dong-tthc TTHC",),
            figures=blank("1.000774"),
        ),
    ]


def rows() -> list[Variant]:
    """Rows sorted, added, doubled, hidden; cells merged; totals typed."""
    copy = _added(20, "2.000063", None, 20, 2, 2, 10, 11, 0, 3, 0, 7, 5, 4)
    by_hand = (1, 2, 0, 1, 1, 0, 1, 0)
    return [
        Variant("sắp xếp hai dòng.xlsx", made(_swapped(14, 19)), ("dong-da-sap-xep TTHC",)),
        Variant("sắp xếp hai dòng kể cả mã.xlsx", made(_swapped(14, 19, from_column=1))),
        Variant("sắp xếp cả với dòng trống.xlsx", made(_swapped(16, 18)), ("dong-da-sap-xep TTHC",)),
        Variant(
            "tự thêm dòng có mã.xlsx",
            made(_added(20, "2.001561", None, *by_hand)),
            ("tthc-them TTHC!B20",),
            figures=dict(zip([f"2.001561 {figure}" for figure in FIGURES], by_hand, strict=False)),
        ),
        Variant(
            "tự thêm dòng chỉ có tên.xlsx",
            made(
                several(
                    _cleared(15),
                    lambda b: b.delete_row("TTHC", 15),
                    _added(19, None, NAME_2063, 20, 2, 2, 10, 11, 0, 3, 0, 7, 5, 4),
                )
            ),
            ("dong-doc-theo-ten TTHC!C19",),
        ),
        Variant(
            "tự thêm dòng chỉ có tên chữ hoa.xlsx",
            made(
                several(
                    lambda b: b.delete_row("TTHC", 15),
                    _added(19, None, f"  {NAME_2063.upper()} ", 20, 2, 2, 10, 11, 0, 3, 0, 7, 5, 4),
                )
            ),
            ("dong-doc-theo-ten TTHC!C19",),
        ),
        Variant(
            "tự thêm dòng tên gần giống.xlsx",
            made(_added(20, None, f"{NAME_2063} (mới)", *by_hand)),
            ("dong-khong-ma TTHC!B20",),
        ),
        Variant(
            "tự thêm dòng trùng tên thủ tục đã có.xlsx",
            made(_added(20, None, NAME_2063, *by_hand)),
            ("dong-doc-theo-ten TTHC!C20", "trung-ma TTHC!B20"),
            figures=blank("2.000063"),
        ),
        Variant("dòng không tên không mã.xlsx", made(_added(20, None, None, 5)), ("dong-khong-ma TTHC!B20",)),
        Variant("dòng dự phòng chọn mã chưa điền.xlsx", made(_added(20, "2.001561", None)), ("tthc-them TTHC!B20",)),
        Variant("dòng dự phòng mã lạ.xlsx", made(_added(20, "9.999999", None, 5)), ("dong-ma-la TTHC!B20",)),
        Variant("trùng mã.xlsx", made(copy), ("trung-ma TTHC!B20",), figures=blank("2.000063")),
        Variant(
            "dòng cộng tự chèn.xlsx",
            made(
                several(
                    lambda b: b.insert_rows("TTHC", 17), _added(17, None, "Cộng", 20, 21, 3, 18, 20, 0, 6, 0, 7, 5, 4)
                )
            ),
            ("dong-khong-ma TTHC!B17",),
        ),
        Variant("chữ ký dưới bảng.xlsx", made(_signed)),
        Variant(
            "tự thêm nhiệm vụ.xlsx",
            made(lambda b: b.put("Nhiệm vụ!C40", "Việc khác").put("Nhiệm vụ!G40", "Đã hoàn thành")),
            ("dong-ngoai-bieu-mau Nhiệm vụ!C40",),
        ),
        Variant("gõ đè ô kết quả.xlsx", made(lambda b: b.put("Số liệu!D28", 9)), ("ghi-de-cong-thuc Số liệu!D28",)),
        Variant("gõ đè ô kiểm tra.xlsx", made(lambda b: b.put("TTHC!U14", "Đạt")), ("ghi-de-cong-thuc TTHC!U14",)),
        Variant("gõ đè dòng tổng.xlsx", made(lambda b: b.put("TTHC!I30", 999)), ("ghi-de-cong-thuc TTHC!I30",)),
        Variant(
            "gõ đè cột tính.xlsx",
            made(lambda b: b.put("TTHC!T14", 5).put("TTHC!T15", 5)),
            ("ghi-de-cong-thuc TTHC!T14",),
        ),
        Variant(
            "gộp hai ô số.xlsx",
            made(several(_merged("TTHC", "N14:N15"), lambda b: b.put("TTHC!N15", None))),
            ("o-bi-gop TTHC!N14",),
            figures={"2.000063 gq_qua_han": None},
        ),
        Variant(
            "gộp ô số với ô tên.xlsx",
            made(several(_merged("Số liệu", "C15:D15"), lambda b: b.put("Số liệu!D15", None))),
            ("o-bi-gop Số liệu!C15", "chua-nhap Số liệu!D15"),
            figures={"cv_tre_han": None},
        ),
        Variant("gộp ô số với ô bên phải.xlsx", made(_merged("Số liệu", "D15:F15"))),
        Variant("gộp ô tiêu đề.xlsx", made(_merged("TTHC", "B1:S3"))),
        Variant("ẩn dòng có số.xlsx", made(_hidden("TTHC", 15)), ("dong-bi-an TTHC",)),
        Variant(
            "lọc còn một dòng.xlsx",
            made(several(*(_hidden("TTHC", row) for row in (14, 15, 16, 17, 18)))),
            ("dong-bi-an TTHC",),
        ),
        Variant("ẩn dòng không có số.xlsx", made(_hidden("TTHC", 16))),
        Variant("ẩn dòng số liệu.xlsx", made(_hidden("Số liệu", 13)), ("dong-bi-an Số liệu",)),
        Variant(
            "chưa nhập một số.xlsx",
            made(lambda b: b.put("Số liệu!D17", None)),
            ("chua-nhap Số liệu!D17",),
            figures={"dg_diem": None},
        ),
        Variant(
            "chưa nhập thủ tục nào.xlsx",
            made(several(*(_cleared(row) for row in range(14, 20)))),
            ("chua-nhap-tthc TTHC",),
            lost=("TTHC",),
        ),
        Variant(
            "ô để trống trong dòng.xlsx", made(lambda b: b.put("TTHC!N14", None)), figures={"1.000774 gq_qua_han": None}
        ),
        Variant(
            "không áp dụng mà có số.xlsx",
            made(lambda b: b.put("TTHC!Q14", 2)),
            ("khong-ap-dung TTHC!Q14",),
            figures={"1.000774 bcci": 2},
        ),
        Variant(
            "trạng thái lạ.xlsx",
            made(lambda b: b.put("Nhiệm vụ!G13", "Xong")),
            ("trang-thai-la Nhiệm vụ!G13",),
            figures={"II.5.2 trang_thai": None},
        ),
        Variant(
            "chưa chọn trạng thái.xlsx",
            made(lambda b: b.put("Nhiệm vụ!G13", None)),
            ("nhiem-vu-thieu-trang-thai Nhiệm vụ!G13",),
            figures={"II.5.2 trang_thai": None},
        ),
        Variant("thứ hạng bằng 0.xlsx", made(lambda b: b.put("Xếp hạng!F12", 0)), ("xep-hang-khong Xếp hạng!F12",)),
        Variant(
            "thứ hạng gạch ngang.xlsx", made(lambda b: b.put("Xếp hạng!F12", "-")), ("xep-hang-khong Xếp hạng!F12",)
        ),
        Variant(
            "thứ hạng không tên.xlsx", made(lambda b: b.put("Xếp hạng!F14", 3)), ("xep-hang-thieu-ten Xếp hạng!F14",)
        ),
    ]


def values() -> list[Variant]:
    """Cells that hold no plain value, and texts that could be taken for something else."""
    late = {"1.000774 gq_qua_han": None}
    long_text = "x" * 1_000_000
    return [
        Variant(
            "ô lỗi REF.xlsx",
            made(lambda b: b.raw("TTHC!N14", "e", "<v>#REF!</v>")),
            ("o-bao-loi TTHC!N14",),
            figures=late,
        ),
        Variant(
            "ô lỗi do công thức.xlsx",
            made(lambda b: b.raw("TTHC!N14", "e", "<f>1/0</f><v>#DIV/0!</v>")),
            ("o-bao-loi TTHC!N14",),
            figures=late,
        ),
        Variant("ô lỗi kiểu mới.xlsx", made(lambda b: b.raw("TTHC!T14", "e", "<f>A1</f><v>#N/A</v>"))),
        Variant("công thức trong ô nhập.xlsx", made(lambda b: b.raw("TTHC!N14", "", "<f>1-1</f><v>0</v>"))),
        Variant(
            "công thức chưa tính.xlsx",
            made(lambda b: b.raw("TTHC!N14", "", "<f>1-1</f>")),
            ("cong-thuc-chua-tinh TTHC!N14",),
            figures=late,
        ),
        Variant(
            "công thức giá trị rỗng.xlsx",
            made(lambda b: b.raw("TTHC!N14", "", "<f>1-1</f><v></v>")),
            ("cong-thuc-chua-tinh TTHC!N14",),
            figures=late,
        ),
        Variant(
            "công thức cho chữ rỗng.xlsx", made(lambda b: b.raw("TTHC!N14", "str", "<f>A1</f><v></v>")), figures=late
        ),
        Variant("công thức chưa tính ở ô tổng.xlsx", made(lambda b: b.raw("TTHC!I30", "", "<f>SUM(I14:I29)</f>"))),
        Variant("liên kết sổ khác.xlsx", made(lambda b: b.raw("Số liệu!D13", "", "<f>[1]Sheet1!$A$1</f><v>120</v>"))),
        Variant(
            "đúng sai trong ô số.xlsx",
            made(lambda b: b.raw("TTHC!N14", "b", "<v>1</v>")),
            ("so-dung-sai TTHC!N14",),
            figures=late,
        ),
        Variant(
            "ngày trong ô số.xlsx",
            made(lambda b: b.put("TTHC!N14", 44634, _date_style(b))),
            ("so-thanh-ngay TTHC!N14",),
            figures=late,
        ),
        Variant(
            "chữ rất dài trong ô số.xlsx",
            made(lambda b: b.put("TTHC!N14", long_text)),
            ("so-khong-doc-duoc TTHC!N14",),
            figures=late,
        ),
        Variant("chữ rất dài trong ghi chú.xlsx", made(lambda b: b.put("Nhiệm vụ!N13", long_text))),
        Variant("ký tự điều khiển.xlsx", made(lambda b: b.put("Nhiệm vụ!K13", "xong_x0007__x0000_\tba"))),
        Variant(
            "công thức giả trong kết quả.xlsx",
            made(lambda b: b.put("Nhiệm vụ!K13", '=HYPERLINK("http://x")').put("Nhiệm vụ!L13", "@SUM(1)")),
        ),
        Variant(
            "mẫu Jinja trong kết quả.xlsx",
            made(lambda b: b.put("Nhiệm vụ!K13", "{{ 7*7 }}").put("Nhiệm vụ!N13", "{%tr for x in don_vi %}")),
        ),
        Variant(
            "đơn vị là đường dẫn.xlsx",
            made(lambda b: b.put("_meta!B3", "../../x")),
            ("don-vi-la",),
            "refused",
            unit=None,
        ),
    ]


def variants() -> list[Variant]:
    """Every messy form."""
    return [*sheets(), *codes(), *rows(), *values()]
