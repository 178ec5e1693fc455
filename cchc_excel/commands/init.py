"""`cchc init`: a working folder with the shipped catalogue, report templates, letters, and a file to double-click."""

from __future__ import annotations

from pathlib import Path

from cchc_excel.workspace.folders import CATALOGUE, LETTERS, is_template, shipped
from cchc_excel.workspace.output_names import PAGE, REPORTS

DOUBLE_CLICK = "Chay-cchc.bat"
_DOUBLE_CLICK_LINES = (
    "@echo off",
    "chcp 65001 >nul",
    'pushd "%~dp0"',
    'set "CCHC=cchc"',
    "where cchc >nul 2>nul",
    'if errorlevel 1 set "CCHC=py -m cchc_excel"',
    "where cchc >nul 2>nul || where py >nul 2>nul",
    'if errorlevel 1 set "CCHC=python -m cchc_excel"',
    "%CCHC%",
    'set "MA=%errorlevel%"',
    'if not "%MA%"=="0" if not "%MA%"=="2" if not "%MA%"=="130" echo Chưa chạy được. Nếu máy này chưa cài Python hoặc '
    "chưa cài cchc, xem mục Cài đặt của tệp huong-dan.md.",
    "echo.",
    "echo Nhấn một phím bất kỳ để đóng cửa sổ này.",
    "pause >nul",
)
"""For Windows: the menu in a window of its own, in this folder; the program by itself, or through whichever Python.
pushd: a folder of another computer (\\\\server\\share) gets a drive letter, without which cmd.exe cannot work in it."""


def install_templates(root: Path) -> list[str]:
    """Put the shipped templates into a folder with empty input/ and output/, and a file to double-click; overwrite
    nothing. Returns what was made."""
    created: list[str] = []
    for folder in ("input", "output"):
        if not (root / folder).is_dir():
            (root / folder).mkdir(parents=True)
            created.append(f"{folder}/")
    wanted = [(name, shipped(name)) for name in (CATALOGUE, PAGE)]
    if not (root / "templates" / REPORTS).is_dir():
        wanted += [(f"{REPORTS}/{file.name}", file) for file in shipped(REPORTS).iterdir() if is_template(file.name)]
    wanted += [(f"{LETTERS}/{file.name}", file) for file in shipped(LETTERS).iterdir() if file.name.endswith(".txt")]
    for name, file in sorted(wanted, key=lambda pair: pair[0]):
        target = root / "templates" / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
            created.append(f"templates/{name}")
    if not (root / DOUBLE_CLICK).exists():
        (root / DOUBLE_CLICK).write_bytes("".join(f"{line}\r\n" for line in _DOUBLE_CLICK_LINES).encode())
        created.append(DOUBLE_CLICK)
    return created
