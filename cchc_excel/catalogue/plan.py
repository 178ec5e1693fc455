"""The plan (sheet Kế hoạch): keys of its rows, items, who leads them and when they are owed.

Rows are as printed in the appendix of the plan. A key is the section and the code with separators normalised: "2,4" in
section II is II.2.4. What a row asks, of whom and when is derived here; columns "nhóm giao" and "kỳ đến hạn" override.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.plan_model import Due, DueKind, PlanItem, PlanRow, RowLevel
from cchc_excel.catalogue.sheet import Record, first_time
from cchc_excel.catalogue.unit_names import Leads, Names
from cchc_excel.problems import kinds
from cchc_excel.values import fold

HEADINGS = (
    "khoá", "mã", "nội dung", "cấp", "đơn vị chủ trì", "sản phẩm", "thời gian", "nhóm giao", "kỳ đến hạn", "chỉ tiêu",
)  # fmt: skip

_ROMAN = re.compile(r"[IVX]+")
_MONTH = re.compile(r"tháng (\d{1,2})")
_QUARTER = re.compile(r"quý (iv|iii|ii|i|[1-4])\b")
_EVERY_PERIOD = ("quý, năm", "hàng quý", "hằng quý", "hàng tháng", "hằng tháng", "hàng năm, quý", "định kỳ")
_BY_YEAR_END = ("trong năm", "cả năm", "hàng năm", "hằng năm")
_NEVER_LATE = ("theo ", "thường xuyên", "khi ")
_QUARTER_MONTHS = {"i": 3, "ii": 6, "iii": 9, "iv": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_NOBODY = frozenset({"", "-", "'-", "’-"})


class Line(msgspec.Struct):
    """A plan row with what its own cells say; the item rules work on these."""

    record: Record
    row: PlanRow
    section: str
    parent: str | None
    assigned: tuple[str, ...]
    periods: tuple[str, ...]
    indicators: tuple[str, ...]

    @property
    def silent(self) -> bool:
        """Whether lead, product and time are all blank."""
        return not (self.row.lead or self.row.product or self.row.time)

    @property
    def is_coded(self) -> bool:
        return self.row.level in (RowLevel.SECTION, RowLevel.CODED)


class Plan(msgspec.Struct):
    """Rows as printed and items by key, in sheet order; `shows`: indicators that column "chỉ tiêu" adds to a row."""

    rows: tuple[PlanRow, ...]
    items: dict[str, PlanItem]
    shows: dict[str, tuple[str, ...]]


def read_lines(records: Sequence[Record], names: Names, periods: Collection[str]) -> list[Line]:
    """The rows of the sheet with their keys; mistakes go to the records' problems."""
    lines: list[Line] = []
    seen: dict[str, Record] = {}
    section, above, count = "", "", 0
    for record in records:
        code = record.code("mã").removeprefix("'")
        level = _level(record, code)
        if level is RowLevel.SECTION:
            section = above = derived = code
            count = 0
        elif level is RowLevel.CODED:
            above = derived = f"{section}.{_normalised(code)}" if section else _normalised(code)
            count = 0
        else:
            count += 1
            derived = f"{above}/{count}"
        key = record.code("khoá") or derived
        if key != derived:
            record.report("khoá", kinds.PLAN_KEY, key=key, derived=derived)
            if level in (RowLevel.SECTION, RowLevel.CODED):
                above = key
        if not first_time(seen, record, "khoá" if record.code("khoá") else "mã", key):
            continue
        lines.append(_line(record, key, code, level, section, names, periods))
    return lines


def _level(record: Record, code: str) -> RowLevel:
    """The row's level: column cấp, else by its code."""
    if record.text("cấp"):
        return record.choice("cấp", RowLevel) or RowLevel.LINE
    if not code:
        return RowLevel.LINE
    if code == "-":
        return RowLevel.SUB
    return RowLevel.SECTION if _ROMAN.fullmatch(code) else RowLevel.CODED


def _normalised(code: str) -> str:
    return ".".join(part for part in re.split(r"[.,;\s]+", code) if part)


def _line(
    record: Record, key: str, code: str, level: RowLevel, section: str, names: Names, periods: Collection[str]
) -> Line:
    parent = None
    if level is RowLevel.CODED:
        parent = key.rpartition(".")[0] or section or None
    row = PlanRow(
        key,
        code,
        record.text("nội dung"),
        level,
        record.text("đơn vị chủ trì"),
        record.text("sản phẩm"),
        record.text("thời gian"),
    )
    assigned: list[str] = []
    for name in record.names("nhóm giao"):
        found = names.units(name)
        if found is None:
            record.report("nhóm giao", kinds.CATALOGUE_NOBODY, name=name)
        assigned.extend(found or ())
    due_in = record.names("kỳ đến hạn")
    for period in due_in:
        if period not in periods:
            record.report("kỳ đến hạn", kinds.CATALOGUE_NO_PERIOD, period=period)
    return Line(record, row, section, parent, tuple(assigned), tuple(due_in), tuple(record.names("chỉ tiêu")))


def build_plan(lines: Sequence[Line], names: Names, measured: Collection[str]) -> Plan:
    """Rows and items. `measured`: keys that an indicator or a filled scoring row judges; an item is a task (answered on
    sheet Nhiệm vụ) if it has a product or is not measured otherwise."""
    rows: list[PlanRow] = []
    items: dict[str, PlanItem] = {}
    leads_of: dict[str, Leads] = {}
    last_item_of: dict[str | None, Leads] = {}
    at = 0
    while at < len(lines):
        line, taken = lines[at], 1
        if _is_heading(lines, at) or not _asks(line):
            rows.append(line.row)
            leads_of[line.row.key] = _leads(line, line, names, _inherited(line, leads_of, {}))
            at += 1
            continue
        source = line
        if line.is_coded and line.silent and _next_is_line(lines, at):
            source, taken = lines[at + 1], 2
        leads = _leads(line, source, names, _inherited(line, leads_of, last_item_of))
        last_item_of[line.parent] = leads_of[line.row.key] = leads
        product, time, time_line = _product_and_time(lines, at + taken, source)
        items[line.row.key] = PlanItem(
            line.row.key, line.row.code, _item_text(line, source), product, time, leads.units, leads.compilers,
            _due(time_line, time, line.periods or source.periods),
            bool(product) or line.row.key not in measured,
        )  # fmt: skip
        if source is not line:
            rows.append(line.row)
        rows.append(msgspec.structs.replace(source.row, item=line.row.key))
        at += taken
    shows = {line.row.key: line.indicators for line in lines if line.indicators}
    return Plan(tuple(rows), items, shows)


def _is_heading(lines: Sequence[Line], at: int) -> bool:
    """A coded line or section directly followed by a deeper code only heads what follows."""
    line = lines[at]
    if not line.is_coded or at + 1 == len(lines):
        return False
    following = lines[at + 1]
    if line.row.level is RowLevel.SECTION:
        return following.row.level is RowLevel.CODED
    return following.row.level is RowLevel.CODED and following.row.key.startswith(line.row.key + ".")


def _asks(line: Line) -> bool:
    """Whether a row can be an item at all: a coded one, or a plain line that says who, what or when."""
    return line.is_coded or (line.row.level is RowLevel.LINE and not line.silent)


def _next_is_line(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and lines[at + 1].row.level is RowLevel.LINE


def _inherited(line: Line, leads_of: Mapping[str, Leads], last_item_of: Mapping[str | None, Leads]) -> Leads:
    """A blank lead is that of the item before under the same parent, else the parent's."""
    before = last_item_of.get(line.parent)
    if before is not None:
        return before
    return leads_of.get(line.parent or "", Leads())


def _leads(line: Line, source: Line, names: Names, inherited: Leads) -> Leads:
    assigned = line.assigned or source.assigned
    if assigned:
        return Leads(tuple(dict.fromkeys(assigned)))
    if not source.row.lead:
        return inherited
    if source.row.lead.strip() in _NOBODY:
        return Leads()
    leads = names.leads(source.row.lead)
    if leads.unknown:
        source.record.report("đơn vị chủ trì", kinds.PLAN_LEAD, unknown=leads.unknown, text=source.row.lead)
    return leads


def _item_text(line: Line, source: Line) -> str:
    return line.row.text if source is line else f"{line.row.text}: {source.row.text}"


def _product_and_time(lines: Sequence[Line], after: int, source: Line) -> tuple[str, str, Line]:
    """An item's product and time; where it has neither, those of the first sub-row under it that has any."""
    if source.row.product or source.row.time:
        return source.row.product, source.row.time, source
    for line in lines[after:]:
        if line.row.level is not RowLevel.SUB:
            break
        if line.row.product or line.row.time:
            return line.row.product, line.row.time, line
    return "", "", source


def _due(line: Line, time: str, periods: tuple[str, ...]) -> Due:
    """When an item is owed, from the words of its time cell; plan months are calendar months."""
    words = fold(time)
    months = {int(month) for month in _MONTH.findall(words)}
    months |= {_QUARTER_MONTHS[quarter] for quarter in _QUARTER.findall(words)}
    if months and max(months) <= 12 and min(months) >= 1:
        return Due(DueKind.MONTHS, tuple(sorted(months)), periods)
    if any(word in words for word in _EVERY_PERIOD):
        return Due(DueKind.EACH, (), periods)
    if any(word in words for word in _BY_YEAR_END):
        return Due(DueKind.YEAR, (), periods)
    if words and not words.startswith(_NEVER_LATE) and not periods:
        line.record.report("thời gian", kinds.PLAN_TIME, text=time)
    return Due(DueKind.OPEN, (), periods)
