"""The plan (sheet Kế hoạch): keys of its rows, items, who leads them and when they are owed.

Rows are as printed in the appendix of the plan. A key is the section and the code with separators normalised: "2,4" in
section II is II.2.4. What a row asks, of whom and when is derived here; columns "nhóm giao" and "kỳ đến hạn" override.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.plan_codes import Keys, agrees, is_inserted, is_under, level_of
from cchc_excel.catalogue.plan_model import Due, PlanItem, PlanRow, RowLevel
from cchc_excel.catalogue.sheet import Record, first_time
from cchc_excel.catalogue.times import instead_of, read_times
from cchc_excel.catalogue.unit_names import Leads, Names
from cchc_excel.problems import kinds
from cchc_excel.values import fold

HEADINGS = (
    "khoá", "mã", "nội dung", "cấp", "đơn vị chủ trì", "sản phẩm", "thời gian", "nhóm giao", "kỳ đến hạn", "chỉ tiêu",
)  # fmt: skip

OPTIONAL = ("đơn vị phối hợp", "người phụ trách", "ghi chú kế hoạch")
"""Headings of later catalogues."""

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
    keys = Keys()
    for record in records:
        code = record.code("mã").removeprefix("'")
        level = _level(record, code)
        derived = keys.derive(level, code)
        key = record.code("khoá") or derived
        if not agrees(key, derived, code):
            record.report("khoá", kinds.PLAN_KEY, key=key, derived=derived)
        keys.settle(level, code, key)
        if first_time(seen, record, "khoá" if record.code("khoá") else "mã", key):
            lines.append(_line(record, key, code, level, keys.section, names, periods))
    return lines


def _level(record: Record, code: str) -> RowLevel:
    """The row's level: column cấp, else by its code."""
    if record.text("cấp"):
        return record.choice("cấp", RowLevel) or RowLevel.LINE
    return level_of(code)


def _line(
    record: Record, key: str, code: str, level: RowLevel, section: str, names: Names, periods: Collection[str]
) -> Line:
    parent = None
    if level is RowLevel.CODED:
        parent = key.rpartition(".")[0] or section or None
    elif level is RowLevel.LINE:
        parent = key.rpartition("/")[0] or None
    row = PlanRow(
        key,
        code,
        record.text("nội dung"),
        level,
        record.merged_text("đơn vị chủ trì"),
        record.merged_text("sản phẩm"),
        record.merged_text("thời gian"),
        partner=record.merged_text("đơn vị phối hợp"),
        person=record.text("người phụ trách"),
        note=record.text("ghi chú kế hoạch"),
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


def build_plan(lines: Sequence[Line], names: Names, measured: Collection[str], scored: Collection[str] = ()) -> Plan:
    """Rows and items. `measured`: keys that an indicator or a filled scoring row judges; an item is a task (answered on
    sheet Nhiệm vụ) if it has a product or is not measured otherwise. `scored`: keys that points are given to; where
    such a row says neither who nor when, it is a criterion, no task."""
    rows: list[PlanRow] = []
    items: dict[str, PlanItem] = {}
    leads_of: dict[str, Leads] = {}
    last_item_of: dict[str | None, Leads] = {}
    at = 0
    while at < len(lines):
        line, taken = lines[at], 1
        if _is_heading(lines, at) or not _asks(lines, at):
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
            bool(product) or not (line.row.key in measured or _is_criterion(line, source, leads, time, scored)),
            _partners(source, leads, names),
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
    key, following = line.row.key, lines[at + 1].row
    if line.row.level is RowLevel.SECTION:
        if following.level is RowLevel.LINE:  # with a lead alone it says who leads what follows
            return not (line.silent or line.row.product or line.row.time or lines[at + 1].silent)
        return following.level is RowLevel.CODED or (following.level is RowLevel.SECTION and line.silent)
    deeper = is_under(following.key, key) or (line.silent and is_inserted(following.key, key))
    return following.level is RowLevel.CODED and deeper


def _asks(lines: Sequence[Line], at: int) -> bool:
    """Whether a row can be an item at all: a coded one, a section that says something or has a plain line below it, or
    a plain line that says who, what or when."""
    line = lines[at]
    if line.row.level is RowLevel.SECTION:
        return not line.silent or _next_is_line(lines, at)
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
    for unknown in leads.unknown:
        hint = names.hint(unknown)
        within = "" if fold(unknown) == fold(source.row.lead) else f" trong “{source.row.lead}”"
        source.record.report("đơn vị chủ trì", kinds.PLAN_LEAD, unknown=unknown, within=within, hint=hint)
    return leads


def _partners(source: Line, leads: Leads, names: Names) -> tuple[str, ...]:
    """The units that take part: those of column "đơn vị phối hợp" and those that the lead cell calls so. Others than
    units may take part too; one whose name is nearly a unit's is told."""
    named = names.leads(source.row.partner)
    for unknown in named.unknown:
        if hint := names.hint(unknown):
            source.record.report("đơn vị phối hợp", kinds.PLAN_PARTNER, unknown=unknown, hint=hint)
    partners = dict.fromkeys((*leads.partners, *named.units, *named.partners))
    return tuple(unit for unit in partners if unit not in leads.units)


def _is_criterion(line: Line, source: Line, leads: Leads, time: str, scored: Collection[str]) -> bool:
    """Whether an item only is what points are given to: it says neither who nor when."""
    names_nobody = not leads.units and source.row.lead.strip() in _NOBODY
    return names_nobody and not time and not {line.row.key, source.row.key}.isdisjoint(scored)


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


def _due(line: Line, text: str, periods: tuple[str, ...]) -> Due:
    """When an item is owed, from the words of its time cell; plan months are calendar months."""
    times = read_times(text)
    if times.unread and not periods:
        line.record.report("thời gian", kinds.PLAN_TIME, text=text, unread=times.unread, instead=instead_of(text))
    return Due(times, periods)
