"""What may be typed into cells, what people read there, and protection: rules that cannot fail silently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from xlsxwriter.worksheet import Worksheet

from cchc_excel.catalogue.model import FigureSpec
from cchc_excel.model.records import NOT_APPLIED

_TITLE_LIMIT, _MESSAGE_LIMIT, _LIST_LIMIT = 32, 255, 255
"""What Excel allows in a data validation, in characters."""
LARGEST_COUNT, LARGEST_RANK = 999_999_999, 9_999


def shorten(text: str, limit: int) -> str:
    """The text, cut at a word and marked "…" where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


class Choice(msgspec.Struct, frozen=True):
    """What may be typed into some cells, and what the user is told."""

    rule: dict[str, object]
    title: str
    message: str
    refusal: str


def count_choice(title: str, message: str) -> Choice:
    """A whole number that the program reads."""
    return _whole(0, LARGEST_COUNT, title, message, f"Ô này chỉ nhận số nguyên từ 0 trở lên. {_DIGITS_ONLY}.")


def decimal_choice(title: str, message: str) -> Choice:
    """A number with decimals that the program reads."""
    rule: dict[str, object] = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": LARGEST_COUNT}
    return Choice(rule, title, message, "Ô này chỉ nhận số từ 0 trở lên, có thể có phần thập phân, không kèm chữ.")


def points_choice(title: str, message: str, first: str) -> Choice:
    """Points, or that the row does not apply. `first`: the first cell of the area, as a formula names it."""
    rule: dict[str, object] = {
        "validate": "custom",
        "value": f'=OR(ISNUMBER({first}),LOWER({first})="{NOT_APPLIED.lower()}")',
    }
    return Choice(rule, title, message, f"Ô này chỉ nhận số, hoặc chữ {NOT_APPLIED}.")


def figure_choice(spec: FigureSpec, message: str) -> Choice:
    """What may be typed for a figure."""
    return (count_choice if spec.digits is None else decimal_choice)(spec.name, message)


def rank_choice(title: str, message: str) -> Choice:
    """A rank: a whole number from 1."""
    refusal = f"Ô này chỉ nhận thứ hạng từ 1 trở lên. {_DIGITS_ONLY}; không xếp hạng thì để trống."
    return _whole(1, LARGEST_RANK, title, message, refusal)


_DIGITS_ONLY = "Nhập lại chỉ bằng chữ số, không kèm chữ, dấu cách, dấu chấm hay dấu phẩy"


def _whole(least: int, most: int, title: str, message: str, refusal: str) -> Choice:
    rule: dict[str, object] = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
    return Choice(rule, title, message, refusal)


def day_choice(title: str, message: str, example: dt.date) -> Choice:
    """A date of this century."""
    return Choice(
        {"validate": "date", "criteria": "between", "minimum": dt.date(2000, 1, 1), "maximum": dt.date(2099, 12, 31)},
        title,
        message,
        "Ô này chỉ nhận ngày, tháng, năm. Nhập lại theo kiểu ngày của máy, thường là ngày/tháng/năm, ví dụ "
        f"{example:%d/%m/%Y}.",
    )


def list_choice(source: Sequence[str] | str, title: str, message: str) -> Choice:
    """One of a list, or of a range ("='_danh_sach'!$A$1:$A$9")."""
    if not isinstance(source, str) and len(",".join(source)) > _LIST_LIMIT:
        raise ValueError(f"a list of over {_LIST_LIMIT} characters needs a range")
    refusal = "Ô này chỉ nhận giá trị có sẵn. Bấm mũi tên ở cạnh ô và chọn một dòng trong danh sách."
    return Choice({"validate": "list", "source": source}, title, message, refusal)


def any_text(title: str, message: str) -> Choice:
    """Anything: the user is only told what belongs there."""
    return Choice({"validate": "any"}, title, message, "")


def restrict(sheet: Worksheet, area: tuple[int, int, int, int], choice: Choice) -> None:
    """Let only `choice` be typed into an area (first row, first column, last row, last column).

    Raises ValueError where xlsxwriter would only warn and leave the cells open.
    """
    texts = {
        "input_title": shorten(choice.title, _TITLE_LIMIT),
        "input_message": shorten(choice.message, _MESSAGE_LIMIT),
    }
    if choice.refusal:
        texts |= {"error_title": "Chưa nhập được", "error_message": choice.refusal, "error_type": "stop"}
    if sheet.data_validation(*area, {**choice.rule, **texts}):
        raise ValueError(f"the data validation of {area} was refused: {choice}")


def protect(sheet: Worksheet) -> None:
    """Protection without a password: only entry cells can be typed into; columns and rows can be made wider."""
    sheet.protect("", {"format_columns": True, "format_rows": True})
