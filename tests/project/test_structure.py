"""What the code promises about itself: what a start loads, and which way imports point."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cchc_excel

PACKAGE = Path(cchc_excel.__file__).parent
ROOMS = (
    *(
        "__init__",
        "__main__",
        "cli",
        "terminal",
        "commands",
        "outbox",
        "report",
        "compute",
        "period",
        "inbox",
        "imports",
    ),
    *("forms", "reading", "catalogue", "values", "workspace", "model", "problems", "fill"),
)
"""The folders and root modules of the package from top to bottom: the pipeline, the last step first. Each imports from
itself and from what stands after it."""
MOST_ARROWS, MOST_IN_ROOT, LONGEST = 100, 6, 320
REASON = "Longer than a module should be"
"""How the docstring of a longer module begins to say why."""


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, cchc_excel.cli as cli\n"
        "try: cli.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pandas', 'openpyxl', 'jinja2', 'rich', 'lxml', 'xlsxwriter'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


def test_python_callers_have_the_merge() -> None:
    """The names that docs/nhieu-cap.md calls it by; loaded only when asked for."""
    code = (
        "import sys, cchc_excel\n"
        "print('cchc_excel.commands' in sys.modules)\n"
        "from pathlib import Path\n"
        "from cchc_excel import MergeRequest, folders_at, merge\n"
        "print(merge(MergeRequest(folders_at(Path('nowhere')), '2022-Q1')).exit_code, hasattr(cchc_excel, 'nothing'))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == ["False", "2 False"]  # 2: no workbook there


def test_imports_point_down() -> None:
    upward = [f"{file} imports {to}" for own, to, file in _imports() if ROOMS.index(to) < ROOMS.index(own)]
    assert upward == []


def test_nobody_reaches_past_the_names_of_the_fill_engine() -> None:
    """Scripts and other tests too: what others may use is what `cchc_excel.fill` and `cchc_excel.fill.ooxml` name."""
    own = (PACKAGE / "fill", PACKAGE.parent / "tests" / "fill")
    folders = (PACKAGE, *(PACKAGE.parent / name for name in ("tests", "scripts", "benchmarks")))
    files = [file for folder in folders for file in folder.rglob("*.py") if not set(own) & set(file.parents)]
    modules = [(file, node.module or "") for file in files for node in _import_nodes(file)]
    assert "cchc_excel.fill.ooxml" in {module for _, module in modules}
    open_to_all = ("cchc_excel.fill", "cchc_excel.fill.ooxml")
    past = [f"{file}: {module}" for file, module in modules if module.startswith("cchc_excel.fill.")]
    assert [one for one in past if not one.endswith(open_to_all)] == []


def _import_nodes(file: Path) -> Iterator[ast.ImportFrom]:
    return (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom))


def test_the_house_stays_simple() -> None:
    assert len({(own, to) for own, to, _ in _imports()}) <= MOST_ARROWS
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_IN_ROOT


def test_modules_are_short_or_say_why() -> None:
    texts = {file: file.read_text("utf-8") for file in PACKAGE.rglob("*.py")}
    long = {file: text for file, text in texts.items() if text.count("\n") > LONGEST}
    unexplained = [file.name for file, text in long.items() if REASON not in (ast.get_docstring(ast.parse(text)) or "")]
    assert unexplained == []


def _imports() -> Iterator[tuple[str, str, str]]:
    """(room, room it imports from, file) of every import between rooms, those inside functions too."""
    for file in PACKAGE.rglob("*.py"):
        name = file.relative_to(PACKAGE)
        own = name.with_suffix("").parts[0]
        for node in _import_nodes(file):
            if (node.module or "").split(".")[0] == "cchc_excel":
                inside = (node.module or "").split(".")[1:]
                for to in inside[:1] or [alias.name for alias in node.names]:
                    if to != own:
                        yield own, to, name.as_posix()


@pytest.mark.parametrize("command", ["status 2022-Q1 --today 1/4/2022", "check input/2022-Q1/TTR.xlsx"])
def test_a_few_sums_load_neither_pandas_nor_what_writes_reports(command: str) -> None:
    unneeded = "{'pandas', 'lxml', 'jinja2', 'xlsxwriter', 'ssl', 'email', 'http.client', 'filelock'}"
    code = (
        "import sys, cchc_excel.cli as cli\n"
        f"try: cli.cli.main({command.split()!r})\n"
        "except SystemExit: pass\n"
        f"print(sorted({unneeded} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
