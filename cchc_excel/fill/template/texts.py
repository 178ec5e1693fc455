"""Texts of a template: what Jinja2 renders, with tags whole and their quotes straight."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from cchc_excel.fill.messages import Message
from cchc_excel.fill.mistakes import CellError
from cchc_excel.fill.ooxml.cells import cell_text
from cchc_excel.fill.ooxml.opc import child
from cchc_excel.fill.ooxml.strings import NoSuchText, Run, SharedStrings, Text
from cchc_excel.fill.ooxml.workbook import Sheet
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.tags import (
    column_tags,
    has_tag,
    open_row_tag,
    sheet_tags,
    straight,
    unopened,
    without_sheet_tags,
)

# Between runs of rich text, while they are rendered as one: characters that neither a template nor a cleaned value
# can hold.
_RUN = "\x01{}\x02"
_RUNS = re.compile("\x01(\\d+)\x02")
_BLOCK = re.compile(r"\{%.*?%\}", re.DOTALL)


def template_text(cell: etree._Element, strings: SharedStrings) -> Text | None:
    """The text of a text cell (None: it is none), curly quotes in its tags made straight; runs only where it has tags,
    and a tag split over several of them moved into the one where it starts. Raises CellError."""
    try:
        text = cell_text(cell, strings)
    except NoSuchText as error:
        raise CellError(Message.NO_SUCH_TEXT()) from error
    except ValueError as error:
        raise CellError(str(error)) from error
    if text is None:
        return None
    if not has_tag(text.plain):
        return Text(text.plain)
    runs = tuple((style, straight(piece)) for style, piece in _whole_tags(text.runs))
    return Text(straight(text.plain), runs)


def source(text: Text) -> str:
    """What Jinja2 renders: the text, with a mark before each run of rich text."""
    if not text.runs:
        return text.plain
    return "".join(_marked(_RUN.format(number), piece) for number, (_, piece) in enumerate(text.runs))


def _marked(mark: str, text: str) -> str:
    # Again after each block tag: what follows a tag may be rendered although what stood before it is not.
    return mark + _BLOCK.sub(lambda tag: tag.group() + mark, text)


def rendered_runs(value: str) -> tuple[str, list[tuple[int, str]]]:
    """What Jinja2 made of a `source`: the plain text, and the pieces of it with the number of the run each is of."""
    pieces = _RUNS.split(value)
    return "".join(pieces[0::2]), list(zip(map(int, pieces[1::2]), pieces[2::2], strict=True))


def _whole_tags(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for style, text in runs:
        rest = text
        if joined and _is_open(joined[-1][1]):
            before, kept = joined[-1][1], joined[-1][0]
            size = _closing(before, text)
            joined[-1] = (kept, before + text[:size])
            rest = text[size:]
        if rest:
            joined.append((style, rest))
    return joined


def _is_open(text: str) -> bool:
    """Whether a tag that starts in the text does not end there (a last "{" may be the half of one)."""
    start = max(text.rfind("{{"), text.rfind("{%"))
    if start >= 0 and not re.search(r"[}%]\}", text[start + 2 :]):
        return True
    return text.endswith("{")


def _closing(before: str, text: str) -> int:
    for size in range(1, len(text) + 1):
        if not _is_open(before + text[:size]):
            return size
    return len(text)


def template_texts(sheet: Sheet, filling: Filling) -> dict[str, Text]:
    """The texts with tags of a sheet, by cell address, as they are filled. Mistakes are noted."""
    texts = {}
    for row in sheet.rows.values():
        for cell in row:
            address = cell.get("r") or ""
            formula = child(cell, "f")
            if formula is not None and has_tag(formula.text or ""):
                filling.wrong(sheet.origin, address, f"={formula.text}", Message.TAG_IN_FORMULA())
            try:
                text = template_text(cell, filling.strings)
            except CellError as error:
                filling.wrong(sheet.origin, address, "", error.message)
                continue
            fillable = None if text is None else _fillable(sheet, address, text, filling)
            if fillable is not None:
                texts[address] = fillable
    return texts


def _fillable(sheet: Sheet, address: str, text: Text, filling: Filling) -> Text | None:
    """A text as it is filled; None where it has no tags, or they are wrong, which is noted."""
    open_tag = open_row_tag(text.plain)
    if open_tag:
        filling.wrong(sheet.origin, address, text.plain, Message.ROW_TAG_LEFT_OPEN())
        text = Text(f"{{%tr {open_tag} %}}")
    mark = unopened(text.plain)
    if mark:
        opening = "{{" if mark == "}}" else "{%"
        filling.wrong(sheet.origin, address, text.plain, Message.NOT_OPENED(mark=mark, opening=opening))
        return None
    if not has_tag(text.plain) or column_tags(text.plain):  # one that is left is out of place, which was noted
        return None
    return _without_sheet_tag(sheet, address, text, filling)


def _without_sheet_tag(sheet: Sheet, address: str, text: Text, filling: Filling) -> Text:
    """The text as it is filled: the sheet tag has been obeyed already."""
    tags = sheet_tags(text.plain)
    if not tags:
        return text
    wrong = [tag for tag in tags if not tag.startswith("for ") and tag != "endfor"]
    if address != "A1" or wrong or len(tags) > 1 + ("endfor" in tags):
        filling.wrong(sheet.origin, address, text.plain, Message.SHEET_TAG_OUT_OF_PLACE())
    runs = tuple((style, without_sheet_tags(piece)) for style, piece in text.runs)
    return Text(without_sheet_tags(text.plain), tuple(run for run in runs if run[1]))
