"""The Word report: the same figures as everywhere, hostile text as text, mistakes named."""

from __future__ import annotations

import io
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm

from cchc_excel.fill import TemplateErrors
from cchc_excel.report.word.fill import fill_word, mark_draft_word
from tests.cchc_runs import EXAMPLE, ROOT, cchc, merge
from tests.report.word_templates import document

REPORT = "bao-cao/bao-cao-ket-qua-cchc.docx"


def texts(data: bytes) -> list[str]:
    """Paragraphs, then the cells of tables."""
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def test_every_ratio_of_the_run_is_stated(tmp_path: Path) -> None:
    code, outcome = merge(ROOT, "--output", str(tmp_path))
    assert code == 0
    said = "\n".join(texts((tmp_path / "2022-Q1" / REPORT).read_bytes()))
    for one in outcome["indicators"]:
        if one["unit"] is None:
            counts = "/".join(f"{one[side]:,}".replace(",", ".") for side in ("numerator", "denominator"))
            assert f"{one['value']} ({counts})" in said, one
    # 338 of 950 tasks early, none late: 35,58 %
    assert "> 30%, không có công việc trễ hạn, không có công việc gia hạn\nĐạt" in said
    assert "Số:        /BC-VP" in said
    assert said.count("kỳ trước") == 1  # there is none, which is said once
    assert "{{" not in said
    assert "{%" not in said


def test_units_that_wrote_the_same_stand_in_one_row_and_the_last_rows_go_with_the_place_to_sign(tmp_path: Path) -> None:
    """In the example two units are not through with II.2.4.2, and both wrote the same reason and remedy; the last item
    has one row."""
    merge(ROOT, "--output", str(tmp_path))
    table = Document(str(tmp_path / "2022-Q1" / REPORT)).tables[2]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    item = [row[0] for row in rows].index(
        "Đánh giá việc giải quyết TTHC theo Thông tư số 01/2018/TT-VPCP ngày 23/11/2018 của Văn phòng Chính phủ"
    )
    names = "Phòng Quản lý Công nghiệp và Môi trường; Phòng Xuất nhập khẩu và Hội nhập"
    why, how = "Nhiệm vụ kéo dài đến cuối năm (ví dụ)", "Tiếp tục thực hiện trong quý II (ví dụ)"
    assert rows[item + 1] == [names, "Đang thực hiện", why, how]
    with_next = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
    assert with_next[-4:] == [True, False, True, True]  # an item's name, its units; the last one's and its units
    assert {bool(row._tr.xpath("w:trPr/w:cantSplit")) for row in table.rows} == {True}  # low ones, on one page each


def test_a_draft_says_so_above_every_page_and_names_who_is_missing(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    (tmp_path / "input" / "2022-Q1" / "TTR.xlsx").unlink()
    assert merge(tmp_path)[0] == 1
    data = (tmp_path / "output" / "2022-Q1" / REPORT).read_bytes()
    (section,) = Document(io.BytesIO(data)).sections
    for header in (section.header, section.first_page_header):
        assert "BẢN NHÁP" in header.paragraphs[0].text
        assert "TTR" in header.paragraphs[0].text
    assert "Thanh tra (Chưa gửi)" in "\n".join(texts(data))


def test_text_of_a_unit_is_never_run_nor_markup() -> None:
    hostile = "<w:p/>{{ 7 * 7 }} & {% for x in y %}"
    assert hostile in texts(fill_word(document("Nói: {{ loi }}"), {"loi": hostile}).data)[0]


def test_all_unknown_names_are_told_at_once() -> None:
    with pytest.raises(TemplateErrors) as caught:
        fill_word(document("{{ don_vj }}", "{{ chi_tieuu }} {{ ky }}"), {"don_vi": [], "chi_tieu": {}, "ky": "Q"})
    told = " ".join(error.message for error in caught.value.errors)
    assert "'don_vi'" in told
    assert "'chi_tieu'" in told


@pytest.mark.parametrize("text", ["{{ ky.", "{% if ky %}", "{{ ky.__class__ }}", "{{ 'x' * 10**9 }}", "{{ ky | la }}"])
def test_a_bad_template_is_a_mistake_of_its_author(text: str) -> None:
    with pytest.raises(TemplateErrors):
        fill_word(document(text), {"ky": "Q"})


def test_not_a_document_is_told() -> None:
    with pytest.raises(TemplateErrors):
        fill_word(b"PK not a document", {})


def test_a_template_that_would_take_minutes_is_too_large() -> None:
    # two paragraphs of 2 MB each, which a package makes small
    made = Document()
    for _ in range(2):
        made.add_paragraph("x" * (2 << 20))
    buffer = io.BytesIO()
    made.save(buffer)
    assert len(buffer.getvalue()) < 100_000
    with pytest.raises(TemplateErrors, match="quá lớn"):
        fill_word(buffer.getvalue(), {})


@pytest.mark.parametrize("first", [True, False], ids=["first page", "every page"])
def test_a_draft_says_so_above_a_header_that_is_only_a_table(first: bool) -> None:
    made = Document()
    section = made.sections[0]
    section.different_first_page_header_footer = first
    for header in (section.header, section.first_page_header):
        header.is_linked_to_previous = False
        header.add_table(1, 1, Cm(10))
        for paragraph in header.paragraphs:
            header._element.remove(paragraph._element)
    buffer = io.BytesIO()
    made.save(buffer)
    marked = Document(io.BytesIO(mark_draft_word(buffer.getvalue(), "BẢN NHÁP"))).sections[0]
    for header in (marked.header, marked.first_page_header) if first else (marked.header,):
        assert [paragraph.text for paragraph in header.paragraphs] == ["BẢN NHÁP"]
        assert [one.tag.rpartition("}")[2] for one in header._element] == ["p", "tbl"]


def test_the_same_bytes_again_and_exact_values() -> None:
    data = document("{{ ty_le | phan_tram }}%")
    first = fill_word(data, {"ty_le": Fraction(403016, 464494)}).data
    assert first == fill_word(data, {"ty_le": Fraction(403016, 464494)}).data
    assert texts(first) == ["86,76%"]  # 0.867645…
    assert mark_draft_word(first, "X") == mark_draft_word(first, "X")


def test_a_broken_document_stops_the_run(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "input" / "2022-Q1")
    cchc(tmp_path, "init")
    (tmp_path / "templates" / REPORT).write_bytes(document("{{ don_vj }}"))
    code, outcome = merge(tmp_path)
    assert code == 2
    assert not list((tmp_path / "output").rglob("*.xlsx"))
    (problem,) = outcome["problems"]
    assert problem["file"] == f"templates/{REPORT}"
    assert "'don_vi'" in problem["message"]
