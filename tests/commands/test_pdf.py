"""`merge --pdf`: reports printed by the LibreOffice of the machine, or told that there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cchc_runs import EXAMPLE, cchc

REPORTS = ("tong-hop-ty-le", "bang-tu-cham-diem", "bao-cao-ket-qua-cchc")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example quarter with three of the shipped reports: two workbooks and the Word document."""
    cchc(tmp_path, "init")
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1", dirs_exist_ok=True)
    for template in (tmp_path / "templates" / "bao-cao").iterdir():
        if template.stem not in REPORTS:
            template.unlink()
    return tmp_path


@pytest.mark.office
def test_each_report_is_printed_and_goes_with_its_issue(root: Path) -> None:
    assert shutil.which("soffice")
    lock = root / "output" / "2022-Q1" / "bao-cao" / ".~lock.tong-hop-ty-le.xlsx#"
    lock.parent.mkdir(parents=True)
    lock.write_text(",may,27.11.2026;")  # of a LibreOffice that has the report open
    run = cchc(root, "merge", "2022-Q1", "--final", "--pdf")
    assert run.exit_code == 0, run.stderr
    assert "bao-cao-da-sua-tay" not in run.stderr
    printed = root / "output" / "2022-Q1" / "bao-cao" / "pdf"
    assert {file.name for file in printed.iterdir()} == {f"{name}.pdf" for name in REPORTS}
    told = {
        name: subprocess.run(
            ["pdftotext", printed / f"{name}.pdf", "-"], capture_output=True, text=True, check=True
        ).stdout
        for name in REPORTS
    }
    assert "BẢN NHÁP" not in "".join(told.values())
    assert all("2022" in text for text in told.values())
    copy = root / "output" / "2022-Q1" / "phat-hanh" / "1"
    assert (copy / "bao-cao" / "pdf" / "tong-hop-ty-le.pdf").is_file()
    # Printed again, a PDF is another file; it is no other issue.
    again = cchc(root, "merge", "2022-Q1", "--final", "--pdf")
    assert "da-phat-hanh-roi" in again.stderr or "giống hệt bản phát hành 1" in again.stderr
    assert [path.name for path in copy.parent.iterdir()] == ["1"]
    # A merge without it leaves no print of other reports behind.
    assert cchc(root, "merge", "2022-Q1").exit_code == 0
    assert not printed.exists()
    assert lock.is_file()


def test_a_machine_without_an_office_program_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for template in (root / "templates" / "bao-cao").iterdir():
        if template.stem != "tong-hop-ty-le":
            template.unlink()
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    run = cchc(root, "merge", "2022-Q1", "--pdf")
    assert run.exit_code == 0, run.stderr
    assert "không có LibreOffice, cũng không có Excel" in run.stderr
    assert (root / "output" / "2022-Q1" / "bao-cao" / "tong-hop-ty-le.xlsx").is_file()
    assert not (root / "output" / "2022-Q1" / "bao-cao" / "pdf").exists()


@pytest.mark.office
@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for LibreOffice")
def test_a_report_that_is_not_printed_is_told_and_the_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in that prints the first file only, then fails."""
    from cchc_excel.report.pdf import print_reports

    stub = tmp_path / "bin" / "soffice"
    stub.parent.mkdir()
    stub.write_text('#!/bin/sh\nout="$6"; shift 6; printf %s "$1" > "$out/0.pdf"; exit 7\n')
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stub.parent}:/usr/bin:/bin")
    made, problems = print_reports({"bao-cao/a.xlsx": b"1", "bao-cao/b.docx": b"2", "bao-cao/b.xlsx": b"3"})
    assert list(made) == ["bao-cao/pdf/a.pdf"]
    assert [(problem.file, "mã 7" in problem.message) for problem in problems] == [
        ("bao-cao/b.docx", True), ("bao-cao/b.xlsx", True),
    ]  # fmt: skip
    stub.write_text('#!/bin/sh\nout="$6"; shift 6; for file; do cp "$file" "${file%.*}.pdf"; done\n')
    made, problems = print_reports({"bao-cao/a.xlsx": b"1", "bao-cao/b.docx": b"2", "bao-cao/b.xlsx": b"3"})
    assert made == {"bao-cao/pdf/a.pdf": b"1", "bao-cao/pdf/b.docx.pdf": b"2", "bao-cao/pdf/b.xlsx.pdf": b"3"}
    assert problems == []
