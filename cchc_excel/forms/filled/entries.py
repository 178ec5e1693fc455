"""What was typed into a unit's workbook, whatever its bytes and wherever its cells: it tells a filled form from a
blank one."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cchc_excel.catalogue.model import FigureSpec
from cchc_excel.forms.columns import RANKS, TASKS
from cchc_excel.model.records import Figure, UnitReport

Entry = tuple[str, str, str, object]
"""(sheet or table, row, column, what stands there)."""


def entries(report: UnitReport) -> frozenset[Entry]:
    """Every entry of a form that holds something: figures, answers, ranks and the people cells. What is no number in a
    figure's cell is an entry too."""
    figures = [("", code, figure) for code, figure in report.figures.items()]
    rows = [(row, code, figure) for row, typed in report.dossiers.items() for code, figure in typed.items()]
    answers = [(key, TASKS.name, msgspec.structs.asdict(answer)) for key, answer in report.tasks.items()]
    ranks = [(str(at), RANKS.name, msgspec.structs.asdict(rank)) for at, rank in enumerate(report.ranks)]
    fields = {(TASKS.name, column.field) for column in TASKS.answers} | {
        (RANKS.name, column.field) for column in RANKS.answers
    }
    told = [
        (sheet, row, name, value)
        for row, sheet, record in (*answers, *ranks)
        for name, value in record.items()
        if (sheet, name) in fields
    ]
    found: list[Entry] = [
        *(("figure", row, code, _typed(figure)) for row, code, figure in (*figures, *rows)),
        *told,
        *(("people", "", code, text) for code, text in report.people.items()),
        *(("spare", row, "", True) for row in report.spare),
        *(("points", key, said, typed.value) for key, told in report.points.items() for said, typed in told.items()),
    ]
    return frozenset(entry for entry in found if entry[3] not in (None, ""))


def is_untouched(report: UnitReport, figures: Mapping[str, FigureSpec]) -> bool:
    """Whether a form came back as it was sent out: nothing in it but numbers that continue the period before, which
    stand there when it goes out. `figures`: the catalogue's, by code."""
    continued = {code for code, spec in figures.items() if spec.continues}
    return all(table == "figure" and column in continued for table, _, column, _ in entries(report))


def _typed(figure: Figure) -> object:
    return figure.cell if figure.unread else figure.value
