"""What authors are told about badly written tags: each mistake once, and none that is only another's consequence."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_excel.fill import TemplateErrors, fill
from tests.fill.templates import column, made

_CONTEXT = {"ds": [{"ten": "a", "so": None}, {"ten": "b", "so": 2}], "x": 1}
_LOOP_OPENED = "{%tr for u in ds %}"
_END = "{%tr endfor %}"


def _rows(*texts: str) -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        del book
        for number, text in enumerate(texts):
            sheet.write_string(number, 0, text)

    return made(draw)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([_LOOP_OPENED, "{{ u.ten }}", "hết"], ["A1: 'tr for' chưa được đóng; thêm một hàng có {%tr endfor %}"]),
        (["{%tr fro u in ds %}", "{{ u.ten }}", _END], ["A1: không hiểu thẻ 'tr fro'; có phải 'for'?"]),
        ([_LOOP_OPENED, "{{ u.ten }}", "{%tr end for %}"], ["A3: không hiểu thẻ 'tr end'; có phải 'endfor'?"]),
        ([_LOOP_OPENED, "{{ u.ten }}", "{%tr xyz %}", _END], ["A3: không hiểu thẻ 'tr xyz'; dùng for, endfor"]),
        (["{%tr for u in ds }", "{{ u.ten }}", _END], ["A1: thẻ {%tr … %} phải đóng bằng %} liền nhau"]),
        (["{%tr for u in ds %", "{{ u.ten }}", _END], ["A1: thẻ {%tr … %} phải đóng bằng %} liền nhau"]),
        (
            [_LOOP_OPENED, "{%tr if x %}", "{{ u.ten }}", _END, "{%tr endif %}"],
            ["A2: 'tr if' chưa được đóng trước 'tr endfor' ở A4; thêm một hàng có {%tr endif %}"],
        ),
        (["{ x }}"], ["A1: có }} mà không có {{ mở trước nó"]),
        (["{{ x }} }}"], ["A1: có }} mà không có {{ mở trước nó"]),
        (["{ if x %}có"], ["A1: có %} mà không có {% mở trước nó"]),
        (["{{ x }"], ["A1: thẻ viết sai: đóng bằng hai dấu }} liền nhau"]),
        (["{{ }}"], ["A1: thẻ viết sai: trong thẻ còn thiếu tên hoặc giá trị"]),
        (["{{ x + }}"], ["A1: thẻ viết sai: trong thẻ còn thiếu tên hoặc giá trị"]),
        (["{%tr for u in %}", "a", _END], ["A1: thẻ viết sai: trong thẻ còn thiếu tên hoặc giá trị"]),
        (["Nhóm {#1}"], ["A1: thẻ viết sai: ghi chú {# … chưa được đóng bằng #}"]),
        (["{% tx x %}"], ["A1: thẻ viết sai: không có thẻ này"]),
        (["{{ ds[0].so + 1 }}"], ["A1: không tính được với giá trị trống hay khác kiểu"]),
    ],
)
def test_each_mistake_once(rows: list[str], told: list[str]) -> None:
    with pytest.raises(TemplateErrors) as caught:
        fill(_rows(*rows), _CONTEXT)
    said = [str(error).removeprefix("Tổng hợp!") for error in caught.value.errors]
    assert len(said) == len(told)
    assert all(message.startswith(wanted) for message, wanted in zip(said, told, strict=True)), said


@pytest.mark.parametrize("opened", ["{%TR for u in ds %}", "{%Tr for u in ds%}", "{%tr- for u in ds %}"])
def test_ways_of_writing_a_row_tag(opened: str) -> None:
    assert column(fill(_rows(opened, "{{ u.ten }}", _END), _CONTEXT), "A") == ["a", "b"]


def test_comments_go() -> None:
    assert column(fill(_rows("{# chỉ để nhớ #}Tên", "{{ x }}{# số #}"), _CONTEXT), "A") == ["Tên", "1"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{{ {"a": {"b": x}}["a"]["b"] }} hồ sơ', "1 hồ sơ"),
        ('{{ "}}" }}', "}}"),
        ("{# }} #}Tên", "Tên"),
    ],
)
def test_braces_inside_of_a_tag_close_nothing(text: str, shown: str) -> None:
    assert column(fill(_rows(text), _CONTEXT), "A") == [shown]


@pytest.mark.parametrize("text", ["a } b", "50 %", "{a}", "#1"])
def test_ordinary_text_stays(text: str) -> None:
    assert column(fill(_rows(text), _CONTEXT), "A") == [text]
