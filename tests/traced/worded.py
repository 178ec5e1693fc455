"""What the Word report, the page and letters say of units' workbooks: sentences, whose numbers have no address. The
lineage names them by the heading that they stand under and by what they are.
"""

from __future__ import annotations

import email
import email.policy
import html
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.traced.again import (
    INDICATORS,
    PERIODS,
    SIDES,
    Cell,
    named,
    numbers_in,
    ratio,
    shown,
    sought,
    total,
    workbook,
)
from tests.traced.printed import CODES, CUMULATIVE, PREVIOUS, changed, grouped, quarters
from tests.traced.year import rows

SHADES = ("dưới 50%", "từ 50% đến dưới 80%", "từ 80% đến dưới 90%", "từ 90% đến dưới 100%", "từ 100%")
UNITS_TOLD = "Số liệu đã gồm đủ 10 phòng, đơn vị."
PLACEHOLDER = re.compile(r"\{\w+\}")
_TEXTS = (
    UNITS_TOLD,
    "Biểu số II.06a",
    *SHADES,
    *(text for row in rows("ke-hoach") for text in (row["khoá"], row["nội dung"].rstrip("."))),
    *(row[column] for row in rows("chi-tieu") for column in ("mục", "tên", "định nghĩa", "yêu cầu")),
    *(text for code in PERIODS for name in [PERIODS[code]["tên"]] for text in (code, name, name[0].lower() + name[1:])),
)
FIXED = sorted({part for text in _TEXTS for part in PLACEHOLDER.split(text) if numbers_in(part)}, key=len, reverse=True)
"""Texts of the catalogue and of templates, whose numbers are no unit's."""
ORDINAL = re.compile(r"^\d+\. ")
LEFT_OUT = re.compile(r" và \d+ (?:đơn vị|chỉ tiêu|mục) khác")
"""How many more there are than a line names."""


def sections(file: Path, headings: set[str]) -> dict[str, str]:
    """What a document or page says under each of some headings."""
    found: dict[str, list[str]] = {}
    heading = ""
    for text, is_heading in _paragraphs(file):
        if text in headings or is_heading:
            heading = text if text in headings else ""
        elif heading:
            found.setdefault(heading, []).append(text)
    return {heading: "\n".join(texts) for heading, texts in found.items()}


def said(text: str) -> set[str]:
    """The numbers that a text says, but those of the catalogue's own texts and of how its paragraphs, and what
    they leave out, are counted."""
    for fixed in FIXED:
        text = text.replace(fixed, " ")
    lines = (ORDINAL.sub("", LEFT_OUT.sub("", line)) for line in text.splitlines())
    return {number for line in lines for number in numbers_in(line)}


def _paragraphs(file: Path) -> Iterator[tuple[str, bool]]:
    """Paragraphs, cells and other blocks, each with whether it is a page's heading."""
    if file.suffix == ".docx":
        yield from ((text.strip(), False) for block in Document(str(file)).iter_inner_content() for text in _in(block))
        return
    body = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    tag = ""
    for piece in re.split(r"(</?(?:h\d|p|td|th|tr|li|caption|summary)\b[^>]*>)", body):
        text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", piece)).split())
        if text:
            yield text, tag.startswith("<h2")
        tag = piece


def _in(block: Paragraph | Table) -> Iterator[str]:
    """The text of a paragraph; of a table its cells, but for the numbers of its rows."""
    if isinstance(block, Paragraph):
        yield block.text
        return
    for row in block.rows:
        is_numbered = row.cells[0].text.strip().isdecimal()
        yield from (cell.text for cell in row.cells[is_numbered:])


def again(label: str, cells: list[Cell], period: str) -> list[str] | None:
    """The numbers that a value of an indicator says, by its label ("Tỷ lệ … – tử số – Văn phòng – kỳ trước"), the
    one that it is first; None where the label is of something else."""
    name, *of = label.split(" – ")
    code = CODES.get(name)
    if code is None or "điều kiện" in of:
        return None
    of_year = next((code for code, row in PERIODS.items() if row["tên"] in of), period)
    at = PREVIOUS[period] if "kỳ trước" in of else CUMULATIVE[period] if "lũy kế" in of else of_year
    sides = [grouped(side(cells, at)) for side in SIDES[code]]
    if "tử số" in of or "mẫu số" in of:
        return [sides["mẫu số" in of]]
    if "thay đổi" in of:
        return [_change(code, changed(code, cells, period))]
    value = ratio(code, cells, at)
    return [shown(code, value) if value is not None else "", *sides]


def _change(code: str, value: Fraction | None) -> str:
    """Points, with the decimals of the indicator and without its sign: words or an arrow say that."""
    return f"{abs(float(value)):.{INDICATORS[code]['số lẻ']}f}".replace(".", ",") if value is not None else ""


OPENING = re.compile(
    r"có số liệu của (?P<with_value>\d+) chỉ tiêu; trong (?P<required>\d+) chỉ tiêu có yêu cầu, (?P<reached>\d+) đạt"
    r".*?, (?P<missed>\d+) không đạt.*?Trong (?P<asked>\d+) lượt nhiệm vụ .*?, (?P<done>\d+) lượt đã xong, "
    r"(?P<open>\d+) lượt chưa xong"
)
CHANGES = re.compile(r"So với kỳ trước.*?, (?P<risen>\d+) chỉ tiêu tăng, (?P<fallen>\d+) chỉ tiêu giảm")


Counts: TypeAlias = dict[str, int]


def counted(text: str) -> Counts:
    """What the opening sentences of the Word report count."""
    found = OPENING.search(text)
    assert found is not None, text
    changes = CHANGES.search(text)
    return {name: int(number) for one in (found, changes) if one for name, number in one.groupdict().items()}


def counted_again(
    cells: Mapping[str, list[Cell]], changes: Mapping[str, list[Cell]], root: Path, period: str
) -> Counts:
    """The same from the cells behind each indicator of the department and behind its change; conditions from all
    workbooks below `root`."""
    values = {code: _exactly(code, behind, period) for code, behind in cells.items()}
    known = {code: value for code, value in values.items() if value is not None}
    required = {code: INDICATORS[code]["yêu cầu"] for code in known if INDICATORS[code]["yêu cầu"]}
    reached = sum(
        _is_met(text, known[code]) and _no_further_fault(code, root, period) for code, text in required.items()
    )
    done, asked = (side(cells["hoan_thanh"], period) for side in SIDES["hoan_thanh"])
    found = {
        "with_value": len(known), "required": len(required), "reached": reached, "missed": len(required) - reached,
        "asked": asked, "done": done, "open": asked - done,
    }  # fmt: skip
    if changes:
        by_how_much = [changed(code, behind, period) or 0 for code, behind in changes.items()]
        found |= {"risen": sum(one > 0 for one in by_how_much), "fallen": sum(one < 0 for one in by_how_much)}
    return found


def _no_further_fault(code: str, root: Path, period: str) -> bool:
    """Of work done early the plan asks besides that none is late or put off, in any unit's workbook."""
    if code != "som_han":
        return True
    files = (file for part in quarters(period) for file in (root / "input" / part).glob("*.xlsx"))
    return total((cell for file in files for cell in workbook(file).values()), "cv_tre_han", "cv_gia_han") == 0


def _exactly(code: str, cells: list[Cell], period: str) -> Fraction | None:
    numerator, denominator = (side(cells, period) for side in SIDES[code])
    return Fraction(numerator, denominator) if denominator else None


def _is_met(requirement: str, value: Fraction) -> bool:
    """Whether a ratio is as the plan asks: "> 30%", ">= 15%", "= 100%"."""
    sign, number = requirement.removesuffix("%").split()
    wanted = Fraction(number) / 100
    return {">": value > wanted, ">=": value >= wanted, "=": value == wanted}[sign]


LINE = re.compile(r"- (?P<name>.+?) \((?P<places>.+?\.xlsx, .+)\): (?P<value>[\d.,%]+)(?P<rest>.*)")


def letter_lines(file: Path) -> Iterator[re.Match[str]]:
    """The lines of a letter with a number: name, places, value."""
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    for line in body.get_content().splitlines():
        if match := LINE.fullmatch(line.strip()):
            yield match


def told_again(line: re.Match[str], folder: Path, period: str) -> str:
    """The value and what follows it, worked out from the places that a line of a letter names."""
    name, places = line["name"], line["places"]
    if name in CODES:
        sides = [[*_cells(part, folder)] for part in places.removeprefix("tử số: ").split("; mẫu số: ")]
        counted = [side(cells, period) for side, cells in zip(SIDES[CODES[name]], sides, strict=True)]
        value = ratio(CODES[name], sides[0] + [cell for cell in sides[1] if cell not in sides[0]], period)
        return f"{shown(CODES[name], value) if value is not None else ''} ({'/'.join(map(grouped, counted))})"
    return grouped(sum(cell.number for cell in _cells(places, folder)))


def _cells(places: str, folder: Path) -> Iterator[Cell]:
    """The cells of "VP.xlsx, Số liệu!D13; TTHC!H5:H9; Nhiệm vụ không có dòng I.3"."""
    file, _, rest = places.partition(", ")
    for place in rest.split("; "):
        sheet, _, areas = place.partition("!")
        task_sheet, absent, keys = place.partition(" không có dòng ")
        if absent:
            yield from (sought(folder / file, task_sheet, f"Nhiệm vụ: Trạng thái – {key}") for key in keys.split(", "))
        else:
            yield from named(folder / file, sheet, areas)
