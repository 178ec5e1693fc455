"""A Word report: a .docx with docxtpl's tags, filled with the same names and in the same sandbox as an Excel one."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
from docx.opc.pkgwriter import _ContentTypesItem
from docx.shared import Pt

from cchc_excel.fill import Filled, TemplateErrors
from cchc_excel.fill.ooxml import UndatedZip
from cchc_excel.report.marks import MarkingEnvironment
from cchc_excel.report.word.mistakes import mistakes, opened
from cchc_excel.report.word.sections import take_out_marks

_MARK_SIZE = Pt(11)
"""A line of this size and a page number fit into the top margin of 20 mm."""


class _WordEnvironment(MarkingEnvironment):
    """The sandbox of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.filters |= dict.fromkeys(("e", "escape", "forceescape"), _as_it_is)


def _as_it_is(value: object) -> object:
    """What marks text up as safe elsewhere: here every value is made safe once, when it is written."""
    return value


def fill_word(template: bytes, context: Mapping[str, object]) -> Filled:
    """Fill a Word template: `{{ }}`, `{%p %}` for paragraphs and `{%tr %}` for table rows (docxtpl's convention).

    In: the bytes of a .docx and the names it may use. Out: as fill_traced gives; the cells have the heading of their
    section for a sheet, and no address. Raises TemplateErrors with every mistake found, each with the text it stands
    in. The same template and context give the same bytes.
    """
    environment = _WordEnvironment()
    document = opened(template)
    try:
        document.render(dict(context), jinja_env=environment, autoescape=True)
    except Exception as error:  # whatever a template does is its author's to mend
        raise TemplateErrors(mistakes(template, context, error)) from error
    data, cells = take_out_marks(saved(document), environment.printed)
    return Filled(data, cells, [], [])


def mark_draft_word(data: bytes, text: str) -> bytes:
    """The document with `text` at the right above whatever the page headers say, on first, odd and even pages."""
    document = Document(BytesIO(data))
    both = document.settings.odd_and_even_pages_header_footer
    for number, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if both:
            headers.append(section.even_page_header)
        for header in headers:
            if number and header.is_linked_to_previous:
                continue
            header.is_linked_to_previous = False
            mark = header.add_paragraph()
            header._element.insert(0, mark._element)  # it may begin with a table
            mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            mark.paragraph_format.space_before = mark.paragraph_format.space_after = Pt(0)
            run = mark.add_run(text)
            run.bold, run.font.size = True, _MARK_SIZE
    return saved(document)


def saved(document: Any) -> bytes:
    """A document's bytes without the moment of saving, which python-docx's own way of saving takes from the clock."""
    package = document.part.package
    parts = package.parts
    types: Any = _ContentTypesItem
    for part in parts:
        part.before_marshal()
    written = BytesIO()
    with UndatedZip(written, "w", ZIP_DEFLATED) as out:
        out.writestr(CONTENT_TYPES_URI.membername, types.from_parts(parts).blob)
        for name, rels in ((PACKAGE_URI, package.rels), *((part.partname, part.rels) for part in parts)):
            if len(rels):
                out.writestr(name.rels_uri.membername, rels.xml)
        for part in parts:
            out.writestr(part.partname.membername, part.blob)
    return written.getvalue()
