"""Numbers of slips and of reminders: each is a value of the cells that the line is about, or a count or a date that is
worked out here from the workbooks and the tables of the catalogue. Words with a number that are not known here fail."""

from __future__ import annotations

import calendar
import email
import email.policy
import io
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cchc_runs import EXAMPLE, cchc
from tests.commands.test_run import change
from tests.outbox.test_remind import attached
from tests.traced.again import PERIODS, numbers_in
from tests.traced.year import rows
from tests.workbooks import small_report

PERIOD = PERIODS["2022-Q1"]
INFO = {row["khoá"]: row["giá trị"] for row in rows("thong-tin")}
LATE = "KHTC"
MISTAKES: dict[str, list[tuple[str, str, str, int | str]]] = {
    "VP": [
        ("Nhiệm vụ", "I.1.1", "ngay_hoan_thanh", "31/2/2022"),
        ("Nhiệm vụ", "II.2.4", "ngay_hoan_thanh", ""),
        ("Số liệu", "vb_di_dien_tu", "gia_tri", 100000),
    ],
    "XNK": [
        ("Số liệu", "cv_giao", "gia_tri", -5),
        ("Số liệu", "dg_diem", "gia_tri", "120"),
        ("TTHC", "2.000063", "tn_truc_tuyen", 4),
        ("TTHC", "2.000063", "gq_truoc_han", 1999),
    ],
}
COUNTS = {"VP": (2, 1), "XNK": (2, 2)}
"""Mistakes and points to look at. VP: no day, more sent electronically than sent; and one done without a date. XNK: a
negative number, more settled than received; and a text, more by post (as the example has it) than received."""


class Line(NamedTuple):
    """A line of a slip's list."""

    level: str
    sheet: str
    cell: str
    words: str


Again = Callable[[Worksheet, str], object]


def _own(page: Worksheet, cell: str) -> object:
    return page[cell].value


def _of_row(*codes: str) -> Again:
    """The sum of a row's figures: of the named row where the sheet has a column for each, else of the rows of these."""

    def added(page: Worksheet, cell: str) -> int:
        names = {str(one.value): one.column for one in next(row for row in page.iter_rows() if row[0].value == "#ma")}
        keys = {str(row[0].value): row[0].row for row in page.iter_rows()}
        places = [(page[cell].row, names[code]) if code in names else (keys[code], names["gia_tri"]) for code in codes]
        return sum(int(str(page.cell(*place).value or 0)) for place in places)

    return added


def _key(page: Worksheet, cell: str) -> object:
    return page.cell(page[cell].row, 1).value


def _last_day(_page: Worksheet, _cell: str) -> str:
    return "{2}/{1}/{0}".format(*map(int, PERIOD["đến ngày"].split("-")))


def _least(_page: Worksheet, _cell: str) -> int:
    return 0


SETTLED = ("gq_truoc_han", "gq_dung_han", "gq_qua_han", "dang_trong_han", "dang_qua_han")
NUMBERS: dict[str, tuple[Again, ...]] = {
    "“#” không phải là một ngày; nhập ngày dạng ngày/tháng/năm, ví dụ #": (_own, _last_day),
    "Số văn bản đi gửi điện tử (#) lớn hơn tổng số văn bản đi (#)": (_of_row("vb_di_dien_tu"), _of_row("vb_di")),
    "Mục # đã hoàn thành nhưng không có ngày hoàn thành": (_key,),
    "Số # là số âm; nhập lại số từ # trở lên": (_own, _least),
    "“#” gõ dưới dạng chữ, đã hiểu là #": (_own, _own),
    "Số hồ sơ đã giải quyết cộng đang giải quyết (#) lớn hơn tổng số tiếp nhận kể cả kỳ trước chuyển sang (#)": (
        _of_row(*SETTLED), _of_row("tn_truc_tuyen", "tn_truc_tiep", "tn_ky_truoc"),
    ),
    "Số hồ sơ qua bưu chính công ích (#) lớn hơn số phát sinh trong kỳ (#)": (
        _of_row("bcci"), _of_row("tn_truc_tuyen", "tn_truc_tiep"),
    ),
}  # fmt: skip
"""What a line says, "#" for each number, and what each must be."""
_SAID = re.compile(r"[IVX]+(?:\.\d+)+|-?\d+(?:[./]\d+)*")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, where one unit has not sent and two typed mistakes: its slips and reminders."""
    root = tmp_path_factory.mktemp("sent-back")
    folder = root / "input" / PERIOD["mã"]
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(f"{LATE}.xlsx"))
    for unit, typed in MISTAKES.items():
        for mistake in typed:
            change(folder / f"{unit}.xlsx", *mistake)
    small_report(root)
    assert cchc(root, "remind", PERIOD["mã"]).exit_code == 0  # before the merge, whose slips need no second letter
    cchc(root, "merge", PERIOD["mã"])
    return root


@pytest.mark.parametrize("unit", MISTAKES)
def test_each_number_of_a_slip_is_that_of_its_cell(root: Path, unit: str) -> None:
    output = root / "output" / PERIOD["mã"]
    slip = load_workbook(output / "tra-lai" / f"{unit}.xlsx")
    above, lines = _list(slip.worksheets[0])
    typed = load_workbook(root / "input" / PERIOD["mã"] / f"{unit}.xlsx")
    for line in lines:
        words = _SAID.sub("#", line.words)
        (known,) = (known for known in NUMBERS if words.startswith(known))
        page = typed[line.sheet]
        assert isinstance(page, Worksheet)
        assert _SAID.findall(line.words) == [str(again(page, line.cell)) for again in NUMBERS[known]], line
        assert line.words in slip[line.sheet][line.cell].comment.text
    levels = [line.level for line in lines]
    assert (levels.count("Lỗi"), levels.count("Cảnh báo")) == COUNTS[unit]
    year, counts, due = numbers_in(PERIOD["tên"]), [str(one) for one in COUNTS[unit]], _said(PERIOD["hạn nộp"])
    assert numbers_in(above) == [*year, *counts, *due]
    told = [*year, *year, *counts, *due, *numbers_in(INFO["dien_thoai"])]
    # the same letter goes with the slip and with the reminders; the .txt beside each says what the letter says
    for path in (output / "tra-lai" / unit, output / "thu-nhac" / f"tra-lai – {unit}"):
        text, items = _letter(path)
        assert items == [_in_letter(unit, line) for line in lines]
        assert numbers_in(text) == told


def test_each_number_of_a_reminder_is_of_the_plan(root: Path) -> None:
    path = root / "output" / PERIOD["mã"] / "thu-nhac" / LATE
    text, items = _letter(path)
    year, first, last, due = (PERIOD[name] for name in ("tên", "từ ngày", "đến ngày", "hạn nộp"))
    assert numbers_in(text) == [
        *numbers_in(year) * 2, *_said(first), *_said(last), *_said(due), "0", *numbers_in(INFO["dien_thoai"]),
    ]  # fmt: skip
    (form,) = attached(_read(path)).values()
    page = load_workbook(io.BytesIO(form))["Nhiệm vụ"]
    assert isinstance(page, Worksheet)
    assert items == list(_asked({str(row[0].value) for row in page.iter_rows()}))
    assert any("(hạn" in item for item in items)


def _asked(keys: set[str]) -> Iterator[str]:
    """The tasks of a form as a reminder lists them, by the table of the plan: a task of each month or quarter is due
    with the workbook, one of months on the last day of the first of them, one of the year on its last; others have no
    day."""
    for row in rows("ke-hoach"):
        if row["khoá"] in keys:
            asked = row["thời gian"].casefold().replace("trong năm 2022", "tháng 12")
            months = [int(month) for month in re.findall(r"tháng (\d+)", asked)]
            ends = [date(2022, month, calendar.monthrange(2022, month)[1]).isoformat() for month in months]
            due = PERIOD["hạn nộp"] if re.search("quý|hàng tháng", asked) else next(iter(ends), "")
            yield f"{row['nội dung']} (hạn {'/'.join(_said(due))})" if due else row["nội dung"]


def _said(day: str) -> list[str]:
    """ "2022-03-17" as it is printed: 17, 03, 2022."""
    return day.split("-")[::-1]


def _list(page: Worksheet) -> tuple[str, list[Line]]:
    """What stands above the list of a slip, and its lines."""
    cells = [[str(value or "") for value in row[:5]] for row in page.iter_rows(values_only=True)]
    top = next(at for at, row in enumerate(cells) if row[0] == "STT")
    assert [row[0] for row in cells[top + 1 :]] == [str(at) for at in range(1, len(cells) - top)]
    return "\n".join(row[0] for row in cells[:top]), [Line(*row[1:5]) for row in cells[top + 1 :]]


def _in_letter(unit: str, line: Line) -> str:
    level = "Lỗi" if line.level == "Lỗi" else "Xem lại"
    return f"{unit}.xlsx – {level}, {line.sheet}!{line.cell}: {line.words[:1].lower()}{line.words[1:]}"


def _read(path: Path) -> EmailMessage:
    data = path.with_name(f"{path.name}.eml").read_bytes()
    return email.message_from_bytes(data, EmailMessage, policy=email.policy.default)


def _letter(path: Path) -> tuple[str, list[str]]:
    """The text of a letter without the items of its list, and these."""
    letter = _read(path)
    body = letter.get_body()
    assert body is not None
    lines = [str(letter["Subject"]), *str(body.get_content()).splitlines()]
    message = path.with_name(f"{path.name}.txt").read_text("utf-8-sig").splitlines()
    assert [line for line in message if line] == [line for line in lines if line]
    items = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    return "\n".join(line for line in lines if not line.startswith("- ")), items
