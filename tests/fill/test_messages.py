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
    ("rows", "messages"),
    [
        ([_LOOP_OPENED, "{{ u.ten }}", "hết"], ["A1: 'tr for' is not closed; add a row with {%tr endfor %}"]),
        (["{%tr fro u in ds %}", "{{ u.ten }}", _END], ["A1: there is no tag 'tr fro'; is it 'for'?"]),
        ([_LOOP_OPENED, "{{ u.ten }}", "{%tr end for %}"], ["A3: there is no tag 'tr end'; is it 'endfor'?"]),
        ([_LOOP_OPENED, "{{ u.ten }}", "{%tr xyz %}", _END], ["A3: there is no tag 'tr xyz'; use for, endfor"]),
        (["{%tr for u in ds }", "{{ u.ten }}", _END], ["A1: a tag {%tr … %} must be closed by %} side by side"]),
        (["{%tr for u in ds %", "{{ u.ten }}", _END], ["A1: a tag {%tr … %} must be closed by %} side by side"]),
        (
            [_LOOP_OPENED, "{%tr if x %}", "{{ u.ten }}", _END, "{%tr endif %}"],
            ["A2: 'tr if' is not closed before 'tr endfor' in A4; add a row with {%tr endif %}"],
        ),
        (["{ x }}"], ["A1: there is a }} without a {{ before it"]),
        (["{{ x }} }}"], ["A1: there is a }} without a {{ before it"]),
        (["{ if x %}có"], ["A1: there is a %} without a {% before it"]),
        (["{{ x }"], ["A1: the tag is written wrongly: close it by two braces"]),
        (["{{ }}"], ["A1: the tag is written wrongly: a name or a value is missing"]),
        (["{{ x + }}"], ["A1: the tag is written wrongly: a name or a value is missing"]),
        (["{%tr for u in %}", "a", _END], ["A1: the tag is written wrongly: a name or a value is missing"]),
        (["Nhóm {#1}"], ["A1: the tag is written wrongly: the note {# … is not closed by #}"]),
        (["{% tx x %}"], ["A1: the tag is written wrongly: there is no such tag"]),
        (["{{ ds[0].so + 1 }}"], ["A1: cannot be computed with an empty value or another type"]),
    ],
)
def test_each_mistake_once(rows: list[str], messages: list[str]) -> None:
    with pytest.raises(TemplateErrors) as caught:
        fill(_rows(*rows), _CONTEXT)
    found = [str(error).removeprefix("Tổng hợp!") for error in caught.value.errors]
    assert len(found) == len(messages)
    assert all(message.startswith(wanted) for message, wanted in zip(found, messages, strict=True)), found


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
