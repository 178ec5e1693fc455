"""What is around the program: the wheel, the version, the folders of a fresh checkout."""

from __future__ import annotations

import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

import cchc_excel
from scripts.try_lowest_versions import lowest_versions
from tests.cchc_runs import ROOT, cchc

PACKAGE, TEMPLATES = ROOT / "cchc_excel", ROOT / "templates"


def test_the_wheel_holds_the_templates_and_all_of_the_program(program_wheel: Path) -> None:
    held = set(zipfile.ZipFile(program_wheel).namelist())
    templates = {
        f"cchc_excel/templates/{file.relative_to(TEMPLATES).as_posix()}"
        for file in TEMPLATES.rglob("*")
        if file.suffix in (".xlsx", ".docx", ".html", ".txt")
    }
    program = {file.relative_to(ROOT).as_posix() for file in PACKAGE.rglob("*") if file.suffix in (".py", ".mo")}
    guide = {f"cchc_excel/docs/{file.name}" for file in (ROOT / "docs").iterdir() if file.suffix in (".md", ".png")}
    assert templates
    assert templates | guide | program | {"cchc_excel/py.typed"} <= held
    assert "cchc_excel/terminal/locale/vi/LC_MESSAGES/messages.mo" in held
    modules = {name for name in held | program if name.endswith(".py")}
    assert modules == (program & modules) | {f"cchc_excel/{name}/__init__.py" for name in ("docs", "templates")}


def test_one_version(program_wheel: Path) -> None:
    version = cchc_excel.__version__
    assert program_wheel.name.startswith(f"cchc_excel-{version}-")
    assert cchc(ROOT, "--version").stdout == f"cchc {version}\n"
    newest = re.findall(r"^## (.+)$", (ROOT / "CHANGES.md").read_text("utf-8"), re.MULTILINE)[0]
    released = re.fullmatch(r"(\d+\.\d+\.\d+)", version)
    wanted = r"\d{4}-\d\d-\d\d" if released else "chưa phát hành / unreleased"
    assert re.fullmatch(rf"{re.escape(version.partition('.dev')[0])} – {wanted}", newest), newest


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout of git")
def test_git_keeps_the_page_in_output_and_nothing_else_there() -> None:
    def ignored(path: str) -> bool:
        return subprocess.run(["git", "check-ignore", "--quiet", path], cwd=ROOT, check=False).returncode == 0

    tracked = subprocess.run(["git", "ls-files", "output"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert tracked.stdout.split() == ["output/README.md"]
    assert not ignored("output/README.md")
    assert ignored("output/2022-Q1/bao-cao/tong-hop-ty-le.xlsx")
    assert ignored("output/2022-Q1/README.md")


def test_the_lowest_of_every_dependency_can_be_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [one.partition("==")[0] for one in lowest_versions(project)]
    assert len(names) == len(set(names))
    assert {"click", "formualizer", "imap-tools", "msoffcrypto-tool"} <= set(names)
    assert "pytest" not in names
    sample = {"dependencies": ["a>=1.2,<2", "b.c >= 3; sys_platform != 'win32'"], "optional-dependencies": {}}
    assert lowest_versions(sample) == ["a==1.2", "b.c==3; sys_platform != 'win32'"]
    with pytest.raises(ValueError, match="'a==1'"):
        lowest_versions({"dependencies": ["a==1"]})
