"""The merge's figures, each worked out by hand beside its expectation. Only the unit's relevant figures are typed: what
is not typed is an error of its own, and changes nothing here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cchc_runs import indicator, merge
from tests.workbooks import write_form


def procedures(*rows: str, columns: str) -> dict[str, str]:
    return {"TTHC": "\n".join([f"#ma  ma_hien  {columns}", *(f"{row.split()[0]}  {row}" for row in rows)])}


def figures(*rows: str) -> dict[str, str]:
    return {"Số liệu": "\n".join(["#ma  gia_tri", *rows])}


def put(root: Path, unit: str, sheets: dict[str, str], **options: Any) -> None:
    write_form(root / "input" / "2022-Q1" / f"{unit}.xlsx", unit, sheets, **options)


def test_on_time_is_settled_in_time_over_all_settled(tmp_path: Path) -> None:
    # 998 + 273 = 1271 settled; 998 / 1271 = 0.785208…
    put(tmp_path, "KTAT", procedures("2.001547  998  273", columns="gq_dung_han  gq_qua_han"))
    _, outcome = merge(tmp_path)
    found = indicator(outcome, "dung_han")
    assert (found["numerator"], found["denominator"], found["percent"]) == (998, 1271, "78,52")


def test_the_department_divides_sums_not_ratios(tmp_path: Path) -> None:
    # 400000 + 3016 = 403016 of 460000 + 4494 = 464494: 0.867645…; the units' mean is (86.96 + 67.11) / 2 = 77.03
    put(tmp_path, "KTAT", procedures("2.001547  400000  60000", columns="gq_dung_han  gq_qua_han"))
    put(tmp_path, "XNK", procedures("2.000063  3016  1478", columns="gq_dung_han  gq_qua_han"))
    _, outcome = merge(tmp_path)
    assert indicator(outcome, "dung_han")["percent"] == "86,76"
    assert indicator(outcome, "dung_han", "XNK")["percent"] == "67,11"  # 3016 / 4494 = 0.671117…


def test_early_and_on_time_both_count(tmp_path: Path) -> None:
    # 100000 + 48761 = 148761 in time, + 2534 late = 151295; 148761 / 151295 = 0.983251…
    columns = "tn_truc_tiep  gq_truoc_han  gq_dung_han  gq_qua_han  dang_trong_han  dang_qua_han"
    put(tmp_path, "KTAT", procedures("2.001547  159845  100000  48761  2534  7815  735", columns=columns))
    _, outcome = merge(tmp_path)
    assert indicator(outcome, "dung_han")["percent"] == "98,33"
    # 159845 = 151295 + 8550: the balance holds
    assert not [one for one in outcome["problems"] if one["code"] == "can-doi-ho-so"]


@pytest.mark.parametrize(("sent", "all_sent", "shown"), [(204847, 207030, "98,95"), (175354, 175920, "99,68")])
def test_documents_sent_electronically(tmp_path: Path, sent: int, all_sent: int, shown: str) -> None:
    # 204847 / 207030 = 0.989455…; 175354 / 175920 = 0.996782…
    put(tmp_path, "VP", figures(f"vb_di  {all_sent}", f"vb_di_dien_tu  {sent}"))
    _, outcome = merge(tmp_path)
    assert indicator(outcome, "e_office")["value"] == f"{shown}%"


def test_a_procedure_of_two_units_counts_once(tmp_path: Path) -> None:
    for unit in ("QLCN", "QLTM"):
        put(tmp_path, unit, procedures("2.000591  3", columns="tn_truc_tuyen"))
    _, outcome = merge(tmp_path)
    found = indicator(outcome, "truc_tuyen")
    assert (found["numerator"], found["denominator"], found["percent"]) == (1, 1, "100,00")


@pytest.mark.parametrize(
    ("early", "late", "passed"), [(30, 0, False), (31, 0, True), (31, 1, False)], ids=["30", "31", "one late"]
)
def test_over_thirty_percent_early_and_none_late(tmp_path: Path, early: int, late: int, passed: bool) -> None:
    put(tmp_path, "TTR", figures("cv_giao  100", f"cv_som_han  {early}", f"cv_tre_han  {late}", "cv_gia_han  0"))
    _, outcome = merge(tmp_path)
    assert indicator(outcome, "som_han")["passed"] is passed


@pytest.mark.parametrize(("paid", "passed"), [(15, True), (14, False)])
def test_fifteen_percent_is_from_fifteen_percent_on(tmp_path: Path, paid: int, passed: bool) -> None:
    put(tmp_path, "KTAT", procedures(f"2.001547  100  {paid}", columns="tn_truc_tiep  tt_truc_tuyen"))
    _, outcome = merge(tmp_path)
    assert indicator(outcome, "thanh_toan_ho_so")["passed"] is passed


def test_blank_is_not_reported_and_zero_is_zero(tmp_path: Path) -> None:
    put(tmp_path, "VP", figures("vb_di  0", "vb_di_dien_tu  0"))
    _, outcome = merge(tmp_path)
    zero = indicator(outcome, "e_office")
    assert (zero["numerator"], zero["denominator"], zero["value"]) == (0, 0, "Không phát sinh")
    put(tmp_path, "VP", figures("vb_di  .", "vb_di_dien_tu  0"))
    _, outcome = merge(tmp_path)
    blank = indicator(outcome, "e_office")
    assert (blank["numerator"], blank["denominator"]) == (None, None)
    assert [one["cell"] for one in outcome["problems"] if one["code"] == "chua-nhap"][:1] == ["B2"]


def test_cells_may_move(tmp_path: Path) -> None:
    put(tmp_path, "VP", figures("vb_di_dien_tu  7", "vb_di  8"), shift=5)
    _, outcome = merge(tmp_path)
    assert indicator(outcome, "e_office")["percent"] == "87,50"  # 7 / 8


def test_a_unit_that_is_missing_makes_a_draft_with_everyone_elses_figures(tmp_path: Path) -> None:
    put(tmp_path, "VP", figures("vb_di  8", "vb_di_dien_tu  7"))
    code, outcome = merge(tmp_path)
    assert (code, outcome["final"]) == (1, False)
    assert "KTAT" in outcome["missing"]
    assert "VP" not in outcome["missing"]
    assert (tmp_path / "output" / "2022-Q1" / "bao-cao").is_dir()


def test_nothing_usable_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "input" / "2022-Q1").mkdir(parents=True)
    (tmp_path / "input" / "2022-Q1" / "VP.xlsx").write_bytes(b"khong phai Excel")
    code, outcome = merge(tmp_path)
    assert (code, outcome["outputs"]) == (2, [])
    assert not (tmp_path / "output").exists()


def test_wrong_period_is_refused_with_those_known(tmp_path: Path) -> None:
    code, outcome = merge(tmp_path, period="2031-Q1")
    assert code == 2
    assert "2022-Q1" in outcome["problems"][0]["message"]


def test_the_same_bytes_again_whatever_the_number_of_processes(tmp_path: Path) -> None:
    for unit in ("QLCN", "QLTM", "XNK"):
        put(tmp_path, unit, procedures("2.000591  3", columns="tn_truc_tuyen"))
    outputs = []
    for jobs in ("1", "2"):
        merge(tmp_path, "--jobs", jobs, "--output", str(tmp_path / jobs))
        folder = tmp_path / jobs / "2022-Q1"
        outputs.append({file.name: file.read_bytes() for file in folder.rglob("*.xlsx")})
    assert outputs[0]
    assert outputs[0] == outputs[1]
