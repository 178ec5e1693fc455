"""`cchc init`: a working folder with the shipped catalogue, report templates, letters, and a file to double-click."""

from __future__ import annotations

from pathlib import Path

from cchc_excel.commands.guide_page import guide_page
from cchc_excel.workspace.folders import CATALOGUE, GUIDE, LETTERS, is_template, shipped
from cchc_excel.workspace.output_names import PAGE, REPORTS

DOUBLE_CLICK = "Chay-cchc.bat"
_DOUBLE_CLICK_LINES = (
    "@echo off",
    "setlocal DisableDelayedExpansion",
    "chcp 65001 >nul",
    "set FILES=%*",
    'pushd "%~dp0"',
    'set CCHC="%LOCALAPPDATA%\\cchc\\Scripts\\python.exe" -m cchc_excel',
    'set "CALL="',
    "%CCHC% --version >nul 2>nul",
    "if not errorlevel 1 goto found",
    'set "CCHC="',
    'set "CALL=call"',
    "call :try cchc",
    "call :try py -m cchc_excel",
    "call :try python -m cchc_excel",
    "if not defined CCHC goto missing",
    "",
    ":found",
    "if defined FILES goto dropped",
    "%CALL% %CCHC%",
    'if "%errorlevel%"=="1" echo Chưa làm được: xem các dòng ở trên. Hướng dẫn: huong-dan.html.',
    "goto end",
    "",
    ":dropped",
    "setlocal EnableDelayedExpansion",
    'set "CCHC_KEO_THA=!cmdcmdline!"',
    "setlocal DisableDelayedExpansion",
    "%CALL% %CCHC% collect %FILES%",
    'set "MA=%errorlevel%"',
    "echo.",
    'if "%MA%"=="0" echo Đã nhận xong.',
    'if "%MA%"=="1" echo Đã nhận xong, trừ những chỗ có chữ LỖI ở trên.',
    'if "%MA%"=="2" echo Chưa nhận được gì: xem dòng LỖI ở trên.',
    'if not "%MA%"=="2" echo Việc tiếp theo: bấm đúp Chay-cchc.bat, nhấn Enter để làm việc có chữ “tiếp theo”.',
    "goto end",
    "",
    ":missing",
    "echo Máy này chưa cài cchc, hoặc chưa cài Python. Xem mục Cài đặt của tệp huong-dan.html (đang mở).",
    'if exist "%~dp0huong-dan.html" start "" "%~dp0huong-dan.html"',
    "goto end",
    "",
    ":try",
    "if defined CCHC exit /b 0",
    "call %* --version >nul 2>nul",
    "if errorlevel 1 exit /b 0",
    "set CCHC=%*",
    "exit /b 0",
    "",
    ":end",
    "popd",
    "echo.",
    "echo Nhấn một phím bất kỳ để đóng cửa sổ này.",
    "pause >nul",
    "if defined FILES exit",
)
"""For Windows: the menu in a window of its own, in this folder; files dropped on it are collected. The program is that
of the kit, one that stands alone, or one of whichever Python; each is tried, for Windows has a `python` that only opens
a shop; those of a PATH by call, for some are .bat files themselves. The kit's needs none: call reads a line twice, and
would take "100%" and "^" out of a name. cmd.exe cuts what was dropped at an "&" and takes what follows for a command:
the program looks at the whole line by which Windows started it (terminal/command_line.py), and exit keeps cmd.exe from
that command. Nothing dropped stands in parentheses: the ")" of "x(1).xlsx" would end them.
pushd: a folder of another computer (\\\\server\\share) gets a drive letter, without which cmd.exe cannot work in it,
and keeps it until popd: each start would take another one (Microsoft's KB317379). The guide is opened by its own path,
which is there still when the letter is gone."""


def double_click_file() -> bytes:
    """The file to double-click, as Windows wants it: UTF-8 with CRLF."""
    return "".join(f"{line}\r\n" for line in _DOUBLE_CLICK_LINES).encode()


def install_templates(root: Path) -> list[str]:
    """Put the shipped templates into a folder with empty input/ and output/, a file to double-click and the guide;
    overwrite nothing. Returns what was created, as paths below `root` (folders end with "/"). Raises OSError."""
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
        (root / DOUBLE_CLICK).write_bytes(double_click_file())
        created.append(DOUBLE_CLICK)
    if not (root / GUIDE).exists():
        (root / GUIDE).write_text(guide_page(), "utf-8")
        created.append(GUIDE)
    return created
