"""What the code promises about itself: what a start loads, and which way imports point."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import cchc_excel

PACKAGE = Path(cchc_excel.__file__).parent
LAYERS = (
    {"problems", "vietnamese", "preload", "rounding", "paging"},
    {"nouns", "typography"},
    {"values", "expressions"},
    {"catalogue"},
    {"results", "workplace", "ranks", "rollup", "tasks", "figures", "selection"},
    {"intake", "reading", "forms", "checks", "consolidate", "indicators", "scoring", "outcome", "publish", "report"}
    | {"delivery"},
    {"collection", "blank_forms", "analysis", "deliver", "gathering", "letters", "returns", "receipts", "status"}
    | {"reminders"},
    {"pipeline", "status_table", "progress"},
    {"errands"},
    {"menu"},
    {"cli"},
    {"__main__"},
)
"""From the bottom up: a module imports from its own layer's own package, or from below."""
SHARED_WITHIN = {
    ("collection", "blank_forms"),
    ("collection", "analysis"),
    ("collection", "status"),
    ("reading", "deliver"),
    ("returns", "deliver"),
    ("letters", "returns"),
    ("letters", "receipts"),
    ("letters", "reminders"),
    ("returns", "reminders"),
    ("letters", "deliver"),
}


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, cchc_excel.cli as cli\n"
        "try: cli.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pandas', 'openpyxl', 'jinja2', 'rich', 'lxml', 'xlsxwriter'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


def test_imports_point_one_way() -> None:
    layer = {name: number for number, names in enumerate(LAYERS) for name in names}
    wrong = []
    for file in PACKAGE.rglob("*.py"):
        own = file.relative_to(PACKAGE).with_suffix("").parts[0]
        if own == "__init__":
            continue
        for imported in _imports(file):
            same = layer[imported] == layer[own] and imported != own and (imported, own) not in SHARED_WITHIN
            if layer[imported] > layer[own] or (same and layer[own] > 4):
                wrong.append(f"{own} imports {imported}")
    assert wrong == []


def _imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cchc_excel."):
            found.add(node.module.split(".")[1])
        if isinstance(node, ast.ImportFrom) and node.module == "cchc_excel":
            found |= {name.name for name in node.names}
    return found


def test_the_wheel_holds_the_templates(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), "."]
    subprocess.run(command, cwd=PACKAGE.parent, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    templates = PACKAGE.parent / "templates"
    shipped = {
        file.relative_to(templates).as_posix()
        for file in templates.rglob("*.[dhx]*")
        if file.suffix in (".xlsx", ".docx", ".html")
    }
    assert shipped
    assert {f"cchc_excel/templates/{name}" for name in shipped} <= held
    assert "cchc_excel/locale/vi/LC_MESSAGES/messages.mo" in held
