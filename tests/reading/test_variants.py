"""Everything that arrives is read right or refused with a reason, alone and among good workbooks; nothing is lost."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cchc_excel.forms.filled.reader import Reader
from cchc_excel.model.files import Candidate
from cchc_excel.model.records import Source, UnitReport
from cchc_excel.period.load import PeriodData, ReadForm, load_period
from cchc_excel.problems.grouping import line_of
from cchc_excel.problems.problem import Problem
from tests.cchc_runs import EXAMPLE, codes, merge, statuses
from tests.conftest import PERIOD, ReadingChild
from tests.reading.variants.case import Kit, Variant
from tests.reading.variants.catalogue import SAVED, VARIANTS

STATUSES = {"merged", "refused", "superseded", "ignored"}
FROM_CHECKS = "kiem-tra-"


@pytest.fixture(scope="module")
def good() -> dict[str, object]:
    """What stands in the good workbook, read by another library."""
    return read_by_openpyxl(EXAMPLE / "XNK.xlsx")


def read_by_openpyxl(file: Path) -> dict[str, object]:
    """Figures as "cv_giao" or "1.000774 bcci", tasks as "II.5.2 trang_thai", "II.5.2 ngay_hoan_thanh"."""
    book = load_workbook(file, data_only=True)
    found: dict[str, object] = {}
    for sheet, columns in (("Số liệu", {"gia_tri"}), ("TTHC", None), ("Nhiệm vụ", {"trang_thai", "ngay_hoan_thanh"})):
        rows = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
        at = next(number for number, row in enumerate(rows) if "#ma" in row)
        for row in rows[at + 1 :]:
            code = row[rows[at].index("#ma")]
            if code is None or str(code).startswith("#"):
                continue
            for name, value in zip(rows[at], row, strict=True):
                wanted = isinstance(value, int) if columns is None else name in columns
                if wanted and value is not None and not str(name).startswith(("#", "phat_sinh")):
                    key = str(code) if sheet == "Số liệu" else f"{code} {name}"
                    found[key] = value.date().isoformat() if hasattr(value, "date") else value
    return found


def read_by_us(report: UnitReport) -> dict[str, object]:
    """The same of a report."""
    found: dict[str, object] = {code: figure.value for code, figure in report.figures.items()}
    for procedure, figures in report.dossiers.items():
        found |= {f"{procedure} {code}": figure.value for code, figure in figures.items()}
    for key, task in report.tasks.items():
        found[f"{key} trang_thai"] = task.status
        found[f"{key} ngay_hoan_thanh"] = task.done_on and task.done_on.isoformat()
    return {key: value for key, value in found.items() if value is not None}


def expected(variant: Variant, good: dict[str, object]) -> dict[str, object]:
    of_sheet = {
        "Số liệu": {key for key in good if " " not in key},
        "Nhiệm vụ": {key for key in good if key.endswith(("trang_thai", "ngay_hoan_thanh"))},
    }
    of_sheet["TTHC"] = good.keys() - of_sheet["Số liệu"] - of_sheet["Nhiệm vụ"]
    gone = {key for sheet in variant.lost for key in of_sheet[sheet]}
    wanted = {key: value for key, value in good.items() if key not in gone} | dict(variant.figures)
    return {key: value for key, value in wanted.items() if value is not None}


def told(found: Iterable[Problem]) -> list[str]:
    """Problems as the variants write them: "code", "code sheet" or "code sheet!cell"."""
    return sorted(" ".join(filter(None, (one.code, "!".join(filter(None, (one.sheet, one.cell)))))) for one in found)


def alone(variant: Variant, kit: Kit, reader: Reader, child: ReadingChild, inputs: Path) -> PeriodData:
    """What a merge takes from a folder that holds nothing but the variant."""
    (inputs / PERIOD).mkdir(parents=True)
    (inputs / PERIOD / variant.name).write_bytes(variant.make(kit))
    period = reader.catalogue.periods[PERIOD]

    def read(sources: Iterable[Source], _: ReadForm) -> Iterator[tuple[Source, Candidate | None, list[Problem]]]:
        for source in sources:
            yield source, *child.ask(source)

    return load_period(reader, period, inputs, {}, read)


def plain(name: str) -> str:
    """A name without marks, for the command line."""
    split = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return split.encode("ascii", "ignore").decode()


@pytest.mark.parametrize("variant", VARIANTS, ids=[plain(variant.name) for variant in VARIANTS])
def test_alone(
    variant: Variant, kit: Kit, reader: Reader, child: ReadingChild, good: dict[str, object], tmp_path: Path
) -> None:
    holds(variant, alone(variant, kit, reader, child, tmp_path), good)


@pytest.mark.office
@pytest.mark.parametrize("variant", SAVED, ids=[plain(variant.name) for variant in SAVED])
def test_saved_by_libreoffice_alone(
    variant: Variant, office_kit: Kit, reader: Reader, child: ReadingChild, good: dict[str, object], tmp_path: Path
) -> None:
    holds(variant, alone(variant, office_kit, reader, child, tmp_path), good)


def holds(variant: Variant, got: PeriodData, good: dict[str, object]) -> None:
    """What a merge took from the variant alone is what must come of it."""
    (entry,) = got.entries
    assert told(one for one in got.problems if not one.code.startswith(FROM_CHECKS)) == sorted(variant.found), [
        line_of(one) for one in got.problems
    ]
    assert (entry.status, entry.unit) == (variant.status, variant.unit)
    assert entry.file == unicodedata.normalize("NFC", variant.name)
    for problem in got.problems:
        assert len(problem.message) < 500
        assert problem.file == entry.file
    report = got.reports.get((PERIOD, variant.unit or ""))
    assert (report is not None) == (variant.status == "merged")
    if report:
        assert read_by_us(report) == expected(variant, good)


def test_there_are_enough_and_each_kind_of_file_problem_is_met() -> None:
    every = [*VARIANTS, *SAVED]
    assert len(every) >= 200
    assert len({variant.name for variant in every}) == len(every)


@pytest.mark.office
def test_all_of_them_next_to_ten_good_workbooks(office_kit: Kit, clean: dict[str, Any], tmp_path: Path) -> None:
    every = [*VARIANTS, *SAVED]
    shutil.copytree(EXAMPLE, tmp_path / "input" / PERIOD)
    for variant in every:
        (tmp_path / "input" / PERIOD / variant.name).write_bytes(variant.make(office_kit))
    code, outcome = merge(tmp_path)
    wanted = {unicodedata.normalize("NFC", variant.name): variant.in_crowd for variant in every}
    wanted |= {file.name: "merged" for file in EXAMPLE.iterdir()}
    assert statuses(outcome) == wanted
    assert len(outcome["files"]) == len(wanted)  # each file once
    assert set(statuses(outcome).values()) <= STATUSES
    assert code == 1  # some were refused
    for side in ("indicators", "scores", "missing"):
        assert outcome[side] == clean[side]
    refused = {one["file"] for one in outcome["files"] if one["status"] == "refused"}
    blamed = {one["file"] for one in outcome["problems"] if one["level"] == "error"}
    assert refused == blamed  # every refusal has its reason; nothing superseded or ignored is an error
    assert "co-ban-moi-hon" in codes(outcome, "warning")


def test_a_newer_variant_supersedes_its_own_unit_only(kit: Kit, clean: dict[str, Any], tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "input" / PERIOD)
    newer = kit.good().put("Số liệu!D13", "1.234").modified("2022-03-18T08:00:00Z")
    (tmp_path / "input" / PERIOD / "lần hai.xlsx").write_bytes(newer.save())
    _, outcome = merge(tmp_path)
    assert statuses(outcome)["XNK.xlsx"] == "superseded"
    changed = {
        (one["code"], one["unit"]) for one, before in zip(outcome["indicators"], clean["indicators"], strict=True)
        if one != before
    }  # fmt: skip
    assert changed == {("som_han", None), ("som_han", "XNK")}
    (department,) = [one for one in outcome["indicators"] if (one["code"], one["unit"]) == ("som_han", None)]
    assert department["denominator"] == 950 - 120 + 1234
