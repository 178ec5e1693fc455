"""What is typed into cells: numbers in all Vietnamese habits, days, and what is no number at all.

D13 of sheet Số liệu holds cv_giao (120); N14 of sheet TTHC holds gq_qua_han (0) of 1.000774;
J13 of sheet Nhiệm vụ holds the day on which II.5.2 was done, 14/1/2022.
"""

from __future__ import annotations

import functools
import unicodedata

from tests.reading.variants.case import Kit, Variant

GIAO, QUA_HAN, NGAY = "Số liệu!D13", "TTHC!N14", "Nhiệm vụ!J13"

READ: tuple[tuple[str, str, str | float, str, int], ...] = (
    # name, cell, typed, the warning, the number read
    ("dấu chấm nghìn", GIAO, "1.234", "so-dang-chu", 1234),
    ("dấu chấm triệu", GIAO, "1.234.567", "so-dang-chu", 1234567),
    ("dấu phẩy triệu", GIAO, "1,234,567", "so-dang-chu", 1234567),
    ("dấu cách nghìn", GIAO, "1 234", "so-dang-chu", 1234),
    ("dấu cách cứng", GIAO, "1\u00a0234", "so-dang-chu", 1234),
    ("dấu cách hẹp", GIAO, "1\u202f234", "so-dang-chu", 1234),
    ("dấu nháy đầu", GIAO, "'125", "so-dang-chu", 125),
    ("dấu nháy cong", GIAO, "’125", "so-dang-chu", 125),
    ("chữ số gõ dạng chữ", GIAO, "125", "so-dang-chu", 125),
    ("số 0 ở đầu", GIAO, "0125", "so-dang-chu", 125),
    ("cách ở hai đầu", GIAO, "  125  ", "so-dang-chu", 125),
    ("xuống dòng trong ô", GIAO, "125\n", "so-dang-chu", 125),
    ("ký tự không thấy", GIAO, "1\u200b25\ufeff", "so-dang-chu", 125),
    ("dấu hướng chữ", GIAO, "\u200e125\u200f", "so-dang-chu", 125),
    ("chữ số toàn chiều rộng", GIAO, "１２５", "so-dang-chu", 125),
    ("kèm đơn vị tính", GIAO, "125 công việc", "so-dang-chu", 125),
    ("kèm đơn vị tính viết hoa", GIAO, "125 CÔNG VIỆC", "so-dang-chu", 125),
    ("kèm đơn vị tính NFD", GIAO, unicodedata.normalize("NFD", "125 công việc"), "so-dang-chu", 125),
    ("chấm ở cuối", GIAO, "125.", "so-dang-chu", 125),
    ("phần lẻ bằng 0", GIAO, "125,0", "so-dang-chu", 125),
    ("hồ sơ sau số", QUA_HAN, "0 hồ sơ", "so-dang-chu", 0),
    ("gạch ngang", QUA_HAN, "-", "so-khong-bang-chu", 0),
    ("gạch dài", QUA_HAN, "–", "so-khong-bang-chu", 0),
    ("dấu trừ một mình", QUA_HAN, "−", "so-khong-bang-chu", 0),
    ("gạch chéo", QUA_HAN, "/", "so-khong-bang-chu", 0),
    ("chữ không", QUA_HAN, "Không", "so-khong-bang-chu", 0),
    ("chữ không NFD", QUA_HAN, unicodedata.normalize("NFD", "không"), "so-khong-bang-chu", 0),
    ("chữ O", QUA_HAN, "O", "so-khong-bang-chu", 0),
    ("số thực tròn", GIAO, 125.0, "", 125),
)
UNREAD: tuple[tuple[str, str, str | float, str], ...] = (
    # name, cell, typed, the error; nothing is read
    ("dấu phẩy không rõ", GIAO, "1,234", "so-khong-ro"),
    ("lẻ dấu phẩy", GIAO, "12,5", "so-le"),
    ("lẻ dấu chấm", GIAO, "12.5", "so-le"),
    ("số thực lẻ", GIAO, 12.5, "so-le"),
    ("nghìn gõ kiểu Mỹ", GIAO, 1.234, "so-le"),
    ("số âm", GIAO, -5, "so-am"),
    ("số âm dạng chữ", GIAO, "-5", "so-am"),
    ("số âm trong ngoặc", GIAO, "(5)", "so-am"),
    ("dấu trừ dài", GIAO, "−5", "so-am"),
    ("phần trăm dạng chữ", GIAO, "50%", "so-phan-tram"),
    ("phần trăm dạng chữ lẻ", GIAO, "12,5 %", "so-phan-tram"),
    ("một tỷ", GIAO, 10**9, "so-qua-lon"),
    ("số điện thoại", GIAO, "0912345678901", "so-qua-lon"),
    ("số rất lớn", GIAO, 1e300, "so-qua-lon"),
    ("bốn trăm chữ số", GIAO, "9" * 400, "so-qua-lon"),
    ("năm nghìn chữ số", GIAO, "1" * 5000, "so-qua-lon"),
    ("lẻ bắt đầu bằng 0", GIAO, "0.123", "so-le"),
    ("lẻ bắt đầu bằng 0 dấu phẩy", GIAO, "0,123", "so-le"),
    ("nghìn bắt đầu bằng 0", GIAO, "012.345.678", "so-khong-doc-duoc"),
    ("chữ số lẫn chữ O", GIAO, "12O", "so-khong-doc-duoc"),
    ("khoảng", GIAO, "khoảng 120", "so-khong-doc-duoc"),
    ("hai số", GIAO, "120/43", "so-khong-doc-duoc"),
    ("phép cộng dạng chữ", GIAO, "=60+60", "so-khong-doc-duoc"),
    ("cộng ở đầu", GIAO, "+120", "so-khong-doc-duoc"),
    ("dấu cách lạc", GIAO, "12 34 5", "so-khong-doc-duoc"),
    ("số La Mã", GIAO, "XII", "so-khong-doc-duoc"),
    ("số viết chữ", GIAO, "một trăm hai mươi", "so-khong-doc-duoc"),
    ("số mũ", GIAO, "1e3", "so-khong-doc-duoc"),
    ("chỉ dấu nháy", GIAO, "'", "so-khong-doc-duoc"),
    ("ngày trong ô số dạng chữ", GIAO, "14/3/2022", "so-khong-doc-duoc"),
    ("số mũ hai", GIAO, "12²3½", "so-khong-doc-duoc"),
    ("số ghi chú ở trên", GIAO, "12²", "so-khong-doc-duoc"),
    ("số trong vòng tròn", GIAO, "⑫", "so-khong-doc-duoc"),
    ("hai dòng trong ô", GIAO, "12\n13", "so-khong-doc-duoc"),
    ("mẫu Jinja", GIAO, "{{ 7*7 }}", "so-khong-doc-duoc"),
)
DAYS: tuple[tuple[str, str | float, str], ...] = (
    # name, typed, the day read
    ("ngày chấm năm ngắn", "14.3.22", "2022-03-14"),
    ("ngày gạch chéo", "14/3/2022", "2022-03-14"),
    ("ngày gạch ngang", "14-03-2022", "2022-03-14"),
    ("ngày ISO", "2022-03-14", "2022-03-14"),
    ("ngày có dấu cách", " 14 / 3 / 2022 ", "2022-03-14"),
    ("ngày toàn chiều rộng", "１４／３／２０２２", "2022-03-14"),
    ("ngày số thứ tự", 44634, "2022-03-14"),  # 1/1/2022 is 44562; 14/3 is 72 days later
    ("ngày số thứ tự có giờ", 44634.75, "2022-03-14"),
    ("ngày số thứ tự dạng chữ có nháy", "'14/3/2022", "2022-03-14"),
)
NO_DAYS: tuple[tuple[str, str | float], ...] = (
    ("chỉ có tháng", "tháng 3"),
    ("ngày 31 tháng 2", "31/2/2022"),
    ("tháng trước ngày", "3/14/2022"),
    ("năm gõ thiếu", "14/3/0022"),
    ("chỉ có năm", 2022),
    ("ngày rất lớn", 1e300),
    ("ngày vô cực", float("inf")),
    ("đã xong", "đã xong"),
)


GENERAL, PERCENT = "General", "0.00%"
"""Number formats of the example workbook."""
PERCENTS: tuple[tuple[str, float, str, int | None], ...] = (
    # name, value of a cell that shows a percentage, the error, the number read
    ("định dạng phần trăm lẻ", 0.5, "so-phan-tram", None),
    ("định dạng phần trăm tròn", 1, "so-phan-tram", None),
    ("định dạng phần trăm sau khi gõ", 120, "so-phan-tram", None),
    ("định dạng phần trăm bằng 0", 0, "", 0),
)


def _typed(at: str, value: str | float, shown_as: str | None, kit: Kit) -> bytes:
    book = kit.good()
    return book.put(at, value, None if shown_as is None else book.style_of(shown_as)).save()


def _variant(
    name: str, at: str, typed: str | float, code: str, read: int | str | None, shown_as: str | None
) -> Variant:
    figure = {GIAO: "cv_giao", QUA_HAN: "1.000774 gq_qua_han", NGAY: "II.5.2 ngay_hoan_thanh"}[at]
    found = (f"{code} {at}",) if code else ()
    return Variant(f"{name}.xlsx", functools.partial(_typed, at, typed, shown_as), found, figures={figure: read})


def variants() -> list[Variant]:
    """Every way of typing a number or a day, one file each."""
    return [
        *(_variant(name, at, typed, code, number, None) for name, at, typed, code, number in READ),
        *(_variant(name, at, typed, code, None, None) for name, at, typed, code in UNREAD),
        *(_variant(name, NGAY, typed, "", day, GENERAL) for name, typed, day in DAYS),
        *(_variant(name, NGAY, typed, "ngay-khong-doc-duoc", None, None) for name, typed in NO_DAYS),
        *(_variant(name, QUA_HAN, value, code, number, PERCENT) for name, value, code, number in PERCENTS),
    ]
