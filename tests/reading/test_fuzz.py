"""Whatever stands in the cells and whatever happens to the bytes: a reading, or a problem; never a traceback, a hang,
or a number that nobody typed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_excel.forms.filled.reader import Reader
from cchc_excel.model.files import Candidate
from cchc_excel.model.records import Source, UnitReport
from cchc_excel.period.load import PeriodData, ReadForm, load_period
from cchc_excel.problems.problem import Problem
from tests.cchc_runs import EXAMPLE
from tests.conftest import PERIOD, ReadingChild
from tests.packages import packed
from tests.reading.variants.book import join
from tests.reading.variants.case import Kit

GOOD = (EXAMPLE / "XNK.xlsx").read_bytes()
WITH_KIT = settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
"""The same examples in each run."""
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20) | st.sampled_from(
    (
        "-",
        "/",
        "O",
        "không",
        "1.234",
        "1,234",
        "12 hồ sơ",
        "'12",
        "#ma",
        "#tong",
        "2.000063",
        "gia_tri",
        "tn_truc_tuyen",
        "{{ 7*7 }}",
        "=1+1",
        "14.3.22",
        "50%",
        "１２",
        "1\u200b2",
        "Đã hoàn thành",
        "Đơn vị: Văn phòng",
        "VP",
        "2022-Q2",
    )
)
NUMBERS = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 2000)
VALUES = TEXT | NUMBERS | st.none()
RAW = st.sampled_from(
    (
        ("e", "<v>#REF!</v>"),
        ("e", "<v>#LẠ!</v>"),
        ("b", "<v>1</v>"),
        ("", "<f>1+1</f>"),
        ("str", "<f>A1</f><v></v>"),
        ("s", "<v>3</v>"),
        ("d", "<v>2022-03-14</v>"),
        ("", "<v>NaN</v>"),
        ("", "<v>abc</v>"),
        ("n", "<v/>"),
        ("", "<f>1/0</f><v>1E+400</v>"),
    )
)
ADDRESSES = st.builds(
    lambda sheet, row, column: f"{sheet}!{join(row, column)}",
    st.sampled_from(("Số liệu", "TTHC", "TTHC", "Nhiệm vụ", "Xếp hạng", "_meta")),
    st.integers(1, 35),
    st.integers(1, 20),
)


def accounted(data: bytes, name: str, reader: Reader, read: ReadingChild | None, folder: Path) -> PeriodData:
    """What a merge takes from a folder that holds only these bytes; holds the accounting law."""
    (folder / PERIOD).mkdir(exist_ok=True)
    for file in (folder / PERIOD).iterdir():
        file.unlink()
    (folder / PERIOD / name).write_bytes(data)

    def read_all(
        sources: Iterable[Source], read_form: ReadForm
    ) -> Iterator[tuple[Source, Candidate | None, list[Problem]]]:
        for source in sources:
            yield source, *(read.ask(source) if read else read_form(source))

    got = load_period(reader, reader.catalogue.periods[PERIOD], folder, {}, read_all)
    (entry,) = got.entries
    assert entry.status in ("merged", "refused")
    assert (entry.status == "refused") == (not got.reports)
    if entry.status == "refused":
        assert any(one.level == "error" for one in got.problems)
    assert all(len(one.message) < 1000 and one.message.strip() for one in got.problems)
    for report in got.reports.values():
        for figures in (report.figures, *report.dossiers.values()):
            assert all(one.value is None or 0 <= one.value < 10**9 for one in figures.values())
    return got


@WITH_KIT
@given(st.dictionaries(ADDRESSES, VALUES | RAW, min_size=1, max_size=12))
def test_any_values_in_any_cells(
    kit: Kit, reader: Reader, tmp_path: Path, cells: dict[str, str | float | tuple[str, str] | None]
) -> None:
    book = kit.good()
    for at, value in cells.items():
        if isinstance(value, tuple):
            book.raw(at, *value)
        else:
            book.put(at, value)
    accounted(book.save(), "a.xlsx", reader, None, tmp_path)


@WITH_KIT
@given(VALUES)
def test_a_count_is_what_was_typed_or_there_is_a_problem_at_its_cell(
    kit: Kit, reader: Reader, tmp_path: Path, value: str | float | None
) -> None:
    got = accounted(kit.good().put("Số liệu!D13", value).save(), "a.xlsx", reader, None, tmp_path)
    for report in got.reports.values():  # none where the text is a heading that names another unit
        _hold(report, got, value)


def _hold(report: UnitReport, got: PeriodData, value: str | float | None) -> None:
    problems = [one for one in got.problems if one.cell == "D13" and not one.code.startswith("kiem-tra-")]
    plain = isinstance(value, int | float) and 0 <= value < 10**9 and value == int(value)
    assert bool(problems) != plain
    assert report.figures["cv_giao"].value == value if plain else True


def mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Bytes with pieces overwritten, cut out or put in: (where, as a share of the length; how many go; what comes)."""
    changed = bytearray(data)
    for share, gone, new in changes:
        at = int(share * len(changed))
        changed[at : at + gone] = new
    return bytes(changed)


CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 64), st.binary(max_size=16) | st.sampled_from((b"<", b"\0", b"</c>", b'"'))
    ),
    min_size=1,
    max_size=6,
)
PARTS = st.sampled_from(
    (
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "docProps/core.xml",
        "[Content_Types].xml",
    )
)


@pytest.mark.office
@pytest.mark.parametrize("name", ["lai.xlsx", "cu.xls", "mo.ods", "tthc.csv"])
@WITH_KIT
@given(CHANGES)
def test_any_bytes_changed_in_a_file(
    office_kit: Kit,
    reader: Reader,
    child: ReadingChild,
    tmp_path: Path,
    name: str,
    changes: list[tuple[float, int, bytes]],
) -> None:
    accounted(mutated(office_kit.saved(name), changes), name, reader, child, tmp_path)


@WITH_KIT
@given(PARTS, CHANGES)
def test_any_bytes_changed_in_a_part(
    reader: Reader, child: ReadingChild, tmp_path: Path, part: str, changes: list[tuple[float, int, bytes]]
) -> None:
    with zipfile.ZipFile(BytesIO(GOOD)) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    parts[part] = mutated(parts[part], changes)
    accounted(packed(parts), "a.xlsx", reader, child, tmp_path)
