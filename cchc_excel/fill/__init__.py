"""Fill an Excel template with Jinja2 in its cells; everything it does not name stays as it was.

    from cchc_excel.report.fill import fill
    filled = fill(Path("mau.xlsx").read_bytes(), {"don_vi": [...], "ky": ...})

`{{ expression }}` alone in a cell keeps its value's type; with text around it makes text. `{%tr for u in don_vi %}` and
`{%tr endfor %}`, each in a row of its own, repeat the rows between; `{%tr if %}`, `{%tr elif %}`, `{%tr else %}`,
`{%tr endif %}` choose rows; `{%tr set x = … %}` names a value. `{%sheet for u in don_vi %}` in A1 repeats the sheet.
Filters beside Jinja2's: phan_tram, so, ngay, la_ma, khong_phat_sinh. The whole of it: docs/fill.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from cchc_excel.fill.engine import Filled, Formula, fill_traced
from cchc_excel.fill.errors import TemplateError, TemplateErrors
from cchc_excel.fill.formulas.recalculate import Uncomputed, can_compute, recalculate
from cchc_excel.fill.rows.write import FilledCell
from cchc_excel.fill.watermark import mark_draft


def fill(template: bytes, context: Mapping[str, object]) -> bytes:
    """The template (bytes of an .xlsx) filled with the context's values. Raises TemplateErrors with every mistake
    found."""
    return fill_traced(template, context).data


__all__ = [
    "Filled",
    "FilledCell",
    "Formula",
    "TemplateError",
    "TemplateErrors",
    "Uncomputed",
    "can_compute",
    "fill",
    "fill_traced",
    "mark_draft",
    "recalculate",
]
