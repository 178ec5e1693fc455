"""tong-hop.html: one page to look at, filled from a template that an officer may edit.

The template sees the names of the report templates and `bang_chi_tieu`. Everything that is not the template's own text
is escaped: there is no filter that lets markup through.
"""

from __future__ import annotations

import html
import re
import traceback
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import jinja2
from jinja2 import nodes

from cchc_excel.compute.facts import Facts
from cchc_excel.fill import Environment, Filled, FilledCell
from cchc_excel.model.records import Number
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.report.lineage.cells import SourceCell
from cchc_excel.report.lineage.sources import Sources
from cchc_excel.report.marks import MarkedValue, MarkingEnvironment, marks, unmarked
from cchc_excel.report.mistakes import MISTAKES, in_words
from cchc_excel.report.traced import Kind, SourceKey
from cchc_excel.values import plain, show_number
from cchc_excel.workspace.output_names import PAGE

_PIECE = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
"""A tag, or text between tags."""


class _PageEnvironment(MarkingEnvironment):
    """The sandbox of the reports, with everything escaped and no way around it."""

    def __init__(self) -> None:
        super().__init__()
        self.autoescape = True
        del self.filters["safe"]


def render_page(
    facts: Facts, context: Mapping[str, object], template: bytes, sources: Sources
) -> tuple[Filled | None, list[Problem]]:
    """The page of a run; its cells have the heading of their part for a sheet, and no address. `context`: what the
    report templates see; `sources`: of the facts. None where the template has a mistake: its line is in the Problem.
    The same run and template give the same bytes."""
    where = Location(f"templates/{PAGE}")
    try:
        text = template.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [kinds.PAGE_NOT_UTF8(where)]
    names = {**context, "bang_chi_tieu": _table(facts, sources)}
    environment = _PageEnvironment()
    try:
        wrong = _unknown_names(environment, text, names)
        page = "" if wrong else environment.from_string(text).render(names)
    except MISTAKES as mistake:
        return None, [kinds.PAGE_BROKEN(where, line=_line(mistake), message=in_words(mistake, environment))]
    problems = [kinds.PAGE_BROKEN(where, line=line, message=message) for line, message in wrong]
    return (None if problems else _without_marks(page, environment.printed)), problems


def _without_marks(page: str, printed: Sequence[MarkedValue]) -> Filled:
    """The page, and each value that it shows under the heading (h2) above it; an attribute shows nothing."""
    cells: list[FilledCell] = []
    part, in_heading = "", False
    for piece in _PIECE.findall(page):
        if piece.startswith("<"):
            in_heading = piece.startswith("<h2")
        elif in_heading:
            part = html.unescape(unmarked(piece)).strip()
        else:
            cells += [FilledCell(part, "", *printed[number]) for number in marks(piece)]
    return Filled(unmarked(page).encode(), cells, [], [])


def _unknown_names(environment: Environment, text: str, names: Mapping[str, object]) -> list[tuple[int, str]]:
    """Every name that the template uses and nothing defines: its line, and what it may have been meant to be."""
    known = names.keys() | environment.globals.keys()
    missing = {*environment.compiled(text).names} - known
    used = environment.parse(text).find_all(nodes.Name) if missing else ()
    return [(one.lineno, environment.unknown(one.name, known).told) for one in used if one.name in missing]


def _line(mistake: Exception) -> int:
    """The line of the template where it happened: Jinja2 puts it into the traceback."""
    if isinstance(mistake, jinja2.TemplateSyntaxError):
        return mistake.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(mistake.__traceback__) if frame.filename == "<template>"]
    return lines[-1] or 0 if lines else 0


def _table(facts: Facts, sources: Sources) -> list[dict[str, object]]:
    """Each indicator as the catalogue defines it, with the cells that its ratio of the department is made of."""
    return [
        {
            "ma": code,
            "muc": spec.key,
            "don_vi_tinh": spec.shown_in,
            "tu_so": spec.numerator.text,
            "mau_so": spec.denominator.text,
            "dieu_kien": spec.condition.text if spec.condition else "",
            "nguong": spec.requirement.number if spec.requirement else None,
            "nguon": _grouped(facts, sources.of(SourceKey(Kind.RATIO, code, "", facts.period.code))),
        }
        for code, spec in facts.catalogue.indicators.items()
    ]


def _grouped(facts: Facts, cells: Iterable[SourceCell]) -> list[dict[str, object]]:
    """Cells in one row for each unit, file, sheet and figure: "H5 = 12 (2.001547); H6 = 3 (2.001548)"."""
    groups: dict[tuple[str, str, str, str], list[SourceCell]] = {}
    for cell in (cell for cell in cells if cell.cell):
        groups.setdefault((cell.unit, cell.file, cell.sheet, cell.figure), []).append(cell)
    order = {unit: at for at, unit in enumerate(facts.catalogue.units)}
    return [
        {
            "don_vi": facts.catalogue.units[unit].name,
            "tep": file,
            "sheet": sheet,
            "so_lieu": figure,
            "o": "; ".join(_cell(cell) for cell in group),
            "cong": _sum(group),
        }
        for (unit, file, sheet, figure), group in sorted(groups.items(), key=lambda pair: order[pair[0][0]])
    ]


def _cell(cell: SourceCell) -> str:
    value = show_number(cell.value) if isinstance(cell.value, int | Fraction) else cell.value or "(trống)"
    return f"{cell.cell} = {value}" + (f" ({cell.about})" if cell.about else "")


def _sum(group: Iterable[SourceCell]) -> Number | None:
    """What the cells add up to; None for answers that are no counts."""
    values: list[Any] = [cell.value for cell in group]
    return plain(sum(values)) if all(isinstance(value, int | Fraction) for value in values) else None
