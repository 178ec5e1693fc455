"""Files that a script makes are what it makes (the report workbooks: tests/report/test_reports_print.py; pages: beside
their own tests)."""

from __future__ import annotations

import zipfile
from pathlib import Path

from scripts import make_catalogue, make_word_template


def test_the_shipped_catalogue_is_what_its_tables_make(tmp_path: Path) -> None:
    make_catalogue.make(tmp_path / "danh-muc.xlsx")
    assert (tmp_path / "danh-muc.xlsx").read_bytes() == make_catalogue.CATALOGUE.read_bytes()


def test_the_word_template_is_what_its_script_makes(tmp_path: Path) -> None:
    """Part by part: python-docx writes the time of day into the package."""
    make_word_template.make(tmp_path / "mau.docx")
    assert parts(tmp_path / "mau.docx") == parts(make_word_template.TARGET)


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}
