"""What a printed value is called: in the lines of the lineage, and where a report has no cells to name."""

from __future__ import annotations

from cchc_excel.compute.facts import Facts
from cchc_excel.forms.columns import RANKS, TASKS
from cchc_excel.report.traced import Kind, SourceKey

_COLUMNS = {
    kind: {column.field: column.title for column in sheet.answers}
    for kind, sheet in ((Kind.ANSWER, TASKS), (Kind.RANK, RANKS))
}
_SIDES = {Kind.NUMERATOR: "tử số", Kind.DENOMINATOR: "mẫu số", Kind.CHANGE: "thay đổi", Kind.CONDITION: "điều kiện"}


def label(facts: Facts, key: SourceKey) -> str:
    """The name of what a key stands for: the indicator or figure, then what of it and of whom, if not the department's
    own value of this period."""
    about = [_name(facts, key), *_of(facts, key)]
    return " – ".join(part for part in about if part)


def _name(facts: Facts, key: SourceKey) -> str:
    catalogue = facts.catalogue
    match key.kind:
        case Kind.FIGURE | Kind.FIELD:
            return catalogue.figures[key.code].name
        case Kind.POINTS:
            return f"Điểm mục {key.code}"
        case Kind.ALL_POINTS:
            return "Tổng điểm"
        case Kind.ANSWER | Kind.RANK:
            return key.place
    return catalogue.indicators[key.code].name if key.code in catalogue.indicators else key.code


def _of(facts: Facts, key: SourceKey) -> list[str]:
    of = [_SIDES.get(key.kind, "")]
    if key.kind in _COLUMNS:
        of.append(_COLUMNS[key.kind][key.code])
    elif key.place:
        of.append(key.place)
    if facts.catalogue.name_of(key.unit):
        of.append(facts.catalogue.name_of(key.unit))
    if key.period != facts.period.code:
        of.append(_period_name(facts, key.period))
    return of


def _period_name(facts: Facts, period: str) -> str:
    """Another period, by what it is to this one, else by its name."""
    for compared, words in ((facts.previous, "kỳ trước"), (facts.cumulative, "lũy kế")):
        if compared and compared.period.code == period:
            return words
    return facts.catalogue.period(period).name
