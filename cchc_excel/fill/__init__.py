"""Fill an Excel template with Jinja2 in its cells; everything it does not name stays as it was.

    from cchc_excel.fill import fill
    filled = fill(Path("mau.xlsx").read_bytes(), {"don_vi": [...], "ky": ...})

`{{ expression }}` alone in a cell keeps its value's type; with text around it makes text. `{%tr for u in don_vi %}` and
`{%tr endfor %}`, each in a row of its own, repeat the rows between; `{%tr if %}`, `{%tr elif %}`, `{%tr else %}`,
`{%tr endif %}` choose rows; `{%tr set x = … %}` names a value. `{%sheet for u in don_vi %}` in A1 repeats the sheet.
The whole of it: docs/fill.md.

The engine imports nothing of the program around it. What others may use are the names below and those of
`cchc_excel.fill.ooxml`, the files themselves. Its own folders, each importing only from those after it: `anchored`
(what hangs on rows moves), `rows` (sheets are written), `template` (they are read and planned), `formulas`, `ooxml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cchc_excel.fill.engine import Filled, Formula, fill_traced
from cchc_excel.fill.formulas.engines import can_compute
from cchc_excel.fill.formulas.recalculate import Uncomputed, recalculate
from cchc_excel.fill.formulas.references import areas_read
from cchc_excel.fill.messages import Message, UnknownName, Words
from cchc_excel.fill.mistakes import FilterError, TemplateError, TemplateErrors
from cchc_excel.fill.number import FormattedNumber
from cchc_excel.fill.paging import flowing_breaks, page_breaks
from cchc_excel.fill.rows.joined import JoinedCell, RowJoiner, joinable
from cchc_excel.fill.rows.stretch import stretch
from cchc_excel.fill.rows.write import FilledCell
from cchc_excel.fill.template.compiled import COMPILED
from cchc_excel.fill.template.environment import (
    NO_FILTERS,
    OWN_WORDS,
    Environment,
    Filters,
    Missing,
    UnknownNameError,
    plain_text,
)
from cchc_excel.fill.template.render import tag_mistake
from cchc_excel.fill.template.tags import straight
from cchc_excel.fill.text_size import broken, line_height, lines_needed, row_height
from cchc_excel.fill.watermark import mark_draft, mark_package


def fill(
    template: bytes,
    context: Mapping[str, object],
    *,
    filters: Filters = NO_FILTERS,
    as_text: Callable[[object], object] = plain_text,
    messages: Mapping[Message, str] = OWN_WORDS,
) -> bytes:
    """The template (bytes of an .xlsx) filled with the context's values; arguments as for `fill_traced`. Raises
    TemplateErrors with every mistake in the template."""
    return fill_traced(template, context, filters=filters, as_text=as_text, messages=messages).data


__all__ = [
    "COMPILED",
    "NO_FILTERS",
    "Environment",
    "Filled",
    "FilledCell",
    "FilterError",
    "Filters",
    "FormattedNumber",
    "Formula",
    "JoinedCell",
    "Message",
    "Missing",
    "RowJoiner",
    "TemplateError",
    "TemplateErrors",
    "Uncomputed",
    "UnknownName",
    "UnknownNameError",
    "Words",
    "areas_read",
    "broken",
    "can_compute",
    "fill",
    "fill_traced",
    "flowing_breaks",
    "joinable",
    "line_height",
    "lines_needed",
    "mark_draft",
    "mark_package",
    "page_breaks",
    "plain_text",
    "recalculate",
    "row_height",
    "straight",
    "stretch",
    "tag_mistake",
]
