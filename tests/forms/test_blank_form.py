"""The blank unit workbook: its codes, what can be typed where, and live results judged by LibreOffice.

Expected numbers are worked out by hand in the comments; LibreOffice calculates the filled workbook from scratch.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
import xlsxwriter
from openxml_audit import OpenXmlValidator

from cchc_excel.catalogue.expressions import parse
from cchc_excel.catalogue.model import Catalogue, CheckSpec, Table
from cchc_excel.commands import blank as blank_forms
from cchc_excel.compute.checks import Subject, run_checks
from cchc_excel.compute.tasks import find_required_tasks
from cchc_excel.fill import recalculate
from cchc_excel.forms import layout
from cchc_excel.forms.blank import input_rules, styles
from cchc_excel.forms.blank.verify import verify
from cchc_excel.forms.blank.workbook import Prefill
from cchc_excel.forms.filled.parse import Parsed, parse_form
from cchc_excel.forms.filled.reader import reader_for
from cchc_excel.model.records import Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Level, Problem
from tests import libreoffice
from tests.forms.unit_form import (
    ALL_FLAGS,
    FOREIGN,
    NO_PAYMENT,
    ONLY_BCCI,
    PERIOD,
    PREFILL,
    UNIT,
    Coded,
    fill,
    make,
    opened,
    raw_form,
    shipped_catalogue,
    worksheet,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture(scope="module")
def blank(catalogue: Catalogue) -> bytes:
    data, found = make(catalogue, UNIT, PREFILL)
    assert found == []
    return data


def test_sheets_and_codes_are_those_of_the_form(catalogue: Catalogue, blank: bytes) -> None:
    book = opened(blank)
    shown = ["Hướng dẫn", "Số liệu", "TTHC", "Nhiệm vụ", "Xếp hạng"]
    assert book.sheetnames == [*shown, "_meta", "_danh_sach"]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible"] * 5 + ["veryHidden"] * 2
    assert book.active is not None and book.active.title == "Hướng dẫn"
    meta = {row[0].value: row[1].value for row in book["_meta"].iter_rows()}
    assert meta == {"form": layout.FORM, "ky": PERIOD, "don_vi": UNIT, "danh_muc": catalogue.fingerprint}
    for name in shown:
        texts = {cell.value for row in book[name].iter_rows(max_row=8) for cell in row}
        assert {"Đơn vị: Phòng Quản lý Thương mại", "Kỳ báo cáo: Quý I năm 2022"} <= texts, name

    figures, procedures, tasks, ranks = (Coded(book, name) for name in shown[1:])
    for one in (figures, procedures, tasks, ranks):
        assert one.sheet.row_dimensions[one.anchor.row].hidden
        assert one.sheet.column_dimensions["A"].hidden and one.anchor.column == 1
    data = [code for code in figures.codes if not str(code).startswith("#")]
    assert data == ["cv_giao", "cv_som_han", "cv_tre_han", "cv_gia_han", "dg_diem", "dg_ho_so"]
    assert {"ten", "don_vi_tinh", "gia_tri", "ky_truoc", "chu_giai"} <= figures.columns.keys()
    assert figures.get("cv_giao", "ky_truoc") == 12
    assert {"#nguoi_lap", "#dien_thoai", "#thu_truong"} <= figures.rows.keys()
    owned = catalogue.owned(UNIT, catalogue.periods[PERIOD])
    own, spare, last = procedures.codes[: len(owned)], procedures.codes[len(owned) : -1], procedures.codes[-1]
    assert (set(own), [code or None for code in spare], last) == (set(owned), [None] * 10, "#tong")
    fields = [str(procedures.get(str(code), "linh_vuc")) for code in own]
    assert fields == sorted(fields)
    assert {"ma_hien", "ten", "muc_3_4", "tn_truc_tuyen", "tt_dvcqg", "#kt"} <= procedures.columns.keys()
    assert tasks.codes == list(find_required_tasks(catalogue, UNIT, catalogue.periods[PERIOD], ()))
    assert tasks.get("II.2.4.2", "#han") == dt.datetime(2022, 3, 17)
    assert ranks.codes == [str(number) for number in range(1, 21)]


def test_a_unit_without_procedures_has_no_sheet_for_them(catalogue: Catalogue) -> None:
    data, found = make(catalogue, "VP", Prefill())
    assert found == []
    assert opened(data).sheetnames == ["Hướng dẫn", "Số liệu", "Nhiệm vụ", "Xếp hạng", "_meta"]


def test_only_entry_cells_can_be_typed_into_and_only_what_is_read(blank: bytes) -> None:
    book = opened(blank)
    for name in ("Số liệu", "TTHC", "Nhiệm vụ", "Xếp hạng"):
        sheet = worksheet(book, name)
        assert sheet.protection.sheet and not sheet.protection.password
        assert not sheet.protection.formatColumns  # False: allowed
    procedures = Coded(book, "TTHC")
    sheet, columns = procedures.sheet, procedures.columns
    typed = {"tn_truc_tuyen", "tn_truc_tiep", "tn_ky_truoc", "gq_truoc_han", "gq_dung_han", "gq_qua_han"}
    typed |= {"dang_trong_han", "dang_qua_han", "bcci", "tt_truc_tuyen", "tt_dvcqg"}
    rules = {rule: rule.sqref for rule in sheet.data_validations.dataValidation}
    for row, wanted in ((procedures.rows[ALL_FLAGS], typed), (procedures.spare[0], typed | {"ma_hien"})):
        unlocked = {code for code, column in columns.items() if not sheet.cell(row, column).protection.locked}
        assert unlocked == wanted
        for code in wanted:
            spot = sheet.cell(row, columns[code]).coordinate
            (rule,) = [rule for rule, area in rules.items() if spot in area]
            assert rule.errorStyle in (None, "stop") and rule.showErrorMessage
            assert rule.type == ("list" if code == "ma_hien" else "whole")
    grey = {
        code
        for code in typed
        if sheet.cell(procedures.rows[NO_PAYMENT], columns[code]).fill.fgColor.rgb.endswith(styles.GREY[1:])
    }
    assert grey == {"tt_truc_tuyen"}
    tasks = Coded(book, "Nhiệm vụ")
    (status,) = [one for one in tasks.sheet.data_validations.dataValidation if one.type == "list"]
    assert status.formula1 == '"Đã hoàn thành,Đang thực hiện,Chưa thực hiện,Không phát sinh"'
    assert sum(one.type == "date" for one in tasks.sheet.data_validations.dataValidation) == 2


def test_same_input_same_bytes(catalogue: Catalogue, blank: bytes) -> None:
    assert make(catalogue, UNIT, PREFILL)[0] == blank
    assert opened(blank).properties.created == dt.datetime(2000, 1, 1)  # not the clock's


@pytest.fixture(scope="module")
def judged(blank: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled workbook, calculated and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("filled")
    book = opened(blank)
    fill(book)
    book.save(folder / f"{UNIT}.xlsx")
    return libreoffice.recalculated(folder / f"{UNIT}.xlsx", folder / "saved")


@pytest.mark.office
def test_checks_and_ratios_are_live(judged: Path) -> None:
    book = opened(judged, values=True)
    procedures, figures = Coded(book, "TTHC"), Coded(book, "Số liệu")
    rows: list[str | int] = [ALL_FLAGS, NO_PAYMENT, ONLY_BCCI, *procedures.spare[:3]]
    said = {row: procedures.get(row, "#kt") or "" for row in rows}
    assert said[ALL_FLAGS] == ""  # 10 + 3 carried = 4 + 2 + 7
    # An error (6 by post of 5 received) before the warnings: 5 is not 4, tt_truc_tuyen does not apply.
    assert str(said[NO_PAYMENT]).startswith("LỖI: số hồ sơ qua bưu chính công ích (6) lớn hơn")
    assert str(said[ONLY_BCCI]).startswith(
        "Cảnh báo: tổng số tiếp nhận (4) lớn hơn đã giải quyết cộng đang giải quyết (3)"
    )
    spare, uncoded, empty = procedures.spare[:3]
    assert (said[spare], said[empty] or "") == ("", "")
    assert str(said[uncoded]).startswith("LỖI: dòng có số liệu nhưng không có mã")
    assert procedures.get(spare, "ten") and procedures.get(empty, "ten") in ("", None)
    assert procedures.get("#tong", "tn_truc_tuyen") == 12  # 10 + 2
    assert procedures.get("#tong", "phat_sinh") == 21  # 10 + 5 + 4 + 2

    def line(code: str) -> tuple[object, ...]:
        return tuple(
            figures.get(f"#ct_{code}", column) for column in ("don_vi_tinh", "gia_tri", "ky_truoc", "chu_giai")
        )

    assert line("dung_han")[:2] == (13, 15)  # 4 + 4 + 3 + 2 on time, 2 late; the row without a code adds nothing
    assert line("dung_han")[2] == pytest.approx(13 / 15)
    assert line("truc_tuyen")[:2] == (2, 3)  # muc_3_4: all but ONLY_BCCI; online: not NO_PAYMENT
    assert line("bcci_ho_so")[:2] == (9, 21)  # 3 + 6 by post of 10 + 5 + 4 + 2
    assert line("thanh_toan_tthc")[0] == 1
    assert line("danh_gia")[2] == "Chưa có số liệu"  # dg_ho_so is blank
    assert line("som_han")[:2] == (31, 100)
    assert str(line("som_han")[3]).endswith(": Không đạt")  # 31 % is over 30 %, but one is late
    assert line("hoan_thanh")[:2] == (2, 8)  # nine tasks, one "Không phát sinh", two done
    assert figures.get("#nv_dung_han", "gia_tri") == 1  # II.5.2 has no deadline; II.2.4.2 was a day late
    assert figures.get("#nv_tre_han", "gia_tri") == 1
    assert (figures.get("#xh_tang", "gia_tri"), figures.get("#xh_giam", "gia_tri")) == (1, 0)
    assert figures.get("#kt_som-han-qua-giao", "ky_truoc") == "Đạt"


@pytest.mark.office
def test_what_was_typed_is_read_back_and_checked_in_the_same_words(catalogue: Catalogue, judged: Path) -> None:
    parsed, found = parsed_form(judged, catalogue)
    report = parsed.report
    assert report is not None
    typed = {
        code: {name: one.value for name, one in row.items() if one.value is not None}
        for code, row in report.dossiers.items()
    }
    assert typed == {
        ALL_FLAGS: {
            "tn_truc_tuyen": 10, "tn_ky_truoc": 3, "gq_truoc_han": 4, "gq_qua_han": 2, "dang_trong_han": 7, "bcci": 3,
            "tt_dvcqg": 1,
        },
        NO_PAYMENT: {"tn_truc_tiep": 5, "gq_dung_han": 4, "bcci": 6, "tt_truc_tuyen": 1},
        ONLY_BCCI: {"tn_truc_tiep": 4, "gq_dung_han": 3},
        FOREIGN: {"tn_truc_tuyen": 2, "gq_dung_han": 2},
    }  # fmt: skip
    figures = {code: one.value for code, one in report.figures.items()}
    assert figures == {
        "cv_giao": 100, "cv_som_han": 31, "cv_tre_han": 1, "cv_gia_han": 0, "dg_diem": 25, "dg_ho_so": None,
    }  # fmt: skip
    assert report.people["#nguoi_lap"] == "Trần Thị B"
    assert [(one.index, one.last_year, one.this_year) for one in report.ranks] == [("PCI", 9, 4)]
    assert report.tasks["II.2.4.2"].done_on == dt.date(2022, 3, 18)
    expected = (kinds.ROW_NO_CODE, kinds.PROCEDURE_ADDED, kinds.DOES_NOT_APPLY, kinds.NOT_ENTERED)
    assert {one.code for one in found} == {kind.code for kind in (*expected, kinds.TASK_NO_STATUS)}
    in_force = catalogue.in_force(catalogue.periods[PERIOD])
    told = {one.message for one in run_checks(Subject(catalogue, in_force, report, None))}
    procedures = Coded(opened(judged, values=True), "TTHC")
    for code in (NO_PAYMENT, ONLY_BCCI):
        assert str(procedures.get(code, "#kt")).split(": ", 1)[1] in told


def parsed_form(path: Path, catalogue: Catalogue) -> tuple[Parsed, list[Problem]]:
    raw, formulas = raw_form(path.read_bytes()), opened(path)
    for sheet in raw.sheets:
        rows = enumerate(worksheet(formulas, sheet.name).iter_rows())
        sheet.formulas = {(at, to) for at, row in rows for to, cell in enumerate(row) if cell.data_type == "f"}
    return parse_form(raw, Source(path.name, path), reader_for(catalogue), PERIOD)


@pytest.mark.office
def test_every_cached_value_is_what_libreoffice_calculates(blank: bytes, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(blank)
    formulas, ours = opened(blank), opened(blank, values=True)
    theirs = opened(libreoffice.recalculated(path, tmp_path / "saved"), values=True)
    compared = 0
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            cached = ours[sheet.title][cell.coordinate].value
            assert (cached or "") == (theirs[sheet.title][cell.coordinate].value or ""), (sheet.title, cell.coordinate)
            compared += 1
    assert compared > 500


def test_our_own_check_finds_leftovers_and_errors(blank: bytes) -> None:
    assert verify(blank, PREFILL, "x") == []
    (left,) = verify(blank, Prefill({}, {ALL_FLAGS: {"tn_ky_truoc": 4}}, {}), "x")
    spot = Coded(opened(blank), "TTHC")
    cell = spot.sheet.cell(spot.rows[ALL_FLAGS], spot.columns["tn_ky_truoc"]).coordinate
    assert (left.code, left.sheet, left.cell) == (kinds.OWN_FORM_LEFTOVER.code, "TTHC", cell)

    book = opened(blank)
    tasks = Coded(book, "Nhiệm vụ")
    tasks.put("II.5.2", ket_qua="kỳ trước", **{"#han": "=1/0"})
    broken = BytesIO()
    book.save(broken)
    told = {(one.code, one.cell) for one in verify(recalculate(broken.getvalue())[0], PREFILL, "x")}
    at = {code: tasks.sheet.cell(tasks.rows["II.5.2"], tasks.columns[code]).coordinate for code in ("ket_qua", "#han")}
    assert (kinds.OWN_FORM_LEFTOVER.code, at["ket_qua"]) in told
    assert (kinds.OWN_FORM_FORMULA.code, at["#han"]) in told
    # As openpyxl saves it, no formula has a value.
    assert len(verify(broken.getvalue(), PREFILL, "x")) > 500


def test_another_catalogue_makes_another_form(catalogue: Catalogue) -> None:
    """A computed unit figure, a check of unit figures over the procedures, and a unit figure that continues: none is in
    the shipped catalogue."""
    figures = dict(catalogue.figures)
    rest = msgspec.structs.replace(figures["cv_giao"], code="cv_con_lai", name="Công việc còn lại", owners=frozenset())
    figures["cv_con_lai"] = msgspec.structs.replace(rest, formula=parse("cv_giao - cv_som_han", aggregates=True))
    figures["cv_gia_han"] = msgspec.structs.replace(
        figures["cv_gia_han"], continues=parse("cv_gia_han", aggregates=False)
    )
    message = "có {trai} hồ sơ, cần {phai} " + 'và "thế" ' * 60  # longer than a text inside a formula may be
    check = CheckSpec("them", Table.UNIT, parse("tong(phat_sinh) >= cv_con_lai", aggregates=True), Level.ERROR, message)
    other = msgspec.structs.replace(catalogue, figures=figures, checks=(check, *catalogue.checks))
    data, found = make(other, UNIT, Prefill({"cv_gia_han": 5}, {}, {}))
    assert found == []
    book = opened(data)
    assert Coded(book, "Số liệu").get("cv_gia_han", "gia_tri") == 5
    Coded(book, "Số liệu").put("cv_giao", gia_tri=10)
    Coded(book, "Số liệu").put("cv_som_han", gia_tri=3)
    Coded(book, "TTHC").put(ALL_FLAGS, tn_truc_tuyen=6)
    filled = BytesIO()
    book.save(filled)
    sheet = Coded(opened(recalculate(filled.getvalue())[0], values=True), "Số liệu")
    assert sheet.get("#cv_con_lai", "gia_tri") == 7  # 10 - 3
    assert sheet.get("#kt_them", "ky_truoc") == "LỖI: " + message.format(trai=6, phai=7)


def test_a_faulty_form_is_told(catalogue: Catalogue, blank: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blank_forms, "write_blank", lambda *_: blank)
    _, found = make(catalogue, UNIT, Prefill())  # the form holds a number that nobody asked to pre-fill
    assert [one.code for one in found] == [kinds.OWN_FORM_LEFTOVER.code]


@pytest.mark.parametrize("unit", [UNIT, "VP"])
def test_excel_opens_it_without_repair(catalogue: Catalogue, tmp_path: Path, unit: str) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(make(catalogue, unit, PREFILL)[0])
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_a_drop_down_that_excel_would_drop_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a range"):
        input_rules.list_choice(["x" * 100] * 3, "Mã", "Chọn")
    book = xlsxwriter.Workbook(BytesIO())
    choice = input_rules.Choice({"validate": "list", "source": ["x" * 300]}, "Mã", "Chọn", "Không")
    with pytest.warns(UserWarning, match="255"), pytest.raises(ValueError, match="refused"):
        input_rules.restrict(book.add_worksheet(), (0, 0, 0, 0), choice)
