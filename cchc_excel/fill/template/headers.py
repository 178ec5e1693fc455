"""What a template says outside of its cells: page headers and footers are filled, tags anywhere else are refused."""

from __future__ import annotations

import re

from lxml import etree

from cchc_excel.fill.errors import CellError, Mistakes, unknown
from cchc_excel.fill.ooxml.opc import Package, child, named, parse_xml
from cchc_excel.fill.template.filters import as_text
from cchc_excel.fill.template.render import Renderer
from cchc_excel.fill.template.sheets import Page
from cchc_excel.fill.template.tags import has_tag, straight

_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_SIZE = re.compile(r"&\d+$")
_LONGEST_HEADER = 255
_PLACES = {
    "drawing+xml": "hộp chữ hoặc hình",
    "drawingml.chart+xml": "biểu đồ",
    "drawingml.chartshapes+xml": "biểu đồ",
    "spreadsheetml.comments+xml": "ghi chú của ô",
    "threadedcomments+xml": "ghi chú của ô",
}


def fill_headers(page: Page, renderer: Renderer, mistakes: Mistakes) -> None:
    """Fill {{ }} in the page headers and footers of a sheet."""
    holder = child(page.sheet.root, "headerFooter")
    for element in () if holder is None else holder:
        text = straight(element.text or "")
        if has_tag(text):
            element.text = _header(text, page, renderer, mistakes)
            page.sheet.changed = True


def _header(text: str, page: Page, renderer: Renderer, mistakes: Mistakes) -> str:
    sheet = page.sheet.origin
    if "{%" in text:
        mistakes.add(sheet, "", text, "đầu trang, cuối trang chỉ dùng được {{ }}, không dùng {% %}")
        return text

    def said(match: re.Match[str]) -> str:
        try:
            cell = renderer.text(match.group())
            missing = sorted(cell.names - page.known) if page.known is not None else []
            for name in missing:
                mistakes.add(sheet, "", text, f"đầu trang, cuối trang: {unknown(name, page.known or ())}")
            if missing or page.scope is None or page.blank:
                return ""
            value = str(as_text(renderer.value(cell, page.scope))).replace("&", "&&")
        except CellError as error:
            mistakes.add(sheet, "", text, f"đầu trang, cuối trang: {error}")
            return ""
        # A digit behind a letter size (&14) would be read as part of it.
        return f" {value}" if value[:1].isdigit() and _SIZE.search(text[: match.start()]) else value

    filled = _EXPRESSION.sub(said, text)
    if len(filled) > _LONGEST_HEADER:
        mistakes.add(sheet, "", text, f"đầu trang, cuối trang dài quá {_LONGEST_HEADER} ký tự sau khi điền; rút ngắn")
    return filled


def refuse_tags(package: Package, mistakes: Mistakes) -> None:
    """Tags in text boxes, charts and notes would go out as they are: an error each."""
    for ending, place in _PLACES.items():
        for name in package.of_type(ending):
            if b"{{" in package.parts[name] or b"{%" in package.parts[name]:
                message = f"thẻ nằm trong {place}, chỗ không điền được; đặt thẻ vào một ô rồi trỏ tới ô đó (=A1)"
                for tag in _TAG.findall(_typed(parse_xml(package.parts[name]))):
                    mistakes.add("", "", tag, message)


def _typed(root: etree._Element) -> str:
    """What an author typed; texts that are only kept copies of cells are left out."""
    typed = (element for element in named(root, "t", "text") if not _is_linked(element))
    return "".join(element.text or "" for element in typed)


def _is_linked(element: etree._Element) -> bool:
    return any(parent.get("textlink") for parent in element.iterancestors())
