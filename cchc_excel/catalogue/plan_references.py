"""Rows of other sheets that name a mục, held against a new plan: which of them it leaves without one, and which now
stand beside another text under the same mục; in words, with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_excel.catalogue.differences import PLAN
from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.near_names import nearest
from cchc_excel.model.records import CellValue, RawForm
from cchc_excel.values import clean_text, fold

_KEY, _CALLED = "mục", ("mã", "chỉ tiêu", "đơn vị")
"""The heading that names a mục, and those of which one says what a row is about."""
_SHOWN = 70
_ALIKE, _SAME = 0.6, 0.75
"""A text under the same mục that is less alike is another item; one under another mục that is more alike may be the
same."""


def references_in_words(present: RawForm, raw: RawForm, before: Catalogue, after: Catalogue) -> list[str]:
    """A line for each mục that rows of other sheets of a catalogue name and the new plan has not, or has with another
    text; where no former plan says what it was, for each that the new one has too. `present`, `raw`: the catalogue
    before and after; `before`, `after`: the plans (`read_plan_alone`)."""
    old, new = _texts(before), _texts(after)
    named_before = _named(present)
    lines: list[str] = []
    for key, rows in _named(raw).items():
        where = "; ".join(rows)
        if key not in new:
            lines.append(f"mục {key}{_quoted(old.get(key, ''))} không còn: {where}{_moved(key, old, new)}")
        elif key in old and not nearest(fold(old[key]), [fold(new[key])], _ALIKE):
            told = f"mục {key} trước là{_quoted(old[key])}, nay là{_quoted(new[key])}: {where}"
            lines.append(f"{told}{_moved(key, old, new)}")
        elif not old and key in named_before:
            lines.append(f"mục {key} nay là{_quoted(new[key])}: {where}; xem có đúng là của mục ấy không")
    return lines


def _moved(key: str, old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """Where the new plan has what stood under a mục; "" where nothing there is like it."""
    texts = {fold(text): one for one, text in new.items() if one != key}
    found = nearest(fold(old[key]), texts, _SAME) if old.get(key) else None
    return f"; nội dung ấy có phải là mục {texts[found]}{_quoted(new[texts[found]])}?" if found else ""


def _texts(plan: Catalogue) -> dict[str, str]:
    """Every key of a plan with its text."""
    rows = {row.key: row.text for row in plan.plan}
    return rows | {key: item.text for key, item in plan.items.items()}


def _named(raw: RawForm) -> dict[str, list[str]]:
    """Mục -> the rows that name it, in the order of the sheets: "Chỉ tiêu dòng 2 (hoan_thanh)"."""
    found: dict[str, list[str]] = {}
    for sheet in (one for one in raw.sheets if fold(one.name) != fold(PLAN)):
        for key, row in _rows(sheet.rows):
            found.setdefault(key, []).append(f"{clean_text(sheet.name)} {row}")
    return found


def _rows(rows: Sequence[Sequence[CellValue]]) -> Iterator[tuple[str, str]]:
    titles = [fold(clean_text(value)) for value in rows[0]] if rows else []
    if _KEY not in titles:
        return
    for number, cells in enumerate(rows[1:], start=2):
        texts = dict(zip(titles, map(clean_text, cells), strict=False))
        called = next((texts[title] for title in _CALLED if texts.get(title)), "")
        if texts.get(_KEY):
            yield texts[_KEY], f"dòng {number}" + (f" ({called})" if called else "")


def _quoted(text: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return f" “{shown}”" if shown else ""
