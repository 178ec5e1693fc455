"""Every workbook the program writes would open in Excel without repair: reports (drafts too), lineage, blank forms,
return slips."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cchc_runs import EXAMPLE, ROOT, cchc, merge
from tests.commands.test_run import change
from tests.fill.package_check import faults, judged, sdk_installed

REPORTS = sorted(file.name for file in (ROOT / "templates" / "bao-cao").glob("*.xlsx"))
FILES = [
    *(f"bao-cao/{name}" for name in REPORTS),
    "nguon-so-lieu.xlsx",
    "so-lieu.xlsx",
    "bieu-mau/XNK.xlsx",
    "bieu-mau/VP.xlsx",
]
SLIPS = ["tra-lai/VP.xlsx", "tra-lai/hỏng.xlsx"]
"""openpyxl keeps texts in their cells, which Excel reads and the validator only remarks on."""
FILES += SLIPS


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a quarter in which two units have answered, one with mistakes, and one file cannot be opened."""
    root = tmp_path_factory.mktemp("sct")
    folder = root / "input" / "2022-Q1"
    folder.mkdir(parents=True)
    for name in ("XTTM.xlsx", "VP.xlsx"):
        shutil.copy(EXAMPLE / name, folder)
    change(folder / "VP.xlsx", "Số liệu", "vb_di", "gia_tri", -5)
    change(folder / "VP.xlsx", "Nhiệm vụ", "I.1.1", "trang_thai", "<&> {{ 7*7 }} xong rồi")
    (folder / "hỏng.xlsx").write_bytes(b"PK broken")
    assert merge(root)[0] == 1
    assert cchc(root, "template", "2022-Q1", "--unit", "XNK", "--unit", "VP").exit_code == 0
    return root / "output" / "2022-Q1"


@pytest.mark.office
def test_the_validator_is_installed() -> None:
    assert sdk_installed(), "run: sh tests/run.sh"


@pytest.mark.parametrize("name", FILES)
def test_it_opens_without_repair(written: Path, name: str) -> None:
    assert faults((written / name).read_bytes()) == []
    assert [one for one in judged(written / name) if not (name in SLIPS and "inline-string" in one)] == []
    openpyxl.load_workbook(written / name)


def test_no_other_workbook_is_written(written: Path) -> None:
    assert sorted(file.relative_to(written).as_posix() for file in written.rglob("*.xlsx")) == sorted(FILES)


@pytest.mark.parametrize("file", sorted((ROOT / "templates").rglob("*.xlsx")), ids=lambda file: file.name)
def test_the_shipped_workbooks_open_without_repair(file: Path) -> None:
    assert faults(file.read_bytes()) == []
    assert judged(file) == []


def test_a_header_counts_units_that_it_has_no_room_to_name(written: Path) -> None:
    """Eight of ten are missing; more names than four would stand over the number of the page."""
    for sheet in openpyxl.load_workbook(written / "bao-cao" / "tong-hop-ty-le.xlsx"):
        assert sheet.oddHeader is not None
        assert "BẢN NHÁP – thiếu 8 đơn vị" in str(sheet.oddHeader)
