"""The engine's sandbox as reports, letters and the page use it: this program's filters and words."""

from __future__ import annotations

from cchc_excel.fill import Environment
from cchc_excel.report.filters import FILTERS, as_text
from cchc_excel.report.template_wording import MESSAGES

TRACE_KEY = "khoa_nguon"
"""Objects with this attribute are traced: it says where the figure comes from. Templates cannot read it."""


class TemplateEnvironment(Environment):
    """The sandbox of one text or document."""

    def __init__(self) -> None:
        super().__init__(filters=FILTERS, as_text=as_text, messages=MESSAGES, trace_key=TRACE_KEY)
