"""What the last merge of a period wrote and read: its own state, or, in a folder of an earlier version of the program,
what its lineage workbook says."""

from __future__ import annotations

from pathlib import Path

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.periods import leaves_of
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.model.files import FileStatus, InputFile
from cchc_excel.period.exclude import name_in_run
from cchc_excel.reading.workbook import read_sheet
from cchc_excel.workspace.output_names import FIGURE_SOURCES
from cchc_excel.workspace.run_state import RunState, read_state


def last_run(folder: Path) -> RunState:
    """The state of the last merge whose results lie in a period's folder; an empty one where there was none.

    An earlier version kept it in its lineage workbook: that one is read as long as there is no other. What it does not
    say (its own SHA-256 above all) is left out, and so counts as edited by hand.
    """
    return read_state(folder) or _from_lineage(folder)


def left_out(output: Path, catalogue: Catalogue, period: Period) -> dict[str, str]:
    """What the last merges of a period and of its parts were told to leave out: the file, by the name that a run for
    the period has -> why. `output` holds the folders of results."""
    found: dict[str, str] = {}
    for code in (*leaves_of(catalogue.periods, period.code), period.code):
        state = read_state(output / code) or RunState()
        found |= {name_in_run(file, code, period): reason for file, reason in state.excluded.items()}
    return found


def _from_lineage(folder: Path) -> RunState:
    file = folder / FIGURE_SOURCES
    if not file.is_file():
        return RunState()
    from cchc_excel.report.context import STATUS_WORDS  # the reports: only for folders of an earlier version
    from cchc_excel.report.lineage.workbook import FILES_SHEET, OUTPUTS_SHEET

    data = file.read_bytes()
    statuses = {word: status for status, word in STATUS_WORDS.items()}
    outputs = {row["Tệp"]: row["SHA-256"] for row in _rows(data, OUTPUTS_SHEET) if row.keys() >= {"Tệp", "SHA-256"}}
    inputs = [
        InputFile(row["Tệp"], statuses.get(row.get("Kết quả", ""), FileStatus.IGNORED), None, row.get("SHA-256"))
        for row in _rows(data, FILES_SHEET)
        if "Tệp" in row
    ]
    return RunState(outputs, inputs)


def _rows(data: bytes, sheet: str) -> list[dict[str, str]]:
    """The rows of a sheet by their headings, blank cells left out."""
    headings, *rows = read_sheet(FIGURE_SOURCES, data, sheet) or [[]]
    return [
        {str(heading): str(value) for heading, value in zip(headings, row, strict=False) if value is not None}
        for row in rows
    ]
