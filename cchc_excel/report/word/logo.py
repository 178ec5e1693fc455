"""A picture above the name of the agency, at the top of a Word template."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from cchc_excel.report.logo import Logo
from cchc_excel.report.word.fill import saved

_HIGH = Mm(13)


def with_logo_in_word(template: bytes, logo: Logo) -> bytes:
    """A document (.docx bytes) with the logo: in the first cell of its head, where the document begins with a table."""
    document = Document(BytesIO(template))
    first = next(document.iter_inner_content())
    place = first if hasattr(first, "insert_paragraph_before") else first.cell(0, 0).paragraphs[0]
    paragraph = place.insert_paragraph_before()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.add_run().add_picture(BytesIO(logo.data), height=_HIGH)
    return saved(document)
