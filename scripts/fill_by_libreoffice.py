"""Fill workbooks with LibreOffice, as a unit would: run by a Python that has `uno` (Debian: python3-uno).

Standard input: JSON, a list of {"source": path, "target": path, "cells": [[sheet, row, column, value], …]} with rows
and columns counted from 0 and days as "2022-03-14". Each source is opened, its cells are typed in, and it is saved as
.xlsx, or by another "filter", with a "password" if there is one. With "fit" every row gets the height that LibreOffice
finds its texts need.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SECONDS = 60


def main() -> None:
    jobs = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"cchc{Path(profile).name}"
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL)
        try:
            desktop = _connect(pipe)
            for job in jobs:
                _fill(desktop, job)
            desktop.terminate()
        finally:
            office.wait(_SECONDS)


def _connect(pipe: str) -> Any:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(_SECONDS * 5):
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except NoConnectException:
            time.sleep(0.2)
    raise TimeoutError("LibreOffice did not start")


def _fill(desktop: Any, job: dict[str, Any]) -> None:
    book = desktop.loadComponentFromURL(Path(job["source"]).as_uri(), "_blank", 0, (_property("Hidden", True),))
    for sheet, row, column, value in job["cells"]:
        cell = book.Sheets.getByName(sheet).getCellByPosition(column, row)
        if isinstance(value, int | float):
            cell.setValue(value)
        elif day := _DAY.fullmatch(value):
            cell.setFormula("/".join((day[2], day[3], day[1])))
        else:
            cell.setString(value)
    for sheet in book.Sheets if job.get("fit") else ():
        _fit(sheet)
    saving = [_property("FilterName", job.get("filter", "Calc MS Excel 2007 XML"))]
    if "password" in job:
        saving.append(_locked(job["password"], saving[0].Value))
    book.storeToURL(Path(job["target"]).as_uri(), tuple(saving))
    book.close(True)


def _fit(sheet: Any) -> None:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    used = sheet.getCellRangeByPosition(0, 0, 0, cursor.RangeAddress.EndRow)
    used.Rows.OptimalHeight = True


def _locked(password: str, saved_as: str) -> Any:
    """A password as each format wants it: .xlsx has a form of its own."""
    if "2007" not in saved_as:
        return _property("Password", password)
    kind, key = NamedValue(), NamedValue()
    kind.Name, kind.Value = "CryptoType", "Standard"
    key.Name, key.Value = "OOXPassword", password
    return _property("EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", (kind, key)))


def _property(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


main()
