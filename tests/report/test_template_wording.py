"""What authors of templates read: every message of the engine in Vietnamese, about the same things."""

from __future__ import annotations

import re

import pytest

from cchc_excel.fill import Message
from cchc_excel.report.fill_template import fill_template
from cchc_excel.report.template_wording import MESSAGES
from tests.fill.templates import made

_LOOP, _END = "{%tr for u in ds %}", "{%tr endfor %}"


@pytest.mark.parametrize("message", Message)
def test_every_message_has_vietnamese_words_about_the_same_things(message: Message) -> None:
    named = re.compile(r"\$[a-z]+")
    said, own = (set(named.findall(text)) for text in (MESSAGES[message], message.value))
    assert said in (own, own - {"$error"})  # a reason that is there in English alone
    assert MESSAGES[message] != message.value


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (["{{ don_vj }}"], ["không có 'don_vj'; có phải 'don_vi'?"]),
        (["{{ xyzxyz }}"], ["không có 'xyzxyz'; xem lại cách viết"]),
        (["{{ 1|phan_trm }}"], ["bộ lọc: không có 'phan_trm'; có phải 'phan_tram'?"]),
        ([_LOOP, "{{ u.ten }}", "hết"], ["'tr for' chưa được đóng; thêm một hàng có {%tr endfor %}"]),
        (
            [_LOOP, "{%tr if x %}", "{{ u.ten }}", _END, "{%tr endif %}"],
            ["'tr if' chưa được đóng trước 'tr endfor' ở A4; thêm một hàng có {%tr endif %}"],
        ),
        (["{%tr xyz %}"], ["không hiểu thẻ 'tr xyz'; dùng for, endfor, if, elif, else, endif hoặc set"]),
        (["{{ x } }"], ["thẻ viết sai: đóng bằng hai dấu }} liền nhau"]),
        (["{{ 1/0 }}"], ["chia cho 0; dùng {{ … if mẫu số else '' }}"]),
        (["{{ ds }}"], ["{{ ds }} không phải là số, chữ hay ngày; thêm thuộc tính cần in, như .ten hay .hien"]),
        (["{{ x.__class__ }}"], ["không được dùng '__class__' trong mẫu"]),
    ],
)
def test_mistakes_are_told_in_vietnamese(rows: list[str], messages: list[str]) -> None:
    template = made(lambda _, sheet: sheet.write_column("A1", rows))
    filled, problems = fill_template("mau.xlsx", template, {"ds": [{"ten": "a"}], "x": 1, "don_vi": []}, "mau", "ra")
    assert filled is None
    assert all(message in problem.message for message, problem in zip(messages, problems, strict=True)), problems


def test_what_is_no_workbook_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    _, (problem,) = fill_template("mau.xlsx", b"<html>", {}, "mau.xlsx", "ra.xlsx")
    assert "không phải sổ tính .xlsx còn nguyên" in problem.message
    assert capsys.readouterr() == ("", "")
