"""The engine stands alone: its folder, copied away under another name, passes its tests where the rest is not."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cchc_excel.fill

ENGINE, TESTS = Path(cchc_excel.fill.__file__).parent, Path(__file__).parent
FLOORS = ("engine", "anchored", "rows", "template", "formulas", "ooxml")
"""The engine's folders from top to bottom: each imports from itself and from what stands after it. Modules beside them
(messages, mistakes, sizes of text) import from `ooxml` alone, and from one another."""
RUN = (
    *("test_cells", "test_rows", "test_sheets", "test_tag_rows", "test_moves", "test_messages", "test_objects"),
    *("test_watermark", "test_values", "test_groups"),
)
HELPERS = ("__init__.py", "packages.py", "libreoffice.py")
_CONFTEST = """
import sys
sys.modules["cchc_excel"] = None  # importing it, or anything in it, now fails

def pytest_configure(config):
    config.addinivalue_line("markers", "office: needs LibreOffice")
"""


def test_its_tests_pass_without_the_rest(tmp_path: Path) -> None:
    shutil.copytree(ENGINE, tmp_path / "engine_alone", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(TESTS, tmp_path / "tests" / "fill", ignore=shutil.ignore_patterns("__pycache__"))
    for name in HELPERS:
        shutil.copy(TESTS.parent / name, tmp_path / "tests" / name)
    for file in tmp_path.rglob("*.py"):
        file.write_text(file.read_text("utf-8").replace("cchc_excel.fill", "engine_alone"), "utf-8")
    (tmp_path / "conftest.py").write_text(_CONFTEST)
    files = [f"tests/fill/{name}.py" for name in RUN]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not office", "-W", "ignore"]
    run = subprocess.run([*command, *files], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout[-3000:]
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed is not None
    assert int(passed[1]) > 150


def test_its_folders_import_downwards() -> None:
    upward = [f"{file} imports {to}" for file, own, to in _imports() if FLOORS.index(to) < FLOORS.index(own)]
    assert upward == []


def test_it_imports_nothing_of_the_rest() -> None:
    modules = [module for file in ENGINE.rglob("*.py") for module in _modules(file)]
    assert len(modules) > 200
    assert [name for name in modules if name.startswith("cchc_excel") and not name.startswith("cchc_excel.fill")] == []


def _imports() -> Iterator[tuple[str, str, str]]:
    """(file, floor, floor it imports from) of every import between floors; a module beside the folders stands on the
    lowest."""
    for file in ENGINE.rglob("*.py"):
        inside = file.relative_to(ENGINE)
        own = inside.with_suffix("").parts[0]
        for module in _modules(file):
            to = module.removeprefix("cchc_excel.fill").lstrip(".").split(".")[0]
            if own in FLOORS and to in FLOORS and own != to:
                yield inside.as_posix(), own, to
            elif own not in (*FLOORS, "__init__") and to in FLOORS and to != "ooxml":
                yield inside.as_posix(), "ooxml", to


def _modules(file: Path) -> Iterator[str]:
    """The modules that a file imports, those inside functions too."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, file
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
