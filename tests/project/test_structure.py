"""What the code promises about itself: what a start loads, and which way imports point."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cchc_excel

PACKAGE = Path(cchc_excel.__file__).parent
ROOMS = (
    *("__main__", "cli", "terminal", "commands", "outbox", "report", "compute", "period", "inbox", "forms"),
    *("reading", "catalogue", "values", "workspace", "model", "problems", "fill"),
)
"""The folders and root modules of the package from top to bottom: the pipeline, the last step first. Each imports from
itself and from what stands after it."""
MOST_ARROWS, MOST_IN_ROOT = 100, 6


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, cchc_excel.cli as cli\n"
        "try: cli.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pandas', 'openpyxl', 'jinja2', 'rich', 'lxml', 'xlsxwriter'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


def test_imports_point_down() -> None:
    upward = [f"{file} imports {to}" for own, to, file in _imports() if ROOMS.index(to) < ROOMS.index(own)]
    assert upward == []


def test_the_house_stays_simple() -> None:
    assert len({(own, to) for own, to, _ in _imports()}) <= MOST_ARROWS
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_IN_ROOT


def _imports() -> Iterator[tuple[str, str, str]]:
    """(room, room it imports from, file) of every import between rooms, those inside functions too."""
    for file in PACKAGE.rglob("*.py"):
        name = file.relative_to(PACKAGE)
        own = name.with_suffix("").parts[0]
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "cchc_excel":
                inside = (node.module or "").split(".")[1:]
                for to in inside[:1] or [alias.name for alias in node.names]:
                    if to != own:
                        yield own, to, name.as_posix()
