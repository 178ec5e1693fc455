"""The tables of columns: codes that forms already sent depend on, and a column for every field that is read."""

from __future__ import annotations

from cchc_excel.forms.columns import FIGURES, PROCEDURES, RANKS, SHEETS, TASKS, Holds
from cchc_excel.model.records import Rank, TaskAnswer
from cchc_excel.report.template_names import NAMES

_TYPED = {Holds.STATUS, Holds.DAY, Holds.TEXT, Holds.RANK}


def test_codes_stay_what_they_were() -> None:
    assert FIGURES.codes == ("ten", "don_vi_tinh", "gia_tri", "ky_truoc", "chu_giai")
    assert PROCEDURES.codes == ("ma_hien", "ten", "linh_vuc")
    assert TASKS.codes == (
        *("noi_dung", "san_pham", "thoi_gian", "trang_thai", "so_van_ban", "ngay_van_ban", "ngay_hoan_thanh"),
        *("ket_qua", "nguyen_nhan", "giai_phap", "ghi_chu"),
    )
    assert RANKS.codes == ("chi_so", "tieu_chi", "hang_nam_truoc", "hang_nam_nay")
    assert [kind.name for kind in SHEETS] == ["Số liệu", "TTHC", "Nhiệm vụ", "Xếp hạng", "Chấm điểm"]


def test_every_field_of_an_answer_has_its_column() -> None:
    assert {column.field for column in TASKS.answers} == set(TaskAnswer.__struct_fields__) - {
        "key",
        "sheet",
        "cell",
        "date_unread",
    }
    assert {column.field for column in RANKS.answers} == set(Rank.__struct_fields__) - {"sheet", "cell"}


def test_a_column_is_typed_into_and_explained_or_shows_something() -> None:
    for column in (*TASKS.columns, *RANKS.columns):
        typed = column.holds in _TYPED
        assert typed == bool(column.field) == bool(column.advice), column.code
    assert all(column.shows for column in TASKS.columns if not column.field)


def test_templates_have_every_column_by_its_name() -> None:
    for prefix, kind in (("don_vi[].nhiem_vu[]", TASKS), ("xep_hang[]", RANKS)):
        for code in kind.codes:
            assert f"{prefix}.{code}" in NAMES
    assert NAMES["don_vi[].nhiem_vu[].han"].startswith("hạn hoàn thành")
