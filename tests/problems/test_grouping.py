"""Problems as a terminal tells them: a line for each kind and cause, over cells, sheets and files."""

from __future__ import annotations

from cchc_excel.problems import kinds
from cchc_excel.problems.grouping import lines_of
from cchc_excel.problems.problem import Location, Problem


def unread(value: str, cell: str, file: str = "VP.xlsx", sheet: str = "TTHC") -> Problem:
    return kinds.COUNT_UNREADABLE(Location(file, sheet, cell, "VP"), value=value)


def missing(code: str) -> Problem:
    return kinds.UNIT_MISSING(Location(unit=code), name=f"Phòng {code}", period="2022-Q1")


def test_one_cause_in_many_files_is_one_line() -> None:
    problems = [kinds.OTHER_CATALOGUE(Location(f"{unit}.xlsx")) for unit in "ABCDEFGHIJKL"]
    (line,) = lines_of(problems)
    assert line.startswith("Cảnh báo: 12 tệp (A.xlsx, B.xlsx, C.xlsx và 9 tệp khác): biểu mẫu làm từ bản danh mục khác")
    (line,) = lines_of(problems[:3])
    assert line.startswith("Cảnh báo: A.xlsx; B.xlsx; C.xlsx: biểu mẫu")


def test_what_is_of_no_file_leaves_no_gap_among_those_that_are() -> None:
    """The same of the department, which has no file, and of the units behind it."""
    files = [None, "VP.xlsx", "A.xlsx", "B.xlsx", "C.xlsx"]
    problems = [kinds.OTHER_CATALOGUE(Location(file)) for file in files]
    told = [next(lines_of(problems[:count])).partition(": biểu mẫu")[0] for count in (1, 2, 4, 5)]
    assert told[1:] == [
        "Cảnh báo: VP.xlsx",
        "Cảnh báo: VP.xlsx; A.xlsx; B.xlsx",
        "Cảnh báo: 4 tệp (VP.xlsx, A.xlsx, B.xlsx và 1 tệp khác)",
    ]
    assert told[0] == "Cảnh báo"


def test_what_is_of_the_office_and_of_units_names_both() -> None:
    places = [None, "A", "B", "C", "D"]
    changed = [
        kinds.DIFFERS_FROM_ISSUE(Location(unit=unit), name="Điểm", number=1, issued="1", now="2") for unit in places
    ]
    (line,) = lines_of(changed)
    assert line.startswith("Cảnh báo: cả cơ quan, 4 đơn vị (A, B, C và 1 đơn vị khác): “Điểm”")
    assert next(lines_of(changed[:1])).startswith("Cảnh báo: “Điểm”")
    assert next(lines_of(changed[1:3])).startswith("Cảnh báo: A, B: “Điểm”")


def test_many_causes_of_one_kind_share_a_line_and_say_what_differs() -> None:
    (line,) = lines_of([missing(code) for code in ("A", "B", "C", "D")])
    assert line.startswith("LỖI: Phòng A, B, C, D chưa có tệp dùng được cho kỳ 2022-Q1; nhắc đơn vị gửi")
    (line,) = lines_of([unread(value, f"D{row}") for row, value in enumerate("abcd", start=7)])
    assert line == (
        "LỖI: VP.xlsx › TTHC!D7, D8, D9, D10: “a”, “b”, “c”, “d” không đọc được thành số; nhập lại số nguyên, chỉ gồm "
        "chữ số"
    )


def test_a_comma_behind_what_differs_stands_once_and_quotations_stay_whole() -> None:
    rows = [kinds.ROW_UNKNOWN(Location("VP.xlsx", "TTHC", f"B{row}"), code=f"2.{row}") for row in range(1, 5)]
    assert "mã “2.1”, “2.2”, “2.3”, “2.4”, dòng này không được tính; sửa" in next(lines_of(rows))
    numbers = [unread(f"{number},50 x", f"D{number}") for number in range(1, 5)]
    assert "“1,50 x”, “2,50 x”, “3,50 x”, “4,50 x” không đọc được" in next(lines_of(numbers))


def test_pairs_of_numbers_in_the_same_words_say_the_words_once() -> None:
    pairs = [(37, 32), (31, 30), (8, 7), ("1.200", 9)]
    problems = [
        kinds.NOT_CONTINUED(
            Location("VP.xlsx", "TTHC", f"K{at}"), name="Kỳ trước chuyển sang", value=here, before=there
        )
        for at, (here, there) in enumerate(pairs, start=7)
    ]
    (line,) = lines_of(problems)
    assert line == (
        "Cảnh báo: VP.xlsx › TTHC!K7, K8, K9, K10: “Kỳ trước chuyển sang” ghi 37 nhưng kỳ trước để lại 32, 31 và 30, "
        "8 và 7, 1.200 và 9; kiểm tra lại, giữ nguyên nếu đúng"
    )


def test_few_causes_have_a_line_each_with_their_cells() -> None:
    problems = [unread("a", "D7"), unread("b", "D8"), unread("a", "B3", sheet="Số liệu"), unread("c", "D9", "TTR.xlsx")]
    told = [line.partition(" không đọc")[0] for line in lines_of(problems)]
    assert told == [
        "LỖI: VP.xlsx › TTHC!D7; Số liệu!B3: “a”",
        "LỖI: VP.xlsx › TTHC!D8: “b”",
        "LỖI: TTR.xlsx › TTHC!D9: “c”",
    ]


def test_a_warning_is_no_error_of_the_same_kind() -> None:
    problem = missing("A")
    told = list(lines_of([problem, problem.as_warning()]))
    assert [line.partition(":")[0] for line in told] == ["LỖI", "Cảnh báo"]


def test_long_causes_that_can_be_read_in_a_list_share_a_line_with_an_example() -> None:
    name = "Tỷ lệ hồ sơ TTHC được trả kết quả đúng hạn hoặc trước hạn trong tổng số hồ sơ đã giải quyết trong kỳ"
    changed = [
        kinds.DIFFERS_FROM_ISSUE(
            Location("VP.xlsx", unit="VP"), name=f"{name} {at}", number=1, issued=f"{at}", now=f"{at + 1}"
        )
        for at in range(10)
    ]
    (line,) = lines_of(changed)
    assert line == (
        f"Cảnh báo: VP.xlsx: “{name} 0” đã phát hành là 0 (bản 1), nay là 1, … (và 9 nữa); xem sheet “Khác bản phát "
        "hành” của nguon-so-lieu.xlsx; nếu số mới đúng, phát hành lại (--final)"
    )
    assert len(list(lines_of(changed[:3]))) == 3


def test_causes_that_are_long_stand_alone_and_are_counted_in_the_end() -> None:
    reasons = [f"{number} {'hai bản khác nhau ở nhiều chỗ ' * 4}{number}" for number in range(12)]
    problems = [kinds.EXCLUDED(Location("m.xlsx"), reason=reason) for reason in reasons]
    told = list(lines_of(problems))
    assert len(told) == 11
    remedy = "; bỏ --exclude nếu cần dùng lại"  # ten times the same: once, in the end
    assert told[-1] == f"Cảnh báo: m.xlsx: 2 chỗ nữa như các dòng trên (“loai-theo-yeu-cau”){remedy}"
    assert [line for line in told[:-1] if line.endswith(remedy)] == []


def test_messages_that_are_all_their_kind_has_to_say_have_a_line_each() -> None:
    problems = [
        kinds.TEMPLATE_BROKEN(Location("m.xlsx"), message=f"không có tên t_{at}", text="", otherwise="")
        for at in range(25)
    ]
    assert len(list(lines_of(problems))) == 25


def test_what_has_no_room_is_counted() -> None:
    # 43 keys of 6 letters and a separator are 43 * 8 = 344 letters: an error has room for all of them, a warning for 25
    problems = [
        kinds.CATALOGUE_NO_KEY(Location("danh-muc.xlsx", "Chấm điểm", f"A{at}"), key=f"I.{at}", hint="")
        for at in range(10, 53)
    ]
    (line,) = lines_of(problems)
    assert "“I.52”; sửa mục" in line
    assert "Chấm điểm!A10, A11, " in line
    assert "A49 và 3 ô khác" in line  # 40 of 43
    (line,) = lines_of(problem.as_warning() for problem in problems)
    assert "“I.34”, … (và 18 nữa); sửa mục" in line
    assert "A17 và 35 ô khác" in line
