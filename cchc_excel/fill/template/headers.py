"""What a template says outside of its cells: page headers and footers are filled, tags anywhere else are refused."""

from __future__ import annotations

import re

from lxml import etree

from cchc_excel.fill.messages import Message, Words
from cchc_excel.fill.mistakes import CellError
from cchc_excel.fill.ooxml.opc import child, named, parse_xml
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.output_sheet import OutputSheet
from cchc_excel.fill.template.tags import TAG, has_tag, straight

_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_SIZE = re.compile(r"&\d+$")
_LONGEST_HEADER = 255
_ELSEWHERE = {
    "drawing+xml": Message.IN_TEXT_BOX,
    "drawingml.chart+xml": Message.IN_CHART,
    "drawingml.chartshapes+xml": Message.IN_CHART,
    "spreadsheetml.comments+xml": Message.IN_NOTE,
    "threadedcomments+xml": Message.IN_NOTE,
}
"""Where tags are not filled: how the content types of such parts end, and what to call them."""


def fill_headers(output: OutputSheet, filling: Filling) -> None:
    """Fill {{ }} in the page headers and footers of a sheet. Mistakes are noted."""
    holder = child(output.sheet.root, "headerFooter")
    for element in () if holder is None else holder:
        text = straight(element.text or "")
        if has_tag(text):
            element.text = _filled(text, output, filling)
            output.sheet.changed = True


def _filled(text: str, output: OutputSheet, filling: Filling) -> str:
    def wrong(message: Words) -> None:
        filling.wrong(output.sheet.origin, "", text, message)

    if "{%" in text:
        wrong(Message.HEADER_BLOCK())
        return text

    def value_of(match: re.Match[str]) -> str:
        try:
            value = _value(match.group(), text, output, filling)
        except CellError as error:
            wrong(Message.HEADER(message=error.message))
            return ""
        # A digit behind a letter size (&14) would be read as part of it.
        return f" {value}" if value[:1].isdigit() and _SIZE.search(text[: match.start()]) else value

    filled = _EXPRESSION.sub(value_of, text)
    if len(filled) > _LONGEST_HEADER:
        wrong(Message.HEADER_TOO_LONG(longest=_LONGEST_HEADER))
    return filled


def _value(tag: str, text: str, output: OutputSheet, filling: Filling) -> str:
    """What stands in place of a tag of a header; "" where a name in it is unknown, which is noted. Raises CellError."""
    cell = filling.renderer.text(tag)
    good = filling.all_known(output.sheet.origin, "", text, cell.names, output.known, Message.HEADER)
    if not good or output.scope is None or output.blank:
        return ""
    return filling.renderer.reading(cell, output.scope).replace("&", "&&")


def refuse_tags(filling: Filling) -> None:
    """Tags in text boxes, charts and notes would go out as they are: a mistake each."""
    for ending, where in _ELSEWHERE.items():
        for name in filling.package.of_type(ending):
            data = filling.package.parts[name]
            if b"{{" in data or b"{%" in data:
                for tag in TAG.findall(_typed(parse_xml(data))):
                    filling.wrong("", "", tag, Message.TAG_ELSEWHERE(where=where()))


def _typed(root: etree._Element) -> str:
    """What an author typed; texts that are only kept copies of cells are left out."""
    typed = (element for element in named(root, "t", "text") if not _is_linked(element))
    return "".join(element.text or "" for element in typed)


def _is_linked(element: etree._Element) -> bool:
    return any(parent.get("textlink") for parent in element.iterancestors())
