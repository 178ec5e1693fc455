"""Every number that the reports of a quarter, of nine months and of a year print, in workbooks, Word, the page and a
letter, is followed through the lineage to the cells of units' workbooks and worked out again from them: none without a
way, none wrong, no line about anything else, no cell named twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from docx import Document

from tests.cchc_runs import cchc
from tests.traced.again import numbers_in
from tests.traced.elsewhere import (
    followed,
    ratios_told,
    wrong_beside,
    wrong_cells,
    wrong_messages,
    wrong_points,
    wrong_ratios,
)
from tests.traced.lineage import Lineage, Place
from tests.traced.printed import CODES, GIVEN, accounted, numbers, texts
from tests.traced.worded import again, counted, counted_again, letter_lines, said, sections, told_again
from tests.traced.year import COLLECTED, PERIODS, write_year

WORDED = ("bao-cao/bao-cao-ket-qua-cchc.docx", "tong-hop.html")
LISTS_CELLS = "Nguồn số liệu của từng chỉ tiêu"
"""The part of the page that lists source cells: their addresses and codes are no figures."""

SUMMARY = "Kết quả thực hiện công tác cải cách hành chính"
"""How the Word report is headed. What its opening sentences count is of no one indicator: a test of its own."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year, one workbook of it collected, some of its periods merged."""
    folder = tmp_path_factory.mktemp("nam")
    write_year(folder)
    period, unit = COLLECTED
    mail = tmp_path_factory.mktemp("thu")
    (folder / "input" / period / f"{unit}.xlsx").rename(mail / f"{unit}.xlsx")
    told = cchc(folder, "collect", str(mail), "--period", period)
    assert told.exit_code == 0, told.stderr
    for code in PERIODS:
        told = cchc(folder, "merge", code, "--json")
        assert told.exit_code == 0, told.stderr
        (folder / f"{code}.json").write_text(told.stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lineage_of(root: Path) -> Callable[[str], Lineage]:
    return cache(lambda period: Lineage.read(root, period))


def reports(root: Path, period: str) -> dict[str, Path]:
    files = sorted((root / "output" / period / "bao-cao").glob("*.xlsx"))
    assert len(files) == 5
    return {f"bao-cao/{file.name}": file for file in files}


@pytest.mark.parametrize("period", PERIODS)
def test_every_number_of_every_workbook_is_traced_and_right(
    root: Path, lineage_of: Callable[[str], Lineage], period: str
) -> None:
    lineage = lineage_of(period)
    seen: set[Place] = set()
    wrong: list[tuple[Place, object, object]] = []
    for report, file in reports(root, period).items():
        for number in numbers(file, period):
            place = (report, number.sheet, number.cell)
            seen.add(place)
            cells = list(lineage.cells(place))
            found = number.again(cells) if cells else None
            if found is None or Fraction(str(number.value)) != found or lineage.printed[place] != number.value:
                wrong.append((place, number.value, found))
        for text in texts(file):
            place = (report, text.sheet, text.cell)
            cells = list(lineage.cells(place))
            told = set(numbers_in(text.value)) - GIVEN
            if told or any(str(cell.value) in text.value for cell in cells if cell.value):
                seen.add(place)
            if told - accounted(cells, period):
                wrong.append((place, text.value, told))
    assert wrong == [], "\n".join(map(str, wrong[:40]))
    assert len(seen) > 800
    assert [place for place in lineage.sources if place[0] in reports(root, period) and place not in seen] == []


@pytest.mark.parametrize("report", WORDED)
@pytest.mark.parametrize("period", PERIODS)
def test_every_number_of_the_word_report_and_the_page_is_traced_and_right(
    root: Path, lineage_of: Callable[[str], Lineage], period: str, report: str
) -> None:
    lineage = lineage_of(period)
    places = [place for place in lineage.sources if place[0] == report and not place[1].startswith(SUMMARY)]
    told = sections(root / "output" / period / report, {place[1] for place in places})
    wrong: list[object] = []
    known: dict[tuple[str, str], set[str]] = {}  # (heading, printed value) -> numbers that it may say
    exact: dict[str, set[str]] = {}  # heading -> numbers worked out by their labels
    for place in places:
        cells, printed = list(lineage.cells(place)), str(lineage.printed[place])
        found = again(place[2], cells, period)
        if not cells or (found and found[0] not in numbers_in(printed)):
            wrong.append((place, printed, found))
        if " ".join(printed.replace("\n", "; ").split()) not in told[place[1]].replace("\n", " "):
            wrong.append((place, printed, "is not under its heading"))
        exact.setdefault(place[1], set()).update(found or ())
        known.setdefault((place[1], printed), set()).update(accounted(cells, period) if found is None else ())
    for (heading, text), of_value in known.items():
        if set(numbers_in(text)) - GIVEN - of_value - exact[heading]:
            wrong.append((heading, text, "says other numbers"))
    for heading, text in told.items():
        traced = {number for one, value in known if one == heading for number in numbers_in(value)}
        if heading != LISTS_CELLS and said(text) - traced - GIVEN:
            wrong.append((heading, said(text) - traced - GIVEN))
    assert wrong == [], "\n".join(map(str, wrong[:40]))
    assert len(places) > 130


@pytest.mark.parametrize("period", PERIODS)
def test_what_the_opening_sentences_count_is_what_the_cells_say(
    root: Path, lineage_of: Callable[[str], Lineage], period: str
) -> None:
    """Indicators with a value, with a requirement, met and missed, risen and fallen; tasks asked, done and open."""
    lineage, report = lineage_of(period), WORDED[0]
    behind = {place[2]: list(lineage.cells(place)) for place in lineage.sources if place[0] == report}
    cells, changes = (
        {CODES[name]: behind[f"{name}{what}"] for name in CODES if f"{name}{what}" in behind}
        for what in ("", " – thay đổi")
    )
    document = Document(str(root / "output" / period / report))
    told = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert counted(told) == counted_again(cells, changes, root, period)
    assert len(cells) == 11


@pytest.mark.parametrize("period", PERIODS)
def test_no_line_stands_twice_and_none_names_a_cell_twice(lineage_of: Callable[[str], Lineage], period: str) -> None:
    lineage = lineage_of(period)
    assert len(lineage.lines) == len(set(lineage.lines)) > 500
    assert lineage.doubled() == []


def test_every_number_of_a_letter_stands_beside_its_cells_and_is_their_sum(root: Path) -> None:
    period, unit = COLLECTED
    (letter,) = (root / "output" / period / "bien-nhan").glob("*.eml")
    lines = list(letter_lines(letter))
    wrong = [
        (line[0], found)
        for line in lines
        if not (line["value"] + line["rest"]).startswith(found := told_again(line, root / "input" / period, period))
    ]
    assert wrong == [], "\n".join(map(str, wrong[:40]))
    assert len(lines) > 20
    assert unit in letter.name


@pytest.mark.parametrize("period", PERIODS)
def test_the_json_the_data_file_and_messages_say_what_the_cells_say(
    root: Path, lineage_of: Callable[[str], Lineage], period: str
) -> None:
    outcome = json.loads((root / f"{period}.json").read_text(encoding="utf-8"))
    places = followed(lineage_of(period), root, period)
    wrong = [
        *wrong_ratios(outcome, places, period),
        *wrong_points(outcome, root, period),
        *wrong_cells(root, period),
        *wrong_beside(root, period, places),
        *wrong_messages(outcome, root, period),
    ]
    assert wrong == [], "\n".join(map(str, wrong[:40]))
    assert (len(outcome["indicators"]), len(outcome["problems"]) > 30) == (74, True)


def test_the_ratios_of_the_status_are_those_of_the_json(root: Path) -> None:
    period = COLLECTED[0]
    status = json.loads(cchc(root, "status", period, "--json", "--today", "20/12/2022").stdout)
    outcome = json.loads((root / f"{period}.json").read_text(encoding="utf-8"))
    told, wrong = ratios_told(status, outcome)
    assert (wrong, told > 10) == ([], True)
