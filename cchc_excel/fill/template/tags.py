"""Tags in texts: {{ }}, {% %} and those that only this engine knows, {%tr %} and {%sheet %}."""

from __future__ import annotations

import re

import jinja2

TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
"""A tag from its first brace to its last."""
_ROW_TAG = re.compile(r"\{%[-+]?\s*tr[-+]?\s+(.*?)\s*[-+]?%\}", re.DOTALL | re.IGNORECASE)
_OPEN_ROW_TAG = re.compile(r"\{%[-+]?\s*tr[-+]?\s+([^{}%]*?)\s*[-+]?(?:%\s*|\}\s*)*", re.IGNORECASE)
_SHEET_TAG = re.compile(r"\{%[-+]?\s*sheet\s+(.*?)\s*[-+]?%\}\s*", re.DOTALL | re.IGNORECASE)
_COLUMN_TAG = re.compile(r"\{%[-+]?\s*tc[-+]?\s+(.*?)\s*[-+]?%\}", re.DOTALL | re.IGNORECASE)
_LEXER = jinja2.Environment()
_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " "})


def straight(text: str) -> str:
    """The text with curly quotes inside tags made straight (Excel and Word type them by themselves), except where
    they stand in a string that straight quotes already enclose."""
    return TAG.sub(lambda match: _straight_tag(match.group()), text)


def _straight_tag(tag: str) -> str:
    written: list[str] = []
    quote = ""
    for letter in tag:
        plain = letter if quote else letter.translate(_CURLY)
        if quote and letter == quote:
            quote = ""
        elif not quote and letter in "\"'":
            quote = letter
        written.append(plain)
    return "".join(written)


def has_tag(text: str) -> bool:
    """Whether a cell's text is something to be filled in."""
    return "{" in text and ("{{" in text or "{%" in text or "{#" in text)


def unopened(text: str) -> str:
    """What closes a tag that nothing opens: "}}" or "%}"; "" for every other text, braces of an expression included."""
    if "}}" not in text and "%}" not in text:
        return ""
    try:
        outside = "".join(piece for _, kind, piece in _LEXER.lex(straight(text)) if kind == "data")
    except jinja2.TemplateSyntaxError:
        return ""  # a mistake that is noted when it is compiled
    return next((mark for mark in ("}}", "%}") if mark in outside), "")


def row_tags(text: str) -> list[str]:
    """What stands in the row tags of a cell's text ("for u in don_vi"); empty for every other text."""
    return [match.group(1) for match in _ROW_TAG.finditer(text)]


def open_row_tag(text: str) -> str:
    """What stands in a row tag that is not closed as it should be ("{%tr for u in don_vi }"); "" for other texts."""
    match = _OPEN_ROW_TAG.fullmatch(text.strip())
    return match.group(1) if match and not _ROW_TAG.search(text) else ""


def beside_row_tags(text: str) -> str:
    """What else the cell says."""
    return _ROW_TAG.sub("", without_sheet_tags(text)).strip()


def sheet_tags(text: str) -> list[str]:
    """What stands in the sheet tags of a cell's text ("for u in don_vi")."""
    return [match.group(1) for match in _SHEET_TAG.finditer(text)]


def without_sheet_tags(text: str) -> str:
    """The text with its sheet tags, and the blanks behind them, cut out."""
    return _SHEET_TAG.sub("", text)


def column_tags(text: str) -> list[str]:
    """What stands in the column tags of a cell's text ("for c in chi_tieu")."""
    return [match.group(1) for match in _COLUMN_TAG.finditer(text)]
