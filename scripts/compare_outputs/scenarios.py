"""The table of scenarios: how each working folder is made, and the commands run in it."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook

from scripts.compare_outputs import mail, troubles
from scripts.compare_outputs.departments import department, other_department
from scripts.compare_outputs.forms import change, fill_blank, fill_blanks, retitle, save
from scripts.compare_outputs.recording import Program, Step

Q1, Q2, HALF = "2022-Q1", "2022-Q2", "2022-6T"
ON_TIME, LATE = ("--today", "10/3/2022"), ("--today", "2/7/2022")
UNITS = ("VP", "TTR", "KHTC", "QLCN", "QLNL", "KTAT", "QLTM", "XNK", "KCTV", "XTTM")
REPORTS = (
    *("bang-tu-cham-diem.xlsx", "bao-cao-ket-qua-cchc.docx", "phu-luc-khac-phuc-ton-tai.xlsx"),
    *("tinh-hinh-giai-quyet-tthc.xlsx", "tong-hop-ty-le.xlsx", "xu-huong-nam.xlsx"),
)


class Kit:
    """What scenarios are made of, all of it OLD's: its catalogue and templates, its example, its blank forms."""

    def __init__(self, old: Program, folder: Path) -> None:
        self.old, self.folder = old, folder
        self.example = old.checkout / "input" / Q1
        self._one_at_a_time = threading.Lock()

    def start(self, root: Path, *, example: bool = True) -> Path:
        """Put the catalogue and templates into a working folder, and the example quarter; returns input/2022-Q1."""
        ignored = shutil.ignore_patterns("__init__.py", "__pycache__")
        shutil.copytree(self.old.checkout / "templates", root / "templates", ignore=ignored)
        period = root / "input" / Q1
        if example:
            shutil.copytree(self.example, period)
        return period

    def blanks(self, period: str) -> list[Path]:
        """The blank forms that OLD makes for the example's units, in the catalogue's order."""
        with self._one_at_a_time:
            if not self.folder.is_dir():
                self.start(self.folder)
            made = self.folder / "output" / period / "bieu-mau"
            if not made.is_dir():
                done = self.old.run(("template", period), self.folder)
                assert done.returncode == 0, done.stderr.decode()
        return [made / f"{unit}.xlsx" for unit in UNITS]


class Scenario(NamedTuple):
    """Its name, what makes its folder, and what is then done there."""

    name: str
    prepare: Callable[[Kit, Path], None]
    steps: tuple[Step, ...]


def shipped(_kit: Kit, _root: Path) -> None:
    """An empty folder: what is shipped, the help, and wrong use."""


def take_example(kit: Kit, root: Path) -> None:
    """The example quarter on the program's own templates: nothing else is in the folder."""
    shutil.copytree(kit.example, root / "input" / Q1)


def example(kit: Kit, root: Path) -> None:
    """The example quarter: every command, an issue, and a merge that differs from it."""
    kit.start(root)


def drafts(kit: Kit, root: Path) -> None:
    """Files that are missing, refused, superseded, ignored; then mended one by one."""
    troubles.spoil(kit.start(root), kit.example)


def variants(kit: Kit, root: Path) -> None:
    """Forms as people hand them in: sorted, renamed, overwritten, moved, without _meta."""
    troubles.vary(kit.start(root))


def accepted(kit: Kit, root: Path) -> None:
    """A unit that is absent and one with errors, accepted; a file left out."""
    period = kit.start(root)
    (period / "KCTV.xlsx").unlink()
    change(period / "VP.xlsx", ("Số liệu", "vb_di", "gia_tri", -5))
    shutil.copy(kit.example / "TTR.xlsx", period / "TTR-nham.xlsx")
    change(period / "TTR-nham.xlsx", ("Số liệu", "cv_giao", "gia_tri", 999))


def templates(kit: Kit, root: Path) -> None:
    """Blank forms of every kind of period; a filled one that would be overwritten."""
    kit.start(root)


def quarters(kit: Kit, root: Path) -> None:
    """A second quarter and six months beside the example: carried over, compared, added up, an own workbook."""
    kit.start(root)
    fill_blanks(kit.blanks(Q2)[:-1], root / "input" / Q2, 2, "2022-06-16")
    fill_blank(kit.blanks(HALF)[7], root / "input" / HALF / "XNK.xlsx", random.Random(6), "2022-06-17")
    change(root / "input" / Q2 / "QLTM.xlsx", ("TTHC", "2.001624", "tn_ky_truoc", 77))


def months(kit: Kit, root: Path) -> None:
    """A quarter that two units report by months."""
    period = kit.start(root)
    for number, unit in enumerate(("VP", "XNK")):
        (period / f"{unit}.xlsx").unlink()
        for month in ("2022-T01", "2022-T02", "2022-T03")[: 3 - number]:
            retitle(kit.example / f"{unit}.xlsx", root / "input" / month / f"{unit}.xlsx", ky=month)


def collecting(kit: Kit, root: Path) -> None:
    """What arrives by mail, in zip files and folders; taken twice, then merged."""
    kit.start(root, example=False)
    mail.arrive(root / "thu-den", kit.example)


def own_templates(kit: Kit, root: Path) -> None:
    """Report templates and letters that an officer changed, some of them wrongly."""
    kit.start(root)
    troubles.write_templates(root / "templates")


def wrong_catalogue(kit: Kit, root: Path) -> None:
    """A catalogue with mistakes on every sheet."""
    kit.start(root)
    troubles.break_catalogue(root / "templates" / "danh-muc.xlsx")


def other(kit: Kit, root: Path) -> None:
    """Another department's small catalogue, 2027's; the one report that is a form of procedures is put away."""
    kit.start(root, example=False)
    (root / "templates" / "bao-cao" / "tinh-hinh-giai-quyet-tthc.xlsx").unlink()
    other_department(root)


def _invented(name: str, units: int, procedures: int, *steps: Step, long_names: bool, faulty: bool) -> Scenario:
    def invented(kit: Kit, root: Path) -> None:
        catalogue = kit.old.checkout / "templates" / "danh-muc.xlsx"
        department(catalogue, root, units, procedures, long_names=long_names, faulty=faulty)

    words = ", long names" * long_names + ", mistakes" * faulty
    invented.__doc__ = f"An invented department of {units} units and {procedures} procedures{words}."
    return Scenario(name, invented, steps)


def _mend(root: Path) -> None:
    """What was refused is put right, a report gets a remark by hand."""
    period = root / "input" / Q1
    (period / "XNK.xlsx").unlink()
    change(period / "VP.xlsx", ("Số liệu", "vb_di", "gia_tri", 412), saved="2022-03-18")
    report = root / "output" / Q1 / "bao-cao" / "tong-hop-ty-le.xlsx"
    book = load_workbook(report)
    book.worksheets[0]["A1"] = "Ghi thêm bằng tay"
    save(book, report)


def _without_the_wrong(root: Path) -> None:
    """The report and the page that cannot be filled are put right; the letter stays as it is."""
    page = root / "templates" / "tong-hop.html"
    page.write_text(page.read_text("utf-8").replace(troubles.WRONG_NAME, ""), "utf-8")
    (root / "templates" / "bao-cao" / "sai.xlsx").rename(root / "sai.xlsx")


def _change_after_issue(root: Path) -> None:
    change(root / "input" / Q1 / "VP.xlsx", ("Số liệu", "vb_di_dien_tu", "gia_tri", 398))


def _fill_a_form(root: Path) -> None:
    form = root / "output" / Q1 / "bieu-mau" / "XNK.xlsx"
    fill_blank(form, form, random.Random(3), "2022-03-15")


SPOILT = tuple(f"input/{Q1}/{name}" for name in troubles.SPOILT)
MERGE, JSON = ("merge", Q1), ("merge", Q1, "--json")
CHECK_ALL = ("check", *(f"input/{Q1}/{unit}.xlsx" for unit in UNITS))
HELP: tuple[Step, ...] = tuple(
    (command, "--help")
    for command in ("init", "template", "check", "collect", "status", "remind", "merge", "template-check")
)
WRONG_USE: tuple[Step, ...] = (
    (), ("--help",), ("merge",), ("merge", "2099-Q1"), ("merge", Q1, "--exclude", "a.xlsx"), ("xyz",),
    ("merge", Q1, "--json", "--date", "31/2/2022"), ("merge", Q1, "--json", "--nope"), ("merge", Q1, "--jobs", "0"),
    ("template", Q1, "--unit", "ZZ"), ("status", "2099-Q1"), ("status", Q1, "--today", "x"), ("remind", "2099-Q1"),
    ("check", "khong-co.xlsx"), ("collect", "khong-co"), ("template-check", "khong-co.xlsx"),
)  # fmt: skip

SCENARIOS = (
    _invented(
        "hundred", 100, 60,
        JSON, ("status", Q1, "--json", *LATE), ("remind", Q1),
        ("check", f"input/{Q1}/NV20.xlsx", f"input/{Q1}/NV21.xlsx"),
        ("template", Q2, "--unit", "NV30", "--unit", "VP"), long_names=False, faulty=True,
    ),
    Scenario(
        "example", example,
        (
            MERGE, JSON, (*MERGE, "--final", "--date", "18/3/2022"), (*JSON, "--final", "--date", "18/3/2022"),
            CHECK_ALL, (*CHECK_ALL, "--period", Q2), ("check", f"input/{Q1}/VP.xlsx"),
            ("status", Q1, *ON_TIME), ("status", "--json", *LATE), ("remind", Q1),
            *(("template-check", f"templates/bao-cao/{name}") for name in REPORTS),
            _change_after_issue, JSON, ("status", Q1, *LATE), (*JSON, "--final"),
        ),
    ),
    Scenario(
        "drafts", drafts,
        (
            JSON, MERGE, ("remind", Q1), ("status", Q1, "--json", *LATE), ("status", Q1, *ON_TIME),
            ("check", *SPOILT), *(("check", name) for name in SPOILT[:4]), _mend, JSON, ("remind", Q1),
        ),
    ),
    Scenario(
        "quarters", quarters,
        (
            ("merge", Q2, "--json"), ("merge", HALF, "--json"), ("merge", "2022-9T", "--json"),
            ("status", HALF, "--json", *LATE), ("remind", HALF),
            ("template", "2022-Q3", "--unit", "XNK", "--unit", "VP"), ("check", f"input/{Q2}/QLTM.xlsx"),
        ),
    ),
    Scenario(
        "templates", templates,
        (
            ("template", Q1), ("template", Q2), ("template", HALF), ("template", "2022-N", "--unit", "XNK"),
            ("template", "2022-T01", "--unit", "VP", "--unit", "QLTM"), _fill_a_form, ("template", Q1),
        ),
    ),
    _invented(
        "twelve-long", 12, 43, JSON, ("remind", Q1), ("status", Q1, *ON_TIME), ("template", Q2),
        long_names=True, faulty=False,
    ),
    _invented(
        "twelve", 12, 43,
        (*JSON, "--jobs", "2"), (*MERGE, "--jobs", "1"), ("remind", Q1), ("status", Q1, "--json", *LATE),
        long_names=False, faulty=True,
    ),
    _invented(
        "three", 3, 43, JSON, (*JSON, "--final", "--date", "18/3/2022"), ("template", Q1),
        long_names=False, faulty=False,
    ),
    Scenario(
        "accepted", accepted,
        (
            (*JSON, "--final"), (*JSON, "--accept-missing", "KCTV"), (*JSON, "--accept-missing", "ZZ"),
            (*MERGE, "--exclude", "TTR-nham.xlsx", "--reason", "gửi nhầm"),
            (*JSON, "--exclude", "khong-co.xlsx", "--reason", "không có"),
            (
                *(*JSON, "--final", "--date", "18/3/2022", "--accept-missing", "KCTV", "--accept-missing", "VP"),
                *("--exclude", "TTR-nham.xlsx", "--reason", "gửi nhầm"),
            ),
            ("remind", Q1),
        ),
    ),
    Scenario(
        "collecting", collecting,
        (
            ("collect", "thu-den/thu"), ("collect", "thu-den/thu"), ("collect", "thu-den/tat-ca.zip", "--period", Q1),
            ("collect", "thu-den/thu.mbox", "thu-den/thu-muc"), ("collect", "thu-den/thu-muc", "--period", Q2),
            JSON, ("status", Q1, "--json", *LATE), ("remind", Q1),
        ),
    ),
    Scenario("variants", variants, (JSON, ("remind", Q1), ("status", Q1, *LATE), CHECK_ALL)),
    Scenario(
        "own-templates", own_templates,
        (
            MERGE, _without_the_wrong, JSON, ("remind", Q1),
            *(("template-check", f"templates/bao-cao/{name}") for name in list(troubles.TEMPLATES)[:2]),
            ("template-check", "sai.xlsx"),
        ),
    ),
    Scenario("months", months, (JSON, ("status", Q1, "--json", *LATE), ("merge", HALF, "--json"))),
    Scenario(
        "other", other,
        (
            ("template", "2027-D1"), ("merge", "2027-D1", "--json"), ("merge", "2027-D1"), ("remind", "2027-D1"),
            ("status", "2027-D1", "--json", "--today", "3/5/2027"), ("check", "input/2027-D1/K2.xlsx"),
        ),
    ),
    Scenario("wrong-catalogue", wrong_catalogue, (JSON, MERGE, ("status", Q1, *LATE), ("template", Q1), CHECK_ALL)),
    Scenario("own-shipped", take_example, (JSON, ("template", Q1, "--unit", "VP"), ("remind", Q1), ("init",), MERGE)),
    Scenario("shipped", shipped, (*WRONG_USE, *HELP, ("init",), ("init",), JSON, ("init", "moi"))),
)  # fmt: skip
"""The longest first: two run at a time."""
