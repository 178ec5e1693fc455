"""No code names a unit, a figure, a ratio, a flag, a procedure, a row of the plan or a year: the example commune
(scripts/vi-du/xa-2026/) with all of them renamed comes to the same numbers, in JSON, in every report and in
so-lieu.xlsx.

What is the program's own stays: words of the catalogue such as "tổng", and the figures that it counts by itself. New
names of units are as long as the old ones: texts are cut to the lines that a page has.
"""

from __future__ import annotations

import ast
import codecs
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document
from openpyxl import load_workbook

import cchc_excel
from cchc_excel.catalogue.model import DERIVED
from cchc_excel.report.template_names import NAMES
from scripts.commune_reports import make_reports
from scripts.make_catalogue import TABLES as SHIPPED
from scripts.make_catalogue import make, read_table
from scripts.make_commune import PERIODS, SOURCE, typed_in
from tests.cchc_runs import cchc, codes, merge
from tests.departments import write_table
from tests.workbooks import write_form

PACKAGE = Path(cchc_excel.__file__).parent
QUARTER = "2026-Q3"
"""It stands beside the quarter before, which is read as well."""
TABLES = {file.stem: read_table(file) for file in sorted((SOURCE / "danh-muc").glob("*.tsv"))}
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


def column(table: str, heading: str) -> list[str]:
    """A column of a text table without its heading; blank cells left out."""
    at = TABLES[table][0].index(heading)
    return [row[at] for row in TABLES[table][1:] if row[at]]


def numbered(names: list[str], new: str) -> dict[str, str]:
    """Each name with a new one that says nothing."""
    return {name: new.format(at) for at, name in enumerate(dict.fromkeys(names), start=1)}


FLAGS = [name for name in TABLES["tthc"][0] if _WORD.fullmatch(name)]
IDENTIFIERS = numbered([*FLAGS, *column("so-lieu", "mã"), *column("chi-tieu", "mã")], "z{}_q")
UNITS = numbered(column("don-vi", "mã"), "B{}X")
PROCEDURES = numbered(column("tthc", "mã"), "8.7001{:02}")
NAMES_OF_UNITS = {
    name: codecs.encode(name, "rot13")
    for heading in ("tên", "nhóm", "tên gọi khác", "tên ngắn")
    for cell in column("don-vi", heading)
    for name in cell.split("; ")
}
_UNIT_NAME = re.compile("|".join(sorted(map(re.escape, NAMES_OF_UNITS), key=len, reverse=True)))
YEAR = ("2026", "2031")


def word(text: str) -> str:
    """Codes of figures, ratios, flags in an expression."""
    return _WORD.sub(lambda found: IDENTIFIERS.get(found[0], found[0]), text)


def unit(text: str) -> str:
    return "; ".join(UNITS.get(one, said(one)) for one in text.split("; "))


def procedure(text: str) -> str:
    return PROCEDURES.get(text, text)


def code(text: str) -> str:
    """A code of the plan: sections go up by ten, numbers by thirty, letters by twelve."""
    if re.fullmatch(r"[IVX]+", text):
        return f"X{text}"
    if text.isdecimal():
        return str(int(text) + 30)
    return re.sub(r"[a-z]", lambda letter: chr(ord(letter[0]) + 12), text)


def key(text: str) -> str:
    return ".".join(map(code, text.split(".")))


def said(text: str) -> str:
    """Names of units and the year in any text."""
    return _UNIT_NAME.sub(lambda found: NAMES_OF_UNITS[found[0]], text).replace(*YEAR)


def same(text: str) -> str:
    return text


Names = dict[str, Callable[[str], str]]
"""How each kind of text is renamed."""
RENAMED: Names = {"word": word, "unit": unit, "procedure": procedure, "code": code, "key": key, "said": said}
AS_IT_IS: Names = dict.fromkeys(RENAMED, same)
KINDS: Mapping[tuple[str, str], str] = {
    ("don-vi", "mã"): "unit", ("don-vi", "nhập vào"): "unit", ("tthc", "mã"): "procedure", ("tthc", "đơn vị"): "unit",
    ("ke-hoach", "mã"): "code", ("so-lieu", "ai điền"): "unit", ("tham-dinh", "đơn vị"): "unit",
    **{(table, "mục"): "key" for table in ("chi-tieu", "cham-diem", "tham-dinh")},
    **{("so-lieu", heading): "word" for heading in ("mã", "chỉ khi", "nối từ", "công thức")},
    **{("chi-tieu", heading): "word" for heading in ("mã", "tử số", "mẫu số", "điều kiện thêm")},
    ("kiem-tra", "biểu thức"): "word", ("cham-diem", "chỉ tiêu"): "word", ("nguon-nhap", "mã số liệu"): "word",
    ("thong-tin", "khoá"): "word",
}  # fmt: skip
"""What columns hold other than words for people."""


class Commune(NamedTuple):
    """The commune under some names: its reports' folder, its table of figures, exit code and JSON of the merge."""

    reports: Path
    figures: Path
    code: int
    outcome: dict[str, Any]


EMPTY = {
    "Nhiệm vụ": "#ma  trang_thai",
    "Xếp hạng": "#ma  chi_so  tieu_chi  hang_nam_truoc  hang_nam_nay",
    "Chấm điểm": "#ma  tu_cham  ly_do",
}
"""Sheets of a form on which a unit has nothing to say."""


def commune(root: Path, names: Names) -> Commune:
    """The commune under other names, merged."""
    tables = root / "bang"
    tables.mkdir(parents=True)
    for table, (head, *rows) in TABLES.items():
        renamed = [[names[KINDS.get((table, title), "said")](cell) for title, cell in zip(head, row, strict=True)]
                   for row in rows]  # fmt: skip
        write_table(tables / f"{table}.tsv", [[names["word"](title) if title in FLAGS else title for title in head],
                                              *renamed])  # fmt: skip
    assert cchc(root, "init").exit_code == 0
    reports = root / "templates" / "bao-cao"
    for file in reports.iterdir():
        file.unlink()
    make(root / "templates" / "danh-muc.xlsx", tables)
    make_reports(reports)
    for file in reports.iterdir():
        rename_template(file, names)
    for period in PERIODS:
        for of, sheets in typed_in((SOURCE / "so-lieu" / f"{period}.txt").read_text("utf-8")).items():
            sent = names["said"](period)
            own = {sheet: "\n".join(_line(sheet, line, names) for line in text.splitlines())
                   for sheet, text in sheets.items()}  # fmt: skip
            write_form(root / "input" / sent / f"{names['unit'](of)}.xlsx", names["unit"](of), EMPTY | own, sent)
    period = names["said"](QUARTER)
    folder = root / "output" / period
    return Commune(folder / "bao-cao", folder / "so-lieu.xlsx", *merge(root, period=period))


ROWS = {"Số liệu": "word", "TTHC": "procedure", "Nhiệm vụ": "key", "Chấm điểm": "key", "Xếp hạng": "said"}


def _line(sheet: str, line: str, names: Names) -> str:
    """A line of what a unit typed. Columns are figures on sheet TTHC."""
    first, rest = re.match(r"(\S+)(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
    if first == "#ma":
        return first + (names["word"](rest) if sheet == "TTHC" else rest)
    return names[ROWS[sheet]](first) + names["said"](rest)


def rename_template(file: Path, names: Names) -> None:
    """Codes within the tags of a report template, names of units everywhere in it."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in ("xl/sharedStrings.xml", "word/document.xml"):
        if name in parts:
            text = _TAG.sub(lambda tag: names["word"](tag[0]), names["said"](parts[name].decode()))
            parts[name] = text.encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Commune, Commune]:
    """The commune as it is, and renamed."""
    folder = tmp_path_factory.mktemp("xa")
    return commune(folder / "as_it_is", AS_IT_IS), commune(folder / "renamed", RENAMED)


def test_old_and_new_names_are_none_of_templates() -> None:
    """Or tags of report templates could not be renamed by their words."""
    own = {name for path in NAMES for name in _WORD.findall(path)} | set(DERIVED)
    assert not own & {*IDENTIFIERS, *IDENTIFIERS.values()}


def test_json_says_the_same(both: tuple[Commune, Commune]) -> None:
    before, after = both
    assert before.code == after.code == 0
    assert codes(before.outcome) == codes(after.outcome) == {"so-dang-chu"}  # decimals of text tables are texts
    for part in ("indicators", "scores", "score_totals"):
        assert before.outcome[part]
        assert list(map(_named_anew, before.outcome[part])) == after.outcome[part]


_FIELDS = {"code": word, "muc": key, "unit": unit}


def _named_anew(one: dict[str, Any]) -> dict[str, Any]:
    return {name: _FIELDS.get(name, said)(value) if isinstance(value, str) else value for name, value in one.items()}


def test_every_report_says_the_same(both: tuple[Commune, Commune]) -> None:
    before, after = (sorted(one.reports.iterdir()) for one in both)
    assert [file.name for file in before] == [file.name for file in after]
    for old, new in zip(before, after, strict=True):
        assert list(map(_told_anew, _told(old))) == list(_told(new)), old.name


def _told(file: Path) -> Iterator[tuple[str, object]]:
    """Every cell with its place and format, or every text of a Word document."""
    if file.suffix == ".docx":
        document = Document(str(file))
        cells = (cell.text for one in document.tables for row in one.rows for cell in row.cells)
        yield from (("", text) for text in (*(one.text for one in document.paragraphs), *cells))
        return
    for sheet in load_workbook(file, data_only=True).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            yield f"{sheet.title}!{cell.coordinate} {cell.number_format}", cell.value


def _told_anew(one: tuple[str, object]) -> tuple[str, object]:
    """What a place says under the new names. A cell that is a code of the plan alone is one."""
    place, value = one
    if not isinstance(value, str):
        return one
    if " " in place and place.split("!")[1].startswith("A") and re.fullmatch(r"[IVX]+|\d+|[a-z]\)|[IVX.\da-z]+", value):
        is_plan = place.startswith(("Nhiệm vụ", "Bảng điểm", "Điểm"))
        return place, key(value) if is_plan else value
    text = re.sub(r"\b9\.\d{6}\b", lambda found: procedure(found[0]), said(value))
    return place, text


def test_the_tables_of_figures_say_the_same(both: tuple[Commune, Commune]) -> None:
    before, after = (
        [
            [cell for cell in row if isinstance(cell, int | float)]
            for sheet in load_workbook(one.figures, read_only=True).worksheets
            for row in sheet.values
        ]
        for one in both
    )
    assert before == after


def test_no_text_of_the_program_is_a_code_of_a_catalogue() -> None:
    """Of the shipped catalogue and of the commune's: units, procedures, figures, ratios, flags.
    What templates call a task done on time, dung_han, is a ratio's code as well."""
    texts = {one for file in PACKAGE.rglob("*.py") for one in _texts(ast.parse(file.read_text("utf-8")))}
    allowed = {name for path in NAMES for name in _WORD.findall(path)} | set(DERIVED)
    for folder in (SHIPPED, SOURCE / "danh-muc"):
        tables = {file.stem: read_table(file) for file in folder.glob("*.tsv")}
        named = {row[0] for table in ("don-vi", "tthc", "so-lieu", "chi-tieu") for row in tables[table][1:]}
        named |= {name for name in tables["tthc"][0] if _WORD.fullmatch(name)}
        assert len(named) > 50
        assert named & texts - allowed == set()


def _texts(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
