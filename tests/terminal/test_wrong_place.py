"""What is said where the folder, the period, the unit or the catalogue is not the one that was meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cchc_excel.commands.session import load_catalogue, load_catalogues, units_as_typed
from cchc_excel.workspace.folders import folders_at
from tests.cchc_runs import ROOT, cchc


@pytest.mark.parametrize(
    "command",
    [("merge", "2022-Q1"), ("status", "2022-Q1"), ("remind", "2022-Q1"), ("collect", str(ROOT / "LICENSE"))],
)
def test_a_folder_that_is_no_working_folder_is_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    told = f"Cảnh báo: {tmp_path} không có thư mục templates, input của cchc, nên dùng danh mục đi kèm; sai thư mục thì"
    assert told in cchc(tmp_path, *command).stderr
    gone = tmp_path / "khong-co"  # init may still make it
    assert f"Cảnh báo: {gone} không có" in cchc(gone, *command).stderr
    assert cchc(tmp_path, "template", "2022-Q1", "--unit", "VP").stderr == ""  # forms need no folder that is known
    (tmp_path / "input").mkdir(exist_ok=True)
    assert str(tmp_path) not in cchc(tmp_path, *command).stderr


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("2022Q1", " (có phải “2022-Q1”?)"),
        ("q2", " (có phải “2022-Q2”?)"),
        ("quý  i năm 2022", " (có phải “2022-Q1”?)"),
        ("2022-Q5", ""),
        ("2031-Q1", " (chưa mở năm 2031: cchc new-year 2031)"),
        ("Q", ""),
    ],
)
def test_a_period_that_is_not_there_is_told_with_what_may_be_meant(typed: str, hint: str) -> None:
    catalogues, _ = load_catalogues(folders_at(ROOT))
    assert catalogues is not None
    _, (problem,) = catalogues.serving(typed)
    assert problem.message.startswith(f"danh mục không có kỳ “{typed}”{hint}; dùng một trong: 2022-Q1; ")


def test_a_unit_may_be_called_by_its_name() -> None:
    catalogue, _ = load_catalogue(folders_at(ROOT))
    assert catalogue is not None
    assert units_as_typed(catalogue, "2022-Q1", ["thanh  tra", "Văn phòng", "TTR"]) == (["TTR", "VP"], [])


@pytest.mark.parametrize("content", [b"", b"PK broken"])
def test_a_catalogue_that_cannot_be_opened_is_not_asked_for_again(tmp_path: Path, content: bytes) -> None:
    """Nobody sends it: it is the office's own."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "danh-muc.xlsx").write_bytes(content)
    for command in (("merge", "2022-Q1"), ("catalogue", "check")):
        (line,) = [one for one in cchc(tmp_path, *command).stderr.splitlines() if "templates/danh-muc.xlsx: tệp" in one]
        assert "lấy lại bản trước (trong templates/cu hoặc bản sao lưu)" in line
        assert "gửi lại" not in line


def test_a_broken_template_says_nothing_about_the_issue_that_stands(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "input" / "2022-Q1", tmp_path / "input" / "2022-Q1")
    reports = tmp_path / "templates" / "bao-cao"
    reports.mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "bao-cao" / "tong-hop-ty-le.xlsx", reports)
    assert cchc(tmp_path, "merge", "2022-Q1", "--final").exit_code == 0
    (reports / "tong-hop-ty-le.xlsx").write_bytes(b"PK broken")
    (line,) = cchc(tmp_path, "merge", "2022-Q1").stderr.splitlines()
    assert line.startswith("LỖI: templates/bao-cao/tong-hop-ty-le.xlsx: ")
