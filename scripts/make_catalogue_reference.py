"""docs/danh-muc-tra-cuu.md: every sheet, heading and word of the catalogue, with an example and what comes of it.

What there is comes from the tables that the reader of the catalogue uses; the words of explanation from
catalogue_words.py and METHODS; what an example comes to is worked out by the program itself.

python -m scripts.make_catalogue_reference
"""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from cchc_excel.catalogue.due import required_task
from cchc_excel.catalogue.expressions import ExpressionError, parse
from cchc_excel.catalogue.methods import METHODS
from cchc_excel.catalogue.model import Catalogue, Table, WhenEmpty
from cchc_excel.catalogue.periods import months_of
from cchc_excel.catalogue.plan_model import PlanItem
from cchc_excel.catalogue.read import HEADINGS, OPTIONAL
from cchc_excel.catalogue.score_model import Method
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.forms.columns import SHEETS, Column
from cchc_excel.model.records import CellValue, Figure, Number, UnitReport
from cchc_excel.period.roll_up import UnitData, roll_up
from cchc_excel.problems.problem import Problem
from cchc_excel.values import read_date, read_decimal
from scripts import catalogue_words as words
from scripts.example_catalogue import catalogue_with, shipped_catalogue

TARGET = Path(__file__).resolve().parent.parent / "docs" / "danh-muc-tra-cuu.md"
QUARTERS = ("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4")
_MANY = 4
"""More units than these are counted, not named."""


def catalogue_reference() -> str:
    """The whole page."""
    lines = [words.INTRODUCTION, *_values()]
    for sheet, needed in HEADINGS.items():
        headings = (*needed, *OPTIONAL.get(sheet, ()))
        lines += [f"## Sheet {sheet}", "", words.SHEETS[sheet], "", *_headings(sheet, headings), *_words(sheet)]
    return "\n".join([*lines, *_expressions(), *_form()]).rstrip() + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _code(text: str) -> str:
    return f"`{text}`" if text else "(trống)"


def _titled(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"### {title}"
    yield ""
    yield from _table(heads, rows)


def _values() -> Iterator[str]:
    numbers = ((_code(text), _number(read_decimal(text))) for text in words.NUMBERS)
    yield from _titled(
        "Số và ngày", ("Viết", "Hiểu là"), [*numbers, *((_code(text), _day(text)) for text in words.DATES)]
    )


def _number(value: Number | None) -> str:
    assert value is not None
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    return f"{float(value):g}".replace(".", ",")


def _day(text: str) -> str:
    day, kind = read_date(text)
    assert day is not None, kind
    return f"ngày {day:%d/%m/%Y}"


def _headings(sheet: str, headings: Sequence[str]) -> Iterator[str]:
    told = words.HEADINGS[sheet]
    yield from _table(
        ("Cột", "Viết gì", "Ví dụ", "Tác dụng", "Để trống"),
        (
            (
                _title(sheet, title),
                told[title].written,
                _code(told[title].example),
                told[title].effect,
                told[title].blank,
            )
            for title in headings
        ),
    )


def _title(sheet: str, title: str) -> str:
    return f"**{title}** (không bắt buộc có cột)" if title in OPTIONAL.get(sheet, ()) else f"**{title}**"


def _info() -> Iterator[str]:
    flags = ((_code(flag), f"tên cột của cờ `{flag}` trên biểu mẫu") for flag in shipped_catalogue().flags)
    yield from _titled("Các khoá", ("Khoá", "In ở đâu"), [*((_code(k), v) for k, v in words.INFO.items()), *flags])


def _periods() -> Iterator[str]:
    rows = ((_code(code), told, _months(code)) for code, told in words.PERIODS)
    yield from _titled("Mã kỳ", ("Mã", "Là", "Các tháng của kế hoạch"), rows)


def _months(code: str) -> str:
    months = months_of(Period(code, code, dt.date(2022, 3, 15), dt.date(2022, 6, 14), None))
    return f"tháng {months[0]}" if len(months) == 1 else f"tháng {months[0]} đến {months[-1]}"


def _procedures() -> Iterator[str]:
    yield words.FLAGS.replace("{flags}", ", ".join(map(_code, shipped_catalogue().flags)))


def _plan() -> Iterator[str]:
    levels = ((_code(level), one.example, one.effect) for level, one in words.ROW_LEVELS.items())
    yield from _titled("Cột cấp", ("Từ", "Suy ra từ", "Dòng là gì"), levels)
    yield from _titled("Khoá suy ra từ mã", ("Mã", "Nội dung", "Khoá", "Là"), _keys())
    yield from _titled("Cột đơn vị chủ trì", ("Viết", "Của ai", "Vì"), _leads())
    yield "Tên không hiểu được là lỗi, kèm chữ không hiểu."
    yield ""
    yield from _titled("Cột thời gian", ("Viết", "Phải báo cáo, ví dụ trong bốn quý năm 2022 (hạn)"), _times())
    yield (
        "Kỳ dài hỏi những gì các kỳ thành phần hỏi. Việc kỳ trước trong năm chưa xong thì hỏi lại cho đến khi xong; "
        "đơn vị không nói gì (dòng bị xóa, không gửi) là chưa xong. Kỳ mà không đơn vị nào gửi thì bỏ qua."
    )
    yield ""


def _planned(rows: Sequence[Mapping[str, CellValue]]) -> tuple[Catalogue, list[Problem]]:
    return catalogue_with({"Kế hoạch": rows, "Chỉ tiêu": [], "Chấm điểm": []})


def _keys() -> Iterator[Sequence[str]]:
    catalogue, _ = _planned([{"mã": code or None, "nội dung": text} for code, text, _ in words.KEYS])
    for row, (code, text, told) in zip(catalogue.plan, words.KEYS, strict=True):
        yield _code(code), text, _code(row.key), told


def _items(column: str, texts: Sequence[str]) -> tuple[list[PlanItem], Catalogue, list[Problem]]:
    """An item of Văn phòng for each text in a column of the plan."""
    usual = {"nội dung": "Việc", "đơn vị chủ trì": "Văn phòng", "sản phẩm": "Báo cáo", "thời gian": "Hàng Quý"}
    rows: list[dict[str, CellValue]] = [{"mã": "I", "nội dung": "PHẦN"}]
    rows += [{**usual, "mã": str(number), column: text or None} for number, text in enumerate(texts, start=1)]
    catalogue, found = _planned(rows)
    return [catalogue.items[f"I.{number}"] for number in range(1, len(texts) + 1)], catalogue, found


def _leads() -> Iterator[Sequence[str]]:
    items, _, _ = _items("đơn vị chủ trì", [text for text, _ in words.LEADS])
    for item, (text, why) in zip(items, words.LEADS, strict=True):
        compiles = f"; {', '.join(item.compilers)} gom" if item.compilers else ""
        whose = ", ".join(item.leads) if len(item.leads) <= _MANY else f"{len(item.leads)} đơn vị"
        yield _code(text), (whose or "không ai") + compiles, why


def _times() -> Iterator[Sequence[str]]:
    items, catalogue, found = _items("thời gian", words.TIMES)
    wrong = {one.cell: one.code for one in found}
    column = next(at for at, title in enumerate(HEADINGS["Kế hoạch"]) if title == "thời gian")
    for number, (item, text) in enumerate(zip(items, words.TIMES, strict=True), start=3):
        code = wrong.get(f"{chr(ord('A') + column)}{number}")
        yield _code(text), owed(catalogue, item) + (f"; cảnh báo `{code}`" if code else "")


def owed(catalogue: Catalogue, item: PlanItem) -> str:
    """In which quarters of the year an item is asked, and by when."""
    periods = [catalogue.periods[code] for code in QUARTERS]
    tasks = {period: task for period in periods if (task := required_task(catalogue, item, period))}
    days = {period: task.deadline for period, task in tasks.items()}
    if not days:
        return "không kỳ nào của năm"
    if len(days) < len(periods) or (None not in days.values() and len(set(days.values())) > 1 and not _are_due(days)):
        return ", ".join(f"{period.code} ({day:%d/%m/%Y})" for period, day in days.items())
    if _are_due(days):
        return "mọi kỳ (hạn nộp của kỳ)"
    (day,) = set(days.values())
    return f"mọi kỳ (trễ sau {day:%d/%m/%Y})" if day else "mọi kỳ (không bao giờ trễ)"


def _are_due(days: Mapping[Period, dt.date | None]) -> bool:
    """Whether each period's deadline is the day on which it is handed in."""
    return all(day == period.due for period, day in days.items())


def _figures() -> Iterator[str]:
    tables = ((_code(table), one.example, one.effect) for table, one in words.TABLES.items())
    yield from _titled("Cột bảng", ("Từ", "Ví dụ", "Tác dụng"), tables)
    kinds = ((_code(kind), one.example, one.effect) for kind, one in words.FIGURE_KINDS.items())
    yield from _titled("Cột kiểu", ("Từ", "Ví dụ", "Tác dụng"), kinds)
    yield from _titled("Cột cộng dồn", ("Từ", "Số của kỳ dài", "Ba kỳ báo 10, 20, 5 thì kỳ dài là"), _rollups())
    everybody = " hoặc ".join(map(_code, words.EVERYBODY))
    yield f"Cột `ai điền` để trống, {everybody}: mọi đơn vị."
    yield ""
    derived = ((_code(code), shipped_catalogue().figures[code].name, told) for code, told in words.FIGURES.items())
    yield from _titled("Số chương trình tự tính cho từng đơn vị", ("Mã", "Tên", "Đếm gì"), derived)


def _rollups() -> Iterator[Sequence[str]]:
    for rollup, told in words.ROLLUPS.items():
        spec = next(
            one for one in shipped_catalogue().figures_of(Table.PROCEDURE) if one.typed and one.rollup is rollup
        )
        cells = [{"": {spec.code: Figure(value, "TTHC", "A1")}} for value in (10, 20, 5)]
        reports = tuple(UnitReport("VP", code, "", dossiers=one) for code, one in zip(QUARTERS, cells, strict=False))
        yield _code(rollup), told, str(roll_up(shipped_catalogue(), UnitData("VP", reports, ()))["", spec.code])


def _checks() -> Iterator[str]:
    levels = ((_code(level), one.example, one.effect) for level, one in words.LEVELS.items())
    yield from _titled("Cột mức", ("Từ", "Ví dụ", "Tác dụng"), levels)
    yield "Từ của cột `bảng`: như sheet [Số liệu](#sheet-số-liệu)."
    yield ""


def _indicators() -> Iterator[str]:
    empty = ((_code(word), _shown(word), told) for word, told in words.WHEN_EMPTY.items())
    yield from _titled("Cột khi 0/0", ("Từ", "In", "Điểm"), empty)
    heads = ("Viết", "Nghĩa", *(f"tỷ lệ {text}" for text in words.RATIOS))
    yield from _titled("Cột yêu cầu", heads, _requirements())
    named = ((_code(one), told.example, told.effect) for one, told in words.BENCHMARKS.items())
    yield from _titled("Yêu cầu so với tỷ lệ khác", ("Từ", "Viết", "So với"), named)
    yield "Không có tỷ lệ để so thì chưa xét được: không Đạt, không Không đạt."
    yield ""
    yield "Số viết được có số lẻ (`>= 1,8`), có hoặc không có `%` (`30%` là 0,3)."
    yield ""


def _shown(word: WhenEmpty) -> str:
    return f"“{word.shown}”"


def _requirements() -> Iterator[Sequence[str]]:
    base = {"mục": "II.2.4", "tên": "Tỷ lệ", "tử số": "vb_di_dien_tu", "mẫu số": "vb_di"}
    rows = [{**base, "mã": f"ty_le_{at}", "yêu cầu": f"{sign} 30%"} for at, sign in enumerate(words.SIGNS)]
    indicators = catalogue_with({"Chỉ tiêu": rows})[0].indicators.values()
    ratios = [read_decimal(text) for text in words.RATIOS]
    for (sign, told), spec in zip(words.SIGNS.items(), indicators, strict=True):
        assert spec.requirement is not None
        met = (spec.requirement.met(ratio) for ratio in ratios if ratio is not None)
        yield _code(f"{sign} 30%"), told, *("Đạt" if one else "Không đạt" for one in met)


def _scores() -> Iterator[str]:
    heads = ("Từ", "Tính từ", "Tham số", "Tác dụng", "Ví dụ", "Được")
    rows = (
        (_code(word), one.judges.value, _parameters(one), one.meaning, one.example, one.effect)
        for word, one in METHODS.items()
    )
    yield from _titled("Cột cách chấm", heads, rows)


def _parameters(method: Method) -> str:
    if method.takes_steps:
        return "các bậc `tỷ lệ=điểm`"
    return "; ".join(f"`{one.name}`: {one.meaning}" for one in method.parameters) or words.PARAMETERLESS


_MORE = {
    "Thông tin": _info,
    "Kỳ báo cáo": _periods,
    "TTHC": _procedures,
    "Kế hoạch": _plan,
    "Số liệu": _figures,
    "Kiểm tra": _checks,
    "Chỉ tiêu": _indicators,
    "Chấm điểm": _scores,
}
"""What follows the table of a sheet's headings: the words that its cells may hold."""


def _words(sheet: str) -> Iterator[str]:
    return _MORE[sheet]() if sheet in _MORE else iter(())


def _expressions() -> Iterator[str]:
    yield words.EXPRESSION
    heads = ("Thủ tục", *(_code(name) for name in words.EXAMPLE_ROWS[0]))
    rows = (
        (f"thứ {number}", *(str(value) for value in row.values()))
        for number, row in enumerate(words.EXAMPLE_ROWS, start=1)
    )
    figures = ", ".join(f"`{name}` là {value}" for name, value in words.EXAMPLE_FIGURES.items())
    yield f"Ví dụ với ba thủ tục (`co_phi` là một cờ), và số của đơn vị: {figures}:"
    yield ""
    yield from _table(heads, rows)
    yield from _table(
        ("Biểu thức", "Giá trị", "Nghĩa"),
        ((_code(text), _number(value_of(text)), told) for text, told in words.EXPRESSIONS),
    )
    yield from _titled("Không viết được", ("Biểu thức", "Vì"), ((_code(text), _reason(text)) for text in words.REFUSED))


def value_of(text: str) -> Number:
    """What an expression comes to over the example's procedures and figures: a number, or whether it holds."""
    expression = parse(text, aggregates=True)
    value = expression.value(words.EXAMPLE_FIGURES, words.EXAMPLE_ROWS)
    says = isinstance(expression.node, ast.Compare | ast.BoolOp)
    return bool(value) if says else value


def _reason(text: str) -> str:
    try:
        parse(text, aggregates=True)
    except ExpressionError as error:
        return str(error)
    raise AssertionError(f"is an expression: {text}")


def _form() -> Iterator[str]:
    yield words.FORM
    heads = ("Mã", "Cột", "Chứa gì", "Lời hướng dẫn", "Trong mẫu báo cáo")
    for kind in SHEETS:
        yield from _titled(f"Sheet {kind.name} của biểu mẫu", heads, map(_column, kind.columns))
    statuses = ((_code(status), told) for status, told in words.STATUSES.items())
    yield from _titled("Cột trạng thái", ("Từ", "Nghĩa"), statuses)


def _column(column: Column) -> Sequence[str]:
    template = f"{_code(column.name)}: {column.meaning}" if column.meaning else ""
    heading = " ".join(column.heading.split())
    return _code(column.code), heading, column.holds.value, column.advice, template


if __name__ == "__main__":
    TARGET.write_text(catalogue_reference(), encoding="utf-8")
    print(TARGET.name)
