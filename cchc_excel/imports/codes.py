"""Codes of an imported plan: as written where they are text, mended where Excel made numbers or dates of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from cchc_excel.catalogue.plan_codes import BULLETS
from cchc_excel.imports.cell_texts import is_period
from cchc_excel.imports.columns import Role
from cchc_excel.imports.line_cells import PlanLine
from cchc_excel.model.records import CellValue
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text, fold

_KNOWN = re.compile(
    r"(?:phần|chương|mục|nhóm|nhiệm vụ|câu)\s+\S+(?:\s+\S+)?|[IVXivx]+[.)/]?|\(?[A-Za-zĐđ]{1,2}\)?[.)/]*|"
    r"\(?\d{1,3}[a-zđ]?(?:[.,;]\s*(?:\d{1,3}[a-zđ]?|[a-zđ]))*\)?[.,)/]*|[IVXA-ZĐ]+[.\-]?\d+(?:[.,]\d+)*[.)]?|"
    r"(?=\S*\d)\w+(?:[._/\-]\w+)+"
)
_LEADING = re.compile(
    r"(?P<code>(?i:phần\s+(?:thứ\s+)?\w+)|[IVX]+|[A-ZĐ]|\d{1,2}(?:[.,]\d{1,2})*|[a-zđ])"
    r"\s*(?:[.:)/]|\s[–-]|-)+\s*(?P<text>\S.*)",
    re.DOTALL,
)
_SHORT = 6
"""Capitals up to that long are an abbreviation: "UBND"."""
_CAPITAL = re.compile(r"[IVX]+|[A-ZĐ]|(?i:phần.*)", re.DOTALL)


class Coded(msgspec.Struct):
    """A line with its code as text ("": none); `is_section`: a title of a section, numbered or not."""

    line: PlanLine
    code: str
    text: str
    is_section: bool = False


def code_lines(lines: Sequence[PlanLine], file: str) -> tuple[list[Coded], list[Problem]]:
    """Lines with their codes. A number or a day that Excel made of a code is told with the code it likely was, by its
    neighbours. Where the table has no column of codes, the text's own beginning is the code."""
    separator = _separator(lines)
    has_codes = any(line.code is not None for line in lines)
    coded: list[Coded] = []
    problems: list[Problem] = []
    for line in lines:
        before = next((one.code for one in reversed(coded) if one.code and one.code not in BULLETS), "")
        code, problem = _code_of(line, before, separator, file)
        problems += [problem] if problem else []
        coded.append(_with_title(line, code, has_codes=has_codes))
    return coded, problems


def _separator(lines: Sequence[PlanLine]) -> str:
    """What the plan's own codes have between their numbers."""
    texts = [line.code for line in lines if isinstance(line.code, str)]
    return "," if sum("," in text for text in texts) > sum("." in text for text in texts) else "."


def _code_of(line: PlanLine, before: str, separator: str, file: str) -> tuple[str, Problem | None]:
    value = line.code
    where = line.where(file, Role.CODE)
    if value is None or isinstance(value, bool):
        return "", None
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer() and not line.decimals):
        return str(int(value)), None
    if isinstance(value, float):
        likely = _likely(_of_number(value, line.decimals), before, separator)
        return likely, kinds.IMPORT_CODE_NUMBER(where, value=clean_text(value), code=likely)
    if isinstance(value, dt.date):
        likely = _likely(_of_day(value), before, separator)
        return likely, kinds.IMPORT_CODE_DATE(where, value=f"{value:%d/%m/%Y}", code=likely)
    code = clean_text(value).removeprefix("'")
    if code in BULLETS or _KNOWN.fullmatch(code) or _KNOWN.fullmatch(fold(code)):
        return code, None
    return _unknown(code, where)


def _unknown(code: CellValue, where: Location) -> tuple[str, Problem | None]:
    return " ".join(clean_text(code).split()), kinds.IMPORT_CODE_UNKNOWN(where, code=clean_text(code))


def _of_number(value: float, decimals: int | None) -> list[tuple[int, ...]]:
    """What codes a decimal may have been: 13.1 is 13.1, or 13.10 that lost its zero."""
    whole, _, part = (f"{value:.{decimals}f}" if decimals else repr(value)).partition(".")
    plain = (int(whole), int(part))
    return [plain] if decimals or part.startswith("0") else [plain, (int(whole), int(part) * 10)]


def _of_day(day: dt.date) -> list[tuple[int, ...]]:
    """What codes a day may have been: 1.2 or 2.1, or with two digits of a year 1.2.3."""
    short = day.year % 100
    return [(day.day, day.month), (day.month, day.day), (day.day, day.month, short), (day.month, day.day, short)]


def _likely(candidates: Sequence[tuple[int, ...]], before: str, separator: str) -> str:
    """The candidate that follows the code before, else the first."""
    parts = tuple(int(part) for part in re.findall(r"\d+", before))
    followers = {(*parts[:depth], parts[depth] + 1) for depth in range(len(parts))} | {(*parts, 1)}
    chosen = next((one for one in candidates if one in followers), candidates[0])
    return separator.join(map(str, chosen))


def _with_title(line: PlanLine, code: str, *, has_codes: bool) -> Coded:
    """The line's text without the number that it begins with, where that is its code."""
    text = line.text(Role.TEXT)
    if not code and (line.is_wide or not has_codes):
        leading = _LEADING.fullmatch(text)
        if leading and (leading["code"][0].isdigit() or _CAPITAL.fullmatch(leading["code"]) or not line.is_wide):
            code, text = leading["code"].strip(), leading["text"].strip()
    silent = set(line.cells) - ({Role.NOTE} if line.is_scored else set()) == {Role.TEXT}
    is_title = silent and ((text.isupper() and len(text) > _SHORT) or is_period(text))
    return Coded(line, code, text, is_section=not code and (line.is_wide or is_title))
