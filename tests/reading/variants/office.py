"""The files of the kit: what LibreOffice saves in other formats, made once for a whole run of the tests."""

from __future__ import annotations

import csv
import io
import json
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import olefile
from openpyxl import load_workbook

from tests.cchc_runs import EXAMPLE, ROOT
from tests.reading.variants.book import Book
from tests.reading.variants.case import OLDER, UNIT

_XLS, _ODS, _XLSX = "MS Excel 97", "calc8", "Calc MS Excel 2007 XML"
_SUMMARY = "\x05SummaryInformation"
_LAST_SAVED = 13
_OLDER_FILETIME = 132_918_048_000_000_000
"""2022-03-15 08:00 UTC in tenths of microseconds since 1601."""


def make_office_files(folder: Path) -> None:
    """Save the example of the unit in every format, with a password, with an error in N14 of sheet TTHC."""
    good = folder / "nguon.xlsx"  # a copy: LibreOffice locks what it opens
    shutil.copy(EXAMPLE / f"{UNIT}.xlsx", good)
    wrong = folder / "nguon-loi.xlsx"
    wrong.write_bytes(Book(good.read_bytes(), OLDER).raw("TTHC!N14", "e", "<f>1/0</f><v>#DIV/0!</v>").save())
    jobs = [
        _job(good, folder / "lai.xlsx", _XLSX),
        _job(good, folder / "cu.xls", _XLS),
        _job(good, folder / "mo.ods", _ODS),
        _job(wrong, folder / "loi.xls", _XLS),
        _job(wrong, folder / "loi.ods", _ODS),
        _job(good, folder / "khoa-excel.xls", _XLS) | {"password": "VelvetSweatshop"},
        *(_job(good, folder / f"khoa.{end}", kind) | {"password": "bí mật"}
          for end, kind in (("xlsx", _XLSX), ("xls", _XLS), ("ods", _ODS))),
    ]  # fmt: skip
    script = ROOT / "scripts" / "fill_by_libreoffice.py"
    subprocess.run(["/usr/bin/python3", str(script)], input=json.dumps(jobs), text=True, check=True, timeout=180)
    again = folder / "lai.xlsx"
    again.write_bytes(Book(again.read_bytes(), OLDER).save())
    for name in ("mo.ods", "loi.ods"):
        _older_ods(folder / name)
    for name in ("cu.xls", "loi.xls", "khoa-excel.xls"):
        _older_xls(folder / name)
    (folder / "tthc.csv").write_bytes(_as_csv(good, "TTHC"))


def _job(source: Path, target: Path, kind: str) -> dict[str, object]:
    return {"source": str(source), "target": str(target), "filter": kind, "cells": []}


def _older_ods(file: Path) -> None:
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    start = parts["meta.xml"].index(b"<dc:date>") + len(b"<dc:date>")
    end = parts["meta.xml"].index(b"<", start)
    parts["meta.xml"] = parts["meta.xml"][:start] + OLDER.encode() + parts["meta.xml"][end:]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def _older_xls(file: Path) -> None:
    with olefile.OleFileIO(str(file), write_mode=True) as book:
        stream = bytearray(book.openstream(_SUMMARY).read())
        (section,) = struct.unpack_from("<I", stream, 44)
        (count,) = struct.unpack_from("<I", stream, section + 4)
        for number in range(count):
            key, offset = struct.unpack_from("<II", stream, section + 8 + number * 8)
            if key == _LAST_SAVED:
                struct.pack_into("<Q", stream, section + offset + 4, _OLDER_FILETIME)
        book.write_stream(_SUMMARY, bytes(stream))


def _as_csv(file: Path, sheet: str) -> bytes:
    """A sheet as Excel saves it as CSV UTF-8."""
    text = io.StringIO()
    rows = load_workbook(file, data_only=True)[sheet].iter_rows(values_only=True)
    csv.writer(text).writerows(["" if value is None else str(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
