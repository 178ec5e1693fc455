"""docs/cam-ket.md: what it promises is what the program does: fields of the JSON, exit codes, files, addressing."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from cchc_excel.cli import cli
from cchc_excel.commands.merge import stopped as stopped_run
from cchc_excel.commands.merge_json import to_json
from cchc_excel.forms import columns, layout
from cchc_excel.model.files import FileStatus
from cchc_excel.model.records import Status
from cchc_excel.problems.problem import Level
from cchc_excel.terminal.exit_codes import CANNOT, CLEAN, FAULTY, INTERRUPTED
from cchc_excel.workspace import output_names
from tests.cchc_runs import EXAMPLE, ROOT, cchc, merge
from tests.commands.test_run import change
from tests.markdown_tables import rows_under
from tests.points_department import points_department

PAGE = (ROOT / "docs" / "cam-ket.md").read_text("utf-8")
JSON, EXIT, FILES, FORM = (
    *("JSON của `cchc merge --json`", "Mã kết thúc"),
    *("Tệp kết quả: `output/<kỳ>/`", "Biểu mẫu của đơn vị"),
)
_WORDS = {str: "chữ", bool: "đúng/sai", int: "số", float: "số", type(None): "null"}


class Draft(msgspec.Struct):
    """A working folder, and the JSON of a merge in it."""

    root: Path
    outcome: dict[str, Any]


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """A merge of everything that a field may hold: nine workbooks, VP's with a figure that cannot be read, TTR's with a
    check that does not hold, and an older one of TTR; a file that nobody can place; a document."""
    root = tmp_path_factory.mktemp("ky")
    folder = root / "input" / "2022-Q1"
    shutil.copytree(EXAMPLE, folder)
    (folder / "KHTC.xlsx").unlink()
    change(folder / "VP.xlsx", "Số liệu", "vb_di", "gia_tri", "nhiều")
    change(folder / "TTR.xlsx", "Số liệu", "cv_som_han", "gia_tri", 1_000)
    shutil.copy(EXAMPLE / "TTR.xlsx", folder / "TTR cu.xlsx")
    (folder / "la.xlsx").write_bytes(b"none")
    (folder / "ghi.pdf").write_bytes(b"none")
    code, outcome = merge(root)
    assert code == FAULTY
    return Draft(root, outcome)


def fields(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """("files[].unit", "chữ") of everything in a JSON value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from fields(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner, f"{path}[]")
    else:
        yield path, _WORDS[type(value)]


def test_the_fields_of_the_json_are_those_of_the_page(draft: Draft, tmp_path: Path) -> None:
    """Every field with every kind of value it has in a complete run, a draft of everything, one with points of every
    kind, none at all, and a command that was not understood."""
    (code, complete), (wrong, stopped) = merge(ROOT, "--output", str(tmp_path)), merge(tmp_path, period="2022-Q9")
    assert (code, wrong) == (CLEAN, CANNOT)
    _, scored = merge(points_department(tmp_path / "diem"), period="2022-Q2")
    not_understood = json.loads(to_json(stopped_run("", [])))
    seen: dict[str, set[str]] = {}
    runs = (complete, draft.outcome, scored, stopped, not_understood)
    for path, word in [one for outcome in runs for one in fields(outcome)]:
        seen.setdefault(path, set()).add(word)
    told = {name.strip("`"): set(words.split(", ")) for name, words, _ in rows_under(PAGE, JSON, "Trường")}
    assert seen == told


def test_closed_lists_of_words_are_the_programs() -> None:
    meaning = {name.strip("`"): text for name, _, text in rows_under(PAGE, JSON, "Trường")}
    assert re.findall(r"`(\w+)`", meaning["files[].status"]) == [one.value for one in FileStatus]
    assert re.findall(r"`(\w+)`", meaning["problems[].level"]) == [one.value for one in Level]
    states = [name.strip("`") for name, *_ in rows_under(PAGE, "Tệp của một kỳ", "Trạng thái")]
    assert states == [one.value for one in FileStatus]
    (line,) = re.findall(r"^- `trang_thai` là một trong: (.*)\.$", PAGE, re.MULTILINE)
    assert re.findall(r"`([^`]+)`", line) == [one.value for one in Status]


RUNS: Mapping[tuple[str, int], tuple[str, ...]] = {
    ("merge", CLEAN): ("merge", "2022-Q1", "--input", "{example}"),
    ("merge", FAULTY): ("merge", "2022-Q1", "--input", "{example}", "--exclude", "VP.xlsx", "--reason", "gửi nhầm"),
    ("merge", CANNOT): ("merge", "2022-Q1", "--final"),
    ("check", CLEAN): ("check", "{example}/2022-Q1/VP.xlsx"),
    ("check", FAULTY): ("check", "{here}/VP.xlsx"),
    ("check", CANNOT): ("check", "{here}/VP.xlsx", "--period", "2022-Q9"),
    ("status", CLEAN): ("status", "2022-Q1", "--input", "{example}"),
    ("status", FAULTY): ("status", "2022-Q1"),
    ("status", CANNOT): ("status", "2022-Q9"),
    ("collect", CLEAN): ("collect", "{example}/2022-Q1/XNK.xlsx"),
    ("collect", FAULTY): ("collect", "{here}/la.xlsx"),
    ("collect", CANNOT): ("collect", "{here}/VP.xlsx", "--period", "2022-Q9"),
    ("template-check", CLEAN): ("template-check", "{shipped}/tong-hop-ty-le.xlsx"),
    ("template-check", FAULTY): ("template-check", "{root}/mau.xlsx"),
    ("template-check", CANNOT): ("template-check", "{root}/khong-co.xlsx"),
    ("template", CLEAN): ("template", "2022-Q1", "--unit", "VP"),
    ("template", CANNOT): ("template", "2022-Q9"),
    ("remind", CLEAN): ("remind", "2022-Q1", "--input", "{example}"),
    ("remind", CANNOT): ("remind", "2022-Q9"),
    ("init", CLEAN): ("init",),
    ("init", CANNOT): ("init", "--khong-co"),
    ("new-year", CLEAN): ("new-year", "2023"),
    ("new-year", CANNOT): ("new-year", "2022"),
    ("plan import", CLEAN): ("plan", "import", "{data}/phu-luc-19-KH-SCT.txt"),
    ("plan import", FAULTY): ("plan", "import", "{root}/ke-hoach.txt"),
    ("bring", CLEAN): ("bring", "{root}/e-office.csv", "--unit", "VP", "--period", "2022-Q1"),
    ("bring", CANNOT): ("bring", "{root}/tthc.csv", "--unit", "VP", "--period", "2022-Q1"),
    ("plan import", CANNOT): ("plan", "import", "{root}/khong-co.docx"),
    ("procedures import", CLEAN): ("procedures", "import", "{root}/tthc.csv"),
    ("procedures import", CANNOT): ("procedures", "import", "{root}/ke-hoach.txt"),
    ("catalogue check", CLEAN): ("catalogue", "check"),
    ("catalogue check", FAULTY): ("catalogue", "check", "--root", "{root}/hong"),
    ("catalogue diff", CLEAN): ("catalogue", "diff", "{catalogue}", "{catalogue}"),
    ("catalogue diff", CANNOT): ("catalogue", "diff", "{root}/khong-co.xlsx", "{root}/khong-co.xlsx"),
}
"""A run of each command for each exit code that the page gives it."""


def test_the_page_promises_codes_of_every_command() -> None:
    table = rows_under(PAGE, EXIT, "Lệnh")
    promised = {(name.strip("`"), code) for name, *cells in table for code, cell in enumerate(cells) if cell}
    assert promised == set(RUNS)
    assert {name for name, _ in promised} == set(cli.leaves())
    assert f"**{INTERRUPTED}**" in PAGE


@pytest.mark.parametrize(("command", "code"), RUNS, ids=lambda one: str(one))
def test_a_command_ends_as_the_page_says(draft: Draft, command: str, code: int, tmp_path: Path) -> None:
    if command != "init":
        shutil.copytree(draft.root / "input", tmp_path / "input")
    broken = load_workbook(ROOT / "templates" / "bao-cao" / "tong-hop-ty-le.xlsx")
    broken.worksheets[0]["A1"] = "{{ khong_co }}"
    broken.save(tmp_path / "mau.xlsx")
    places = {
        "example": EXAMPLE.parent,
        "here": tmp_path / "input" / "2022-Q1",
        "root": tmp_path,
        "shipped": ROOT / "templates" / "bao-cao",
        "data": ROOT / "tests" / "data",
        "catalogue": ROOT / "templates" / "danh-muc.xlsx",
    }
    (tmp_path / "ke-hoach.txt").write_text("STT\tNội dung\tChủ trì\n1\tViệc\tSở Lạ\n", "utf-8")
    (tmp_path / "tthc.csv").write_text("Mã TTHC,Tên thủ tục\n2.001624,Cấp Giấy phép\n", "utf-8")
    if command == "bring":
        (tmp_path / "e-office.csv").write_text("Văn bản đi,45\n", "utf-8")
        with_sources(tmp_path / "templates" / "danh-muc.xlsx")
    (tmp_path / "hong" / "templates").mkdir(parents=True)
    shutil.copy(tmp_path / "mau.xlsx", tmp_path / "hong" / "templates" / "danh-muc.xlsx")
    assert cchc(tmp_path, *(word.format(**places) for word in RUNS[command, code])).exit_code == code


def with_sources(file: Path) -> None:
    """The shipped catalogue with a row that takes vb_di from beside "Văn bản đi"."""
    book = load_workbook(ROOT / "templates" / "danh-muc.xlsx")
    book["Nguồn nhập"].append(["E-Office", None, None, None, "Văn bản đi", "vb_di"])
    file.parent.mkdir()
    book.save(file)


def test_the_files_of_a_result_are_those_of_the_page(draft: Draft) -> None:
    table = {name.strip("`"): command for name, command, _ in rows_under(PAGE, FILES, "Tên")}
    assert {name for name, command in table.items() if command == "`merge`"} == set(output_names.OWNED)
    known = {value for name, value in vars(output_names).items() if name.isupper() and isinstance(value, str)}
    assert table.keys() == known
    there = {one.name for one in (draft.root / "output" / "2022-Q1").iterdir()}
    assert set(output_names.OWNED) <= there <= table.keys()


def test_the_addressing_of_the_unit_workbook_is_that_of_the_page() -> None:
    table = {sheet.strip("`"): re.findall(r"`([^`]+)`", codes) for sheet, _, codes in rows_under(PAGE, FORM, "Sheet")}
    meta = [layout.META_FORM, layout.META_PERIOD, layout.META_UNIT, layout.META_CATALOGUE]
    assert table.pop(layout.META_SHEET) == meta
    assert table.pop(columns.PROCEDURES.name) == [*columns.PROCEDURES.codes, layout.CHECK]
    assert table == {kind.name: list(kind.codes) for kind in columns.SHEETS if kind is not columns.PROCEDURES}
    assert f"ô `{layout.ANCHOR}`" in PAGE
    assert f"{layout.SPARE_ROWS} dòng trống" in PAGE
    assert f"| 1 đến {layout.RANK_ROWS} |" in PAGE
