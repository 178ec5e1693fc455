"""The script that runs a folder of foreign files through the program counts what it should."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cchc_excel.model.records import Source
from scripts import read_many
from tests.cchc_runs import EXAMPLE, ROOT
from tests.reading.test_far_cells import changed


def test_a_folder_of_workbooks_mails_and_templates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(EXAMPLE / "VP.xlsx", tmp_path)
    (tmp_path / "hong.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "a.eml").write_bytes(b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nabc")
    (tmp_path / "ghi-chu.txt").write_text("nothing of ours")
    shutil.copy(ROOT / "templates" / "bao-cao" / "tong-hop-ty-le.xlsx", tmp_path / "mau.xltx")
    assert read_many.main([str(tmp_path)]) == 0
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if not line.startswith("    " * 2)]
    assert {name: int(count) for count, name in lines} == {
        "files": 4, "tracebacks": 0, "ended": 0, "slow": 0, "refused": 2, "differing": 0, "opened by LibreOffice": 0,
    }  # fmt: skip


def test_what_the_second_reader_reads_otherwise_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Số liệu!D12: 3 in the part that both read, unless one of them is made to read 4
    source = changed(tmp_path / "a.xlsx", "docProps/app.xml", b"$^", b"")
    monkeypatch.setattr(read_many, "clean", lambda value: 4 if value == 3 else value)
    outcome, _ = read_many.look(Source(source.name, source.path, "workbooks"))
    assert outcome is not None
    assert outcome.crash == ""
    assert all("3 / 3" in one for one in outcome.differing)
