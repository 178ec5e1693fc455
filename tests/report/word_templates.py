"""Word templates made in code."""

from __future__ import annotations

import io

from docx import Document


def document(*paragraphs: str) -> bytes:
    """A Word document of these paragraphs."""
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()
