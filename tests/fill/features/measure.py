"""The table of docs/fill-features.md, measured: every feature before and after filling, and what other tools keep.

python -m tests.fill.features writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from cchc_excel.fill import fill
from tests.fill.features.checks import FEATURES, Check, holds
from tests.fill.features.public import MEASURED
from tests.fill.features.state import Seen, State
from tests.fill.features.templates import (
    by_hand,
    by_libreoffice,
    by_openpyxl,
    by_xlsxwriter,
    context,
    filled_by_openpyxl,
    filled_by_xltpl,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "fill-features.md"
KEPT, LOST, NOTHING = "✓", "✗", "–"
ITEMS = {"more rows": 5, "fewer": 1, "none": 0}
COLUMNS = (
    "before",
    *ITEMS,
    "LibreOffice sees it",
    "LibreOffice's template",
    "openpyxl's template",
    "openpyxl",
    "xltpl",
)
_INTRODUCTION = f"""# What filling keeps

Measured by `tests/fill/test_features.py`, which holds this table; `python -m tests.fill.features` writes it again. Each
cell is a check of `tests/fill/features/checks.py`: it reads the workbook's XML and compares with rows counted by hand.
{KEPT} there, whole and in its place · {LOST} lost, or left where it was · {NOTHING} does not apply.

- **before … none**: a template made by xlsxwriter, with parts written by hand that no library writes; then filled where
  its three rows (tag, repeated row, tag) become five, one, and none.
- **LibreOffice sees it**: the same filled workbooks, opened by LibreOffice, calculated and saved; {NOTHING} where
  LibreOffice loses the feature of the template itself.
- **LibreOffice's template, openpyxl's template**: the template as those programs write it, filled with five, one, no
  items; {NOTHING} where they do not write the feature.
- **openpyxl**: five rows made the usual way (load, delete and insert rows, write values, save). **xltpl** (the present
  name of xlsxtpl, built on openpyxl): the template with its own tags.
"""
_BY_EXCEL = """## Workbooks that Excel saved

The templates above are of other programs. Public workbooks that say they were saved by Excel are measured by
`python -m tests.fill.features.public FOLDER`, which needs them on disk: a loop is written around a row where a sheet is
empty, filled with five items, and what stands below it has to be found two rows further down, what stands above where
it was. How many are kept, and one of them by its repository and path:
"""


def measured(folder: Path) -> dict[str, dict[str, str]]:
    """Feature -> column -> mark."""
    whole, plain = by_hand(), by_xlsxwriter()
    saved, again = by_libreoffice(plain, folder / "mau"), by_openpyxl(plain)
    columns: dict[str, Callable[[Check], str]] = {"before": _one(whole, State(None))}
    for name, items in ITEMS.items():
        columns[name] = _one(fill(whole, context(items)), State(items))
    counts = ITEMS.values()
    seen = [(Seen(by_libreoffice(fill(plain, context(n)), folder / str(n))), State(n)) for n in counts]
    columns["LibreOffice sees it"] = _all(Seen(saved), seen)
    for name, template in (("LibreOffice's template", saved), ("openpyxl's template", again)):
        filled = [(Seen(fill(template, context(items))), State(items)) for items in ITEMS.values()]
        columns[name] = _all(Seen(template), filled)
    columns["openpyxl"] = _one(filled_by_openpyxl(whole, 5), State(5))
    columns["xltpl"] = _one(filled_by_xltpl(whole, 5, folder / "xltpl"), State(5, tags_stay=True))
    return {one.name: {name: columns[name](one.check) for name in COLUMNS} for one in FEATURES}


def _one(data: bytes, state: State) -> Callable[[Check], str]:
    seen = Seen(data)
    return lambda check: KEPT if holds(check, seen, state) else LOST


def _all(template: Seen, filled: list[tuple[Seen, State]]) -> Callable[[Check], str]:
    def mark(check: Check) -> str:
        if not holds(check, template, State(None)):
            return NOTHING
        return KEPT if all(holds(check, seen, state) for seen, state in filled) else LOST

    return mark


def page(table: dict[str, dict[str, str]]) -> str:
    """The table as docs/fill-features.md has it."""
    return "\n".join([_INTRODUCTION, *_rows(table), "", *_sums(table), "", _BY_EXCEL, *_public(), ""])


def _rows(table: dict[str, dict[str, str]]) -> Iterator[str]:
    yield f"| Feature | {' | '.join(COLUMNS)} |"
    yield f"|---|{':-:|' * len(COLUMNS)}"
    for name, marks in table.items():
        yield f"| {name} | {' | '.join(marks[column] for column in COLUMNS)} |"


def _public() -> Iterator[str]:
    yield "| Feature | workbooks | kept | one of them |"
    yield "|---|--:|--:|---|"
    for line in MEASURED.read_text("utf-8").splitlines():
        name, have, kept, one = line.split("\t")
        yield f"| {name} | {have} | {kept} | `{one}` |"


def _sums(table: dict[str, dict[str, str]]) -> Iterator[str]:
    kept = {column: sum(marks[column] == KEPT for marks in table.values()) for column in COLUMNS}
    worst = min(kept[name] for name in ITEMS)
    yield f"Of {len(table)} features, kept: filled here {worst}, openpyxl {kept['openpyxl']}, xltpl {kept['xltpl']}."
