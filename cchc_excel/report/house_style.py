"""The department's own font and logo (sheet Thông tin: `phong_chu`, `bieu_trung`), put into every report template and
the page before they are filled: set once, for all of them. Without them templates stay as they are, byte for byte.

The font stands in place of Times New Roman, in which the shipped templates are set; what a template sets in another
font was meant so, and stays. The logo stands at the top left of the first sheet, above the name of the agency in Word,
at the top of the page.
"""

from __future__ import annotations

import base64
import re
from html import escape

import msgspec

from cchc_excel.fill.ooxml import NotAPackage, Package
from cchc_excel.report.logo import Logo, with_logo
from cchc_excel.workspace.folders import is_word

FONT, LOGO = "phong_chu", "bieu_trung"
"""Keys of sheet Thông tin."""
_REPLACED = "Times New Roman"
_NAMED = re.compile(rb"(?<==)([\"'])" + _REPLACED.encode() + rb"\1")
"""A font as an attribute says it: of cells, of pieces of a text, of charts, of Word."""
_IN_HEADER = re.compile(rb"(&amp;(?:&quot;|\"))" + _REPLACED.encode() + rb"(?=,)")
"""A font as headers and footers of a sheet say it: &"Times New Roman,Bold"."""
_ROOT_STYLE = '<style>body, body * {{ font-family: {font}, "Segoe UI", Arial, sans-serif; }}</style>\n</head>'
_PICTURE = '<img src="data:{kind};base64,{data}" alt="" style="height: 3.5rem; display: block; margin: .5rem 0">'


class HouseStyle(msgspec.Struct, frozen=True):
    """The name of a font ("": that of the templates) and a logo, if there is one."""

    font: str = ""
    logo: Logo | None = None


def styled(name: str, template: bytes, style: HouseStyle) -> bytes:
    """A report template (.xlsx or .docx bytes) in the house style. What is no such file stays as it is: whoever fills
    it says why."""
    try:
        if style.font:
            template = _in_font(template, style.font)
        if style.logo and is_word(name):
            from cchc_excel.report.word.logo import with_logo_in_word  # python-docx: only where there is one

            return with_logo_in_word(template, style.logo)
        return with_logo(template, style.logo) if style.logo else template
    except (NotAPackage, KeyError, ValueError, SyntaxError):
        return template


def styled_page(template: bytes, style: HouseStyle) -> bytes:
    """The template of the page in the house style."""
    text = template.decode("utf-8", "surrogateescape")
    if style.font:
        text = text.replace("</head>", _ROOT_STYLE.format(font=_css_text(style.font)), 1)
    if style.logo:
        picture = _PICTURE.format(kind=style.logo.kind, data=base64.b64encode(style.logo.data).decode())
        top = re.search("<header[^>]*>", text) or re.search("<body[^>]*>", text)
        text = f"{text[: top.end()]}{picture}{text[top.end() :]}" if top else text
    return text.encode("utf-8", "surrogateescape")


def _css_text(font: str) -> str:
    return '"' + re.sub(r'[\\"<>{}%]', "", font) + '"'


def _in_font(data: bytes, font: str) -> bytes:
    package = Package(data)
    named, in_header = f'"{escape(font)}"'.encode(), escape(font.replace('"', "")).encode()
    for part, content in package.parts.items():
        if part.endswith(".xml"):
            package.parts[part] = _IN_HEADER.sub(
                lambda match: match[1] + in_header, _NAMED.sub(lambda _: named, content)
            )
    return package.save()
