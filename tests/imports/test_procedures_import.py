"""`cchc procedures import`: published lists bring sheet TTHC up to date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cchc_excel.imports.procedures import normalised_code
from cchc_excel.model.records import CellValue
from cchc_excel.values import today_here
from tests.catalogue.tables import periods, write_catalogue
from tests.cchc_runs import cchc
from tests.imports.documents import docx_bytes, write, xlsx_bytes

PRESENT = {
    **periods("2026-Q1 | Quý I | 1/1/2026 | 31/3/2026 | 5/4/2026"),
    "TTHC": "mã | tên | lĩnh vực | đơn vị | hiệu lực từ | hiệu lực đến | truc_tuyen\n"
    "2.001617 | Cấp giấy phép | Thương mại | A | | | x\n2.001330 | Thông báo khuyến mại | Thương mại | B\n"
    "1.000001 | Đã hết | Thương mại | B | | 31/12/2020\n3.000003 | Không còn | Điện | A",
}
LIST = """DANH MỤC THỦ TỤC HÀNH CHÍNH | < | < | <
STT | Thông tin thủ tục | < | Cơ quan thực hiện
^ | Mã số TTHC | Tên thủ tục hành chính | ^
(1) | (2) | (3) | (4)
I. LĨNH VỰC THƯƠNG MẠI | < | < | <
1 | 2.001617.000.00.00.H50 | Cấp giấy phép kinh doanh | Phòng A
2 | 2001330 | Thông báo khuyến mại | Phòng B
II. Lĩnh vực Điện | < | < | <
3 | 1.004.005 | Cấp thẻ | Phòng B
4 | không rõ | Thủ tục lạ | Phòng B"""


def start(root: Path) -> Path:
    write_catalogue(root / "templates" / "danh-muc.xlsx", PRESENT)
    return root


def rows(root: Path) -> list[dict[str, Any]]:
    """The rows of sheet TTHC, days as days."""
    page = load_workbook(root / "templates" / "danh-muc.xlsx")["TTHC"]
    titles = [str(cell.value) for cell in page[1]]
    found = [dict(zip(titles, row, strict=True)) for row in page.iter_rows(min_row=2, values_only=True)]
    days = [{name: _day(value) for name, value in row.items()} for row in found]
    return [row for row in days if row["mã"]]


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) else value


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2.001617", "2.001617"),
        ("2001617", "2.001617"),
        (2001617, "2.001617"),
        ("2.001617.000.00.00.H50", "2.001617"),
        ("2.001.617", "2.001617"),
        (2.00133, "2.001330"),  # Excel took the code for a number: its last zero is gone
        (" 1.004005 ", "1.004005"),
        ("Mã", ""),
        ("2.0016", ""),
        (17, ""),
        (None, ""),
    ],
)
def test_a_code_in_any_spelling(written: CellValue, code: str) -> None:
    assert normalised_code(written) == code


@pytest.mark.parametrize(("kept", "told"), [(3, "không có 5 trong 8 thủ tục"), (5, ""), (4, "")])
def test_a_list_that_would_end_most_procedures_may_be_of_one_field(tmp_path: Path, kept: int, told: str) -> None:
    """Of 8 in force 5 are more than half; of 10 they are not; of 8 four are few."""
    count = 10 if kept == 5 else 8
    codes = [f"2.0000{number}" for number in range(10, 10 + count)]
    lines = "\n".join(f"{code} | Cấp phép {code} | Điện | A | 01/07/2020 | |" for code in codes)
    heading, _, _ = PRESENT["TTHC"].partition("\n")
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", {**PRESENT, "TTHC": f"{heading}\n{lines}"})
    listed = "Mã | Tên\n" + "\n".join(f"{code} | Cấp phép {code}" for code in codes[:kept])
    run = cchc(tmp_path, "procedures", "import", str(write(tmp_path, "tthc.xlsx", xlsx_bytes(listed))), "--check")
    assert run.exit_code in (0, 1)
    assert (told in run.stderr) if told else ("đang có hiệu lực" not in run.stderr)


@pytest.mark.parametrize(("name", "make"), [("tthc.xlsx", xlsx_bytes), ("tthc.docx", docx_bytes)])
def test_new_ones_are_added_gone_ones_end_changed_names_are_told(tmp_path: Path, name: str, make: Any) -> None:
    result = cchc(start(tmp_path), "procedures", "import", str(write(tmp_path, name, make(LIST))))
    assert result.exit_code == 0, result.output
    found = {row["mã"]: row for row in rows(tmp_path)}
    assert list(found) == ["2.001617", "2.001330", "1.000001", "3.000003", "1.004005"]
    first = found["2.001617"]
    assert (first["tên"], first["đơn vị"], first["truc_tuyen"]) == ("Cấp giấy phép kinh doanh", "A", "x")
    assert found["2.001330"]["hiệu lực đến"] is None
    assert found["3.000003"]["hiệu lực đến"] == today_here()
    assert found["1.000001"]["hiệu lực đến"] == dt.date(2020, 12, 31)
    added = found["1.004005"]
    assert (added["tên"], added["lĩnh vực"], added["đơn vị"], added["hiệu lực từ"]) == ("Cấp thẻ", "Điện", "B", None)
    assert "2.001617: tên “Cấp giấy phép” thành “Cấp giấy phép kinh doanh”" in result.stdout
    assert "thêm 1.004005 “Cấp thẻ”" in result.stdout
    assert "“không rõ” không phải mã thủ tục (“Thủ tục lạ”)" in result.stderr
    assert (tmp_path / "templates" / "cu" / "danh-muc.xlsx").is_file()


def test_a_check_writes_nothing_and_a_second_import_changes_nothing(tmp_path: Path) -> None:
    file = write(tmp_path, "tthc.xlsx", xlsx_bytes(LIST))
    before = (start(tmp_path) / "templates" / "danh-muc.xlsx").read_bytes()
    told = cchc(tmp_path, "procedures", "import", str(file), "--check")
    assert told.exit_code == 0
    assert "thêm 1.004005" in told.stdout
    assert (tmp_path / "templates" / "danh-muc.xlsx").read_bytes() == before
    assert cchc(tmp_path, "procedures", "import", str(file)).exit_code == 0
    assert "Giống hệt danh mục đang có." in cchc(tmp_path, "procedures", "import", str(file)).stdout
    assert len(list((tmp_path / "templates" / "cu").iterdir())) == 1


def test_rows_of_a_list_that_are_no_procedure_in_force_are_told(tmp_path: Path) -> None:
    """ "Mã quyết định" holds no codes; headings once more are none; a sum and a number of columns are silent."""
    table = (
        "STT | Mã quyết định | Mã TTHC | Tên TTHC | Cơ quan | Tình trạng\n1 | 1 | 2.001617 | Cấp giấy phép | A | Còn\n"
        "2 | 1/QĐ | 2.001330 | Thông báo khuyến mại | B | Đã bãi bỏ\n3 | | | Thủ tục không mã | B | Còn\n"
        "STT | Mã quyết định | Mã TTHC | Tên TTHC | Cơ quan | Tình trạng\n4 | | 2001617 | Tên khác | B | Còn\n"
        " | | | Tổng cộng | 2 | 1"
    )
    told = cchc(start(tmp_path), "procedures", "import", str(write(tmp_path, "tthc.xlsx", xlsx_bytes(table))))
    assert told.exit_code == 0, told.output
    found = {row["mã"]: row["hiệu lực đến"] for row in rows(tmp_path)}
    assert (found["2.001617"], found["2.001330"]) == (None, today_here())
    assert [line.partition("!")[2].partition(";")[0] for line in told.stderr.splitlines()] == [
        "C3: danh sách ghi “Đã bãi bỏ” cho thủ tục 2.001330 (“Thông báo khuyến mại”), coi như không còn trong danh "
        "sách",
        "C4: thủ tục “Thủ tục không mã” không có mã, dòng không được nhập",
        "C6: mã 2.001617 đã có ở trên với tên “Cấp giấy phép”, dòng “Tên khác” không được nhập",
    ]


def test_what_comes_back_begins_again(tmp_path: Path) -> None:
    table = (
        "Mã | Tên thủ tục\n1.000001 | Đã hết\n2.001617 | Cấp giấy phép\n2.001330 | Thông báo khuyến mại\n"
        "3.000003 | Không còn"
    )
    file = write(start(tmp_path), "a.xlsx", xlsx_bytes(table))
    assert cchc(tmp_path, "procedures", "import", str(file)).exit_code == 0
    ends = [(row["hiệu lực từ"], row["hiệu lực đến"]) for row in rows(tmp_path) if row["mã"] == "1.000001"]
    assert ends == [(None, dt.date(2020, 12, 31)), (today_here(), None)]


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    file = write(start(tmp_path), "tthc.xlsx", xlsx_bytes("STT | Nội dung\n1 | Việc"))
    result = cchc(tmp_path, "procedures", "import", str(file))
    assert result.exit_code == 2
    assert "không có danh sách thủ tục" in result.stderr


FLAGGED = {
    **PRESENT,
    "TTHC": "mã | tên | lĩnh vực | đơn vị | hiệu lực từ | hiệu lực đến | toan_trinh | mot_phan | muc_3_4 | qua_mang\n"
    "2.001617 | Một | L | A | | | | x | |\n2.001330 | Hai | L | B | | | x | | x | x\n"
    "1.000001 | Ba | L | B | | | | x | | x",
    "Thông tin": "khoá | giá trị\nqua_mang | Nộp qua mạng",
}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # a column for each; blank takes the mark away
        (
            "STT | Mã TTHC | Tên TTHC | Mức độ DVCTT | <\n^ | ^ | ^ | Toàn trình | Một phần\n(1) | (2) | (3) | (4) |"
            " (5)\n1 | 2.001617 | Một | x | \n2 | 2.001330 | Hai | | X\n3 | 1.000001 | Ba | |",
            ["toan_trinh", "mot_phan muc_3_4 qua_mang", "qua_mang"],
        ),
        # one column that says which; "cung cấp thông tin" is none of them
        (
            "STT | Mã TTHC | Tên TTHC | Mức độ cung cấp dịch vụ công trực tuyến\n1 | 2.001617 | Một | DVCTT toàn trình"
            "\n2 | 2.001330 | Hai | Cung cấp thông tin\n3 | 1.000001 | Ba | Một phần",
            ["toan_trinh", "muc_3_4 qua_mang", "mot_phan qua_mang"],
        ),
        (
            "Mã TTHC | Tên TTHC | Mức độ DVCTT: Toàn trình/Một phần\n2.001617 | Một | Một phần\n2.001330 | Hai |"
            " Một phần\n1.000001 | Ba | Toàn trình",
            ["mot_phan", "mot_phan muc_3_4 qua_mang", "toan_trinh qua_mang"],
        ),
        # the heading names a level that no cell has: it takes the mark away all the same
        (
            "Mã TTHC | Tên TTHC | Mức độ DVCTT: Toàn trình/Một phần\n2.001617 | Một | Một phần\n2.001330 | Hai |"
            " Một phần\n1.000001 | Ba |",
            ["mot_phan", "mot_phan muc_3_4 qua_mang", "mot_phan qua_mang"],
        ),
        # levels of 2022, as numbers under their heading (a blank says nothing) and as columns
        (
            "Mã TTHC | Tên TTHC | Mức độ\n2.001617 | Một | 4\n2.001330 | Hai |\n1.000001 | Ba | Mức độ 3",
            ["mot_phan muc_3_4", "toan_trinh muc_3_4 qua_mang", "mot_phan muc_3_4 qua_mang"],
        ),
        (
            "Mã TTHC | Tên TTHC | Mức độ 3 | Mức độ 4\n2.001617 | Một | x |\n2.001330 | Hai | |\n1.000001 | Ba | | x",
            ["mot_phan muc_3_4", "toan_trinh qua_mang", "mot_phan muc_3_4 qua_mang"],
        ),
        # by what sheet Thông tin calls it
        (
            "Mã TTHC | Tên TTHC | Nộp qua mạng\n2.001617 | Một | có\n2.001330 | Hai | không\n1.000001 | Ba | -",
            ["mot_phan qua_mang", "toan_trinh muc_3_4", "mot_phan"],
        ),
        # no column of flags: a note that names one is none
        (
            "Mã TTHC | Tên TTHC | Ghi chú\n2.001617 | Một | Toàn trình\n2.001330 | Hai |\n1.000001 | Ba |",
            ["mot_phan", "toan_trinh muc_3_4 qua_mang", "mot_phan qua_mang"],
        ),
    ],
)
def test_columns_of_a_list_say_flags(tmp_path: Path, table: str, expected: list[str]) -> None:
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", FLAGGED)
    file = write(tmp_path, "tthc.xlsx", xlsx_bytes(table))
    result = cchc(tmp_path, "procedures", "import", str(file))
    assert result.exit_code == 0, result.output
    flags = ("toan_trinh", "mot_phan", "muc_3_4", "qua_mang")
    assert [" ".join(flag for flag in flags if row[flag]) for row in rows(tmp_path)] == expected


def test_titles_above_and_below_headings_are_none_of_them(tmp_path: Path) -> None:
    """The title over the table names no flag of every column; the first field is that of what stands under it."""
    table = (
        "DANH MỤC THỦ TỤC CUNG CẤP DỊCH VỤ CÔNG TOÀN TRÌNH | < | < | < | <\n"
        "STT | Mã TTHC | Tên TTHC | Phòng thực hiện | Một phần\nI. Lĩnh vực Điện | < | < | < | <\n"
        "1 | 2.001617 | Một | Phòng A |\n2 | 2.001330 | Hai | Phòng B | x\n"
        "3 | 1.000001 | Ba | Phòng B |\n4 | 3.000009 | Mới | Phòng B |"
    )
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", FLAGGED)
    result = cchc(tmp_path, "procedures", "import", str(write(tmp_path, "tthc.xlsx", xlsx_bytes(table))))
    assert "Cờ mot_phan lấy từ cột “Một phần”." in result.stdout
    assert "Cờ toan_trinh" not in result.stdout
    assert [bool(row["mot_phan"]) for row in rows(tmp_path)] == [False, True, False, False]
    assert rows(tmp_path)[-1]["lĩnh vực"] == "Điện"


def test_a_mark_that_is_none_is_told_and_changes_nothing(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", FLAGGED)
    table = "Mã TTHC | Tên TTHC | Toàn trình\n2.001617 | Một | x\n2.001330 | Hai | sắp tới\n1.000001 | Ba |"
    result = cchc(tmp_path, "procedures", "import", str(write(tmp_path, "tthc.xlsx", xlsx_bytes(table))))
    assert "Cờ toan_trinh lấy từ cột “Toàn trình”." in result.stdout
    assert "tthc.xlsx › Sheet1!C3: “sắp tới” ở cột “Toàn trình” không phải dấu x" in result.stderr
    assert [bool(row["toan_trinh"]) for row in rows(tmp_path)] == [True, True, False]


def test_marks_and_levels_that_a_list_leaves_are_told(tmp_path: Path) -> None:
    """The list has one level only, and marks of what is no flag; Hai was toàn trình and is một phần now, both stay. A
    column of names, and one without a mark, are none."""
    info = {"Thông tin": "khoá | giá trị\ntoan_trinh | DVC toàn trình\nmot_phan | DVC một phần\nmuc_3_4 | Mức độ 3, 4"}
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", FLAGGED | info)
    table = (
        "Mã TTHC | Tên TTHC | Mức độ | Phí | Qua bưu chính | Ghi chú\n2.001617 | Một | Một phần | x | |\n"
        "2.001330 | Hai | Một phần | | | mới\n1.000001 | Ba | | x | |"
    )
    result = cchc(tmp_path, "procedures", "import", str(write(tmp_path, "tthc.xlsx", xlsx_bytes(table))))
    told = result.stderr.splitlines()
    assert [line.partition(": ")[2].partition(";")[0] for line in told] == [
        "tthc.xlsx › Sheet1!D1: cột “Phí” có 2 dấu x nhưng không cờ nào của sheet TTHC tên như vậy, không dùng",
        "tthc.xlsx: thủ tục 2.001330: danh sách ghi mot_phan, danh mục còn đánh dấu toan_trinh mà danh sách không nói "
        "đến, giữ nguyên",
    ]
    assert [(bool(row["toan_trinh"]), bool(row["mot_phan"])) for row in rows(tmp_path)][1] == (True, True)
