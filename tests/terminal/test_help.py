"""What users read of the command itself: help, wrong use. In Vietnamese, with examples that run."""

from __future__ import annotations

import gettext
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from cchc_excel.cli import cli
from cchc_excel.commands.session import load_catalogue, units_as_typed
from cchc_excel.terminal.click_vi import Command
from cchc_excel.workspace.folders import folders_at
from scripts.make_translation import FOLDER, TARGET
from tests.cchc_runs import ROOT, cchc

GROUPS = sorted(cli.commands.keys() - cli.leaves().keys())
EVERY_HELP = [(), *(tuple(name.split()) for name in (*sorted(cli.leaves()), *GROUPS))]
# What click says to programmers, or for what cchc has none of: versions, choices, passwords asked twice, file types, …
NEVER_SHOWN = re.compile(
    r"confirm|version|color|stream|Shell completion|Bash version|Choose from|is not one of|\{choice\}|Choice\(|UUID|"
    r"boolean|datetime|formats?\b|Editing failed|Windows error|Press any key|must be an iterable|Takes \{nargs\}|"
    r"defined twice|Boolean option|declarations|No options defined|exact|DeprecationWarning|Missing value|"
    r"start character|argument as|two entered values|nargs|'multiple'|are required|^d$|Do you want",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(the|and|show|this|message|exit|usage|options?|commands?|arguments?|error|invalid|value|missing|such|try|help|"
    r"does|directory|file|folder|path|text|integer|range|default|required|aborted|did|you|mean|got|unexpected|takes)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"--[a-z-]+|cchc [a-z-]+|[\w.-]+\.(?:bat|xlsx|docx|eml)|\S*[\\/]\S*")
"""Names of options, commands and files are not words."""


def words(text: str) -> str:
    return _OURS.sub("", text)


@pytest.mark.parametrize("command", EVERY_HELP, ids=lambda command: " ".join(command) or "cchc")
def test_no_english_in_a_help(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = cchc(tmp_path, *command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Cách dùng: cchc")
    assert "Tuỳ chọn:\n" in result.stdout
    assert "\n  Ví dụ:\n    cchc " in result.stdout
    listed = result.stdout.partition("Các lệnh:\n")[2]
    told = result.stdout.removesuffix(listed) + re.sub(r"^  [a-z-]+ ", "", listed, flags=re.MULTILINE)
    assert ENGLISH.findall(words(told)) == []
    assert "..." not in result.stdout  # a line of the list of commands that was cut short


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("merg",), "Lỗi: Không có lệnh 'merg'. Có phải 'merge'?"),
        (("merge",), "Lỗi: Thiếu tham số 'KỲ'."),
        (("merge", "2022-Q1", "--finl"), "Lỗi: Không có tuỳ chọn '--finl'. Có phải '--final', '--input'?"),
        (("merge", "2022-Q1", "2022-Q2"), "Lỗi: Thừa tham số: 2022-Q2"),
        (("merge", "2022-Q1", "--jobs", "0"), "Lỗi: Giá trị chưa đúng ở '--jobs': 0 nằm ngoài khoảng từ 1 trở lên."),
        (("merge", "2022-Q1", "--jobs", "hai"), "Lỗi: Giá trị chưa đúng ở '--jobs': 'hai' không phải là số hợp lệ."),
        (("merge", "2022-Q1", "--date"), "Lỗi: Sau tuỳ chọn '--date' phải có giá trị."),
        (("merge", "2022-Q1", "--final=1"), "Lỗi: Tuỳ chọn '--final' không kèm giá trị."),
        (("init", __file__), "là tệp, ở đây cần thư mục."),
        (("status", "--today", "hôm nào"), "Lỗi: Giá trị chưa đúng ở --today: không hiểu ngày “hôm nào”"),
    ],
)
def test_no_english_for_wrong_use(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    """As the program itself runs: `cli` alone, as other tests call it, words errors in another place."""
    run = subprocess.run(
        [sys.executable, "-m", "cchc_excel", *arguments],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert told in run.stderr
    assert ENGLISH.findall(words(run.stderr.replace(__file__, ""))) == []
    assert told in cchc(tmp_path, *arguments).stderr


def test_what_click_may_say_is_translated() -> None:
    """Against the words in the source of the click that is installed."""
    with TARGET.open("rb") as file:
        known = gettext.GNUTranslations(file)
    source = str(Path(click.__file__).parent)
    said = {one[2] if isinstance(one[2], str) else one[2][0] for one in extract_from_dir(source)}
    assert "Show this message and exit." in said
    assert {one for one in said if known.gettext(one) == one and not NEVER_SHOWN.search(one)} == set()


def test_the_words_are_compiled() -> None:
    with TARGET.open("rb") as file:
        known = gettext.GNUTranslations(file)
    with (FOLDER / "messages.po").open("rb") as source:
        written = [one for one in read_po(source) if one.id]
    assert len(written) > 30
    for one in written:
        first = one.id if isinstance(one.id, str) else one.id[0]
        told = one.string if isinstance(one.string, str) else (one.string or ("",))[0]
        assert known.gettext(first) == told


def example_lines() -> Iterator[tuple[str, str]]:
    for name, command in cli.leaves().items():
        assert isinstance(command, Command)
        for line in str(command.epilog).splitlines()[2:]:
            yield name, line.strip()


@pytest.mark.parametrize(("name", "line"), [*example_lines()])
def test_the_examples_are_commands(name: str, line: str) -> None:
    """Every example is read by its command without complaint."""
    program, *words_given = shlex.split(line.replace("\\", "/"))
    given, arguments = words_given[: len(name.split())], words_given[len(name.split()) :]
    assert (program, given) == ("cchc", name.split())
    context = cli.leaves()[name].make_context(name, arguments)
    assert not context.args


@pytest.mark.parametrize(("typed", "unit"), [("2022-q1", "ttr"), ("2022-Q1", "TTR"), (" 2022-q1 ", " Ttr ")])
def test_codes_may_be_typed_in_letters_of_any_case(tmp_path: Path, typed: str, unit: str) -> None:
    run = cchc(tmp_path, "template", typed, "--unit", unit, "--unit", "TTR")
    form = tmp_path / "output" / "2022-Q1" / "bieu-mau" / "TTR.xlsx"
    assert run.stdout.splitlines() == [form.as_posix()]


def test_a_code_that_may_be_more_than_one_is_told() -> None:
    catalogue, _ = load_catalogue(folders_at(ROOT))
    assert catalogue is not None
    twice = msgspec.structs.replace(catalogue, units={**catalogue.units, "ttr": catalogue.units["TTR"]})
    assert units_as_typed(twice, "2022-Q1", ["TTR", "ttr"]) == (["TTR", "ttr"], [])
    codes, (problem,) = units_as_typed(twice, "2022-Q1", ["Ttr", "vp"])
    assert (codes, problem.message) == (["VP"], "danh mục không có đơn vị “Ttr”; dùng một trong: TTR; ttr")


def test_a_period_of_another_form_is_taken_as_it_is(tmp_path: Path) -> None:
    assert "đợt-1a" in cchc(tmp_path, "template", "đợt-1a").stderr
