"""The guide: its commands run as they are written, its tables are the program's own words, its links and pictures are
there."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PureWindowsPath

import msgspec
import pytest
from openpyxl import Workbook

from cchc_excel.cli import cli
from cchc_excel.terminal.menu import MENU
from scripts.make_command_table import command_tables, guide_with
from tests.cchc_runs import EXAMPLE, ROOT, cchc, invoked
from tests.commands.test_run import change
from tests.inbox.mails import letter, named, part
from tests.markdown_tables import cells
from tests.platforms import posix_only

DOCS = ROOT / "docs"
GUIDE, CATALOGUE_PAGE = DOCS / "huong-dan.md", DOCS / "danh-muc.md"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")])
_BLOCK = re.compile(r"^```(bat|sh)\n(.*?)^```$|^<!-- (thử|kết thúc): (.*?) -->$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)#]+)?(?:#([^)]+))?\)")


class Step(msgspec.Struct, frozen=True):
    """What a reader does next: a block of commands and the exit code of its last, or (no `lines`) what others do."""

    language: str
    lines: tuple[str, ...]
    code: int = 0
    happens: str = ""


def steps(page: Path) -> Iterator[Step]:
    """A page from top to bottom. A comment `thử: …` names what happens meanwhile, `kết thúc: N` the exit code of the
    block that follows."""
    code = 0
    for found in _BLOCK.finditer(page.read_text("utf-8")):
        language, text, kind, told = found.groups()
        if kind == "thử":
            yield Step("", (), happens=told)
        elif kind == "kết thúc":
            code = int(told)
        else:
            yield Step(language, tuple(text.splitlines()), code)
            code = 0


class Machine:
    """A computer of the Văn phòng as far as the guide needs one: drive D: is a folder of ours, D:\\cchc-excel holds the
    program, `cchc` is run in this process, `py` is this Python, and `pip install --user` (a virtual environment has no
    place for it) is only tried."""

    def __init__(self, drive: Path) -> None:
        self.drive = drive
        self.folder = drive

    def run(self, step: Step) -> None:
        if step.language == "sh":
            # what completion of `cchc` was set up, if it was
            self._check(step, ["bash", "-euc", "\n".join([*step.lines, "complete -p cchc"])])
            return
        for number, line in enumerate(step.lines, start=1):
            program, *words = [word.strip('"') for word in shlex.split(line, posix=False)]
            arguments = [self._path(word) for word in words]
            last = number == len(step.lines)
            if (program, words[0]) == ("cd", "/d"):
                self.folder = Path(arguments[1])
            elif program == "xcopy":
                shutil.copytree(arguments[0], arguments[1])
            elif words[:3] == ["-m", "pip", "install"]:
                dry = ["--dry-run" if one == "--user" else one for one in arguments]
                self._check(step, [sys.executable, *dry, "--no-deps", "--quiet"])
            else:
                assert program == "cchc", line
                with contextlib.chdir(self.folder):
                    result = invoked(*arguments)
                assert result.exit_code == (step.code if last else 0), f"{line}: {result.output}"

    def _path(self, word: str) -> str:
        path = PureWindowsPath(word)
        if path.parts[:2] == ("D:\\", "cchc-excel"):
            return str(ROOT.joinpath(*path.parts[2:]))
        if path.drive == "D:":
            return str(self.drive.joinpath(*path.parts[1:]))
        return path.as_posix() if "\\" in word else word

    def _check(self, step: Step, command: list[str]) -> None:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        run = subprocess.run(
            command,
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=os.environ | {"PATH": path},
        )
        assert run.returncode == step.code, f"{step.lines}: {run.returncode}\n{run.stdout}\n{run.stderr}"


def units_send(drive: Path) -> None:
    """Eight workbooks as they are, XNK's in a letter and with a mistake; nothing from TTR."""
    letters = drive / "thu-den"
    letters.mkdir()
    for file in EXAMPLE.glob("*.xlsx"):
        if file.stem != "TTR":
            shutil.copy(file, letters)
    change(letters / "XNK.xlsx", "Số liệu", "cv_giao", "gia_tri", -5, saved="2022-03-16")
    data = (letters / "XNK.xlsx").read_bytes()
    (letters / "XNK.xlsx").unlink()
    (letters / "bao cao.eml").write_bytes(letter(part(data, named("XNK.xlsx"))))


def mended_and_late(drive: Path) -> None:
    shutil.copy(EXAMPLE / "TTR.xlsx", drive / "thu-den")
    shutil.copy(EXAMPLE / "XNK.xlsx", drive / "thu-den" / "XNK sua lai.xlsx")
    change(drive / "thu-den" / "XNK sua lai.xlsx", "Số liệu", "cv_giao", "gia_tri", 100, saved="2022-03-18")


def sent_by_mistake(drive: Path) -> None:
    """A later workbook of TTR that would be used, and is wrong."""
    wrong = drive / "cchc" / "input" / "2022-Q1" / "TTR gui nham.xlsx"
    shutil.copy(EXAMPLE / "TTR.xlsx", wrong)
    change(wrong, "Số liệu", "cv_giao", "gia_tri", -1, saved="2022-03-19")


HAPPENINGS: dict[str, Callable[[Path], None]] = {
    "các đơn vị gửi": units_send,
    "đơn vị sửa và gửi muộn": mended_and_late,
    "một tệp gửi nhầm": sent_by_mistake,
}


@pytest.fixture(scope="module")
def drive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Drive D: after everything in the guide was done as it says."""
    drive = tmp_path_factory.mktemp("D")
    machine = Machine(drive)
    done = list(steps(GUIDE))
    assert {step.happens for step in done} == {"", *HAPPENINGS}
    for step in done:
        if step.happens:
            HAPPENINGS[step.happens](drive)
        else:
            machine.run(step)
    return drive


@posix_only
def test_the_guide_leads_to_an_issued_report(drive: Path) -> None:
    result = drive / "cchc" / "output" / "2022-Q1"
    assert {file.name for file in (result / "phat-hanh" / "1").iterdir()} >= {"bao-cao", "tong-hop.html"}
    receipts = {file.name for file in (result / "bien-nhan").iterdir()}
    sent = [*(file.name for file in EXAMPLE.glob("*.xlsx")), "XNK sua lai.xlsx"]
    assert receipts == {f"{name}{ending}" for name in sent for ending in (".eml", ".txt")}
    # XNK's letter lies beside its slip, where the merge has put it
    assert {file.name for file in (result / "thu-nhac").iterdir()} == {"TTR.eml", "TTR.txt"}
    assert len(list((drive / "cchc" / "output" / "2022-Q2" / "bieu-mau").iterdir())) == 10


@posix_only
def test_the_page_about_the_catalogue_runs(drive: Path) -> None:
    machine = Machine(drive)
    machine.folder = drive / "cchc"
    blocks = list(steps(CATALOGUE_PAGE))
    assert len(blocks) == 3
    for step in blocks:
        machine.run(step)


@posix_only
def test_the_names_in_a_template_are_as_the_page_says(drive: Path) -> None:
    rows = re.findall(r"^\| `(\{\{.*?\}\})` \|", CATALOGUE_PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 3
    book = Workbook()
    assert book.active is not None
    for number, row in enumerate(rows, start=1):
        book.active.cell(number, 1, row)
    book.save(drive / "mau.xlsx")
    told = cchc(drive / "cchc", "template-check", str(drive / "mau.xlsx"))
    assert told.exit_code == 0, told.stderr


def test_the_tables_of_commands_are_the_programs_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this fails: python -m scripts.make_command_table"""
    for command in cli.leaves().values():  # click keeps --help as it was first asked for: by other tests, in English
        monkeypatch.setattr(command, "_help_option", None)
    text = GUIDE.read_text("utf-8")
    assert text == guide_with(command_tables(), text)
    for command in cli.leaves().values():
        assert " ".join(str(command.help).split()).replace("<", "&lt;") in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_are_there(page: Path) -> None:
    for file, heading in _LINK.findall(re.sub(r"`[^`]*`", "", page.read_text("utf-8"))):
        target = page.parent / file if file else page
        if not file.startswith("http"):
            assert target.is_file(), file
        if heading:
            assert heading in {_anchor(line) for line in target.read_text("utf-8").splitlines() if line.startswith("#")}


def _anchor(line: str) -> str:
    """A heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_tables_are_well_formed(page: Path) -> None:
    """Each row has the cells of its heading; each table is followed by a blank line."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        head, rule, *rows = table.splitlines()
        assert re.fullmatch(r"\|(:?-+:?\|)+", rule), head
        assert {len(cells(line)) for line in (rule, *rows)} == {len(cells(head))}, head
        assert text.partition(table)[2][:1] in ("", "\n"), head


def test_the_numbers_of_the_menu_are_those_of_the_program() -> None:
    """The guide's list of what the menu does, by the first two words of each line."""
    table = GUIDE.read_text("utf-8").partition("| Chọn | Việc | Xem mục |\n")[2].partition("\n\n")[0]
    told = [(number, *re.findall(r"\w+", text)[:2]) for number, text, _ in map(cells, table.splitlines()[1:])]
    assert told == [(str(at), *re.findall(r"\w+", item.text)[:2]) for at, item in enumerate(MENU[: len(told)], 1)]
    assert len(told) == 9


def test_every_program_of_the_guide_is_a_command() -> None:
    """Also in the running text: `cchc …` names a command that there is."""
    for page in PAGES:
        for name in re.findall(r"\bcchc ([a-z][a-z-]+)\b", page.read_text("utf-8")):
            assert name in cli.commands, (page.name, name)


def test_the_readme_names_every_command_and_the_main_ones_options() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in cli.leaves():
        group, _, rest = name.partition(" ")
        assert re.search(rf"`cchc {name}\b|`cchc {group} [^`|]+`, `{rest or name}\b", text), name
    options = {text for one in cli.leaves()["merge"].params for text in one.opts if text.startswith("--")}
    for option in options - {"--help", "--password"}:  # as of every command
        assert option in text, option
