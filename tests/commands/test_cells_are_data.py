"""What a unit types is text in everything that comes out: no formula, no template, no path."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.cchc_runs import EXAMPLE, codes, merge, statuses
from tests.reading.variants.book import Book
from tests.reading.variants.case import OLDER

HOSTILE = {
    "Nhiệm vụ!H13": "=1+1",
    "Nhiệm vụ!H14": '=HYPERLINK("http://x.example","xem")',
    "Nhiệm vụ!H15": "+84 24 1234",
    "Nhiệm vụ!L13": "-2+3",
    "Nhiệm vụ!L12": "@SUM(A1:A9)",
    "Nhiệm vụ!M12": "{{ 7*7 }} {% set x = 1 %}",
    "Nhiệm vụ!M16": "{%tr for u in don_vi %}",
    "Nhiệm vụ!M20": "{%tr endfor %}",
    "Nhiệm vụ!L16": "<b>&amp;</b>{{ don_vi.__class__ }}",
    "Xếp hạng!C12": "=cmd|' /C calc'!A0",
    "Xếp hạng!D12": "{%tr for x in xep_hang %}",
}
"""Cells of XNK's workbook: documents, reasons, remedies of tasks; an index and its criterion."""
NAMES = ("=1+1.xlsx", "{{ 7*7 }}.xlsx", "-2+3.xlsx", "@SUM(A1).pdf")
PERIOD = "2022-Q1"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A merged working folder: XNK's workbook says hostile things, and so do the names of files."""
    root = tmp_path_factory.mktemp("sct")
    folder = root / "input" / PERIOD
    shutil.copytree(EXAMPLE, folder)
    book = Book((EXAMPLE / "XNK.xlsx").read_bytes(), OLDER)
    for at, text in HOSTILE.items():
        book.put(at, text)
    (folder / "XNK.xlsx").write_bytes(book.save())
    for name in NAMES:
        (folder / name).write_bytes(b"no workbook")
    code, outcome = merge(root)
    assert code == 1
    assert statuses(outcome)["XNK.xlsx"] == "merged"
    return root


def workbooks(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (root / "output").rglob("*.xlsx")}


def cells(data: bytes) -> Iterator[tuple[str, str, object]]:
    """(address, kind as openpyxl tells it, value); a formula's kind is "f"."""
    for sheet in load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            yield from ((f"{sheet.title}!{cell.coordinate}", cell.data_type, cell.value) for cell in row if cell.value)


def test_no_text_of_a_unit_is_a_formula_in_a_workbook(root: Path) -> None:
    met = set()
    typed = [*HOSTILE.values(), *NAMES]
    for name, data in workbooks(root).items():
        for at, kind, value in cells(data):
            inside = {text for text in typed if isinstance(value, str) and text in value}
            met |= inside
            assert not inside or kind == "s", (name, at, value)
    assert met == set(typed)  # each stands somewhere as it was typed


def test_no_text_of_a_unit_runs_as_a_template(root: Path) -> None:
    for name, data in workbooks(root).items():
        for at, _, value in cells(data):
            assert "class" not in str(value) or "__class__ }}" in str(value), (name, at)
            assert not (isinstance(value, str) and "49" in value.split()), (name, at)  # 7 * 7


def test_no_text_of_a_unit_runs_in_a_word_report(root: Path) -> None:
    (file,) = (root / "output").rglob("*.docx")
    document = Document(str(file))
    texts = [paragraph.text.strip() for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join(texts)
    for text in (HOSTILE["Nhiệm vụ!M12"], HOSTILE["Nhiệm vụ!L12"]):
        assert text in said
    assert "49" not in said.split()


def test_a_name_is_never_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "input" / PERIOD
    shutil.copytree(EXAMPLE, folder)
    for number, name in enumerate(("../../../ngoai", "..\\..\\ngoai", "/tmp/ngoai", "C:\\ngoai", "CON", "a/b")):
        book = Book((EXAMPLE / "XNK.xlsx").read_bytes(), OLDER).put("_meta!B3", name)
        (folder / f"{number}.xlsx").write_bytes(book.save())
        period = Book((EXAMPLE / "XNK.xlsx").read_bytes(), OLDER).put("_meta!B2", name)
        (folder / f"k{number}.xlsx").write_bytes(period.save())
    code, outcome = merge(tmp_path / "in")
    assert code == 1
    assert {"don-vi-la", "ky-la"} <= codes(outcome, "error") | codes(outcome, "warning")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    assert {path.name for path in (tmp_path / "in").iterdir()} == {"input", "output"}
    assert {path.name for path in (tmp_path / "in" / "output").iterdir()} == {PERIOD}
    assert not list((tmp_path / "in").rglob("*ngoai*"))
