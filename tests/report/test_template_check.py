"""`cchc template-check`: every mistake of a template at once; the names it may use, held against the real context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.commands.check_template import newest
from cchc_excel.commands.session import load_catalogue
from cchc_excel.report.context import report_context
from cchc_excel.report.filters import FILTERS
from cchc_excel.report.indicator_names import TemplateIndicator
from cchc_excel.report.template_names import FIGURE, FILTER_MEANINGS, FLAG, NAMES
from cchc_excel.workspace.folders import folders_at
from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import ROOT, cchc
from tests.fill.templates import SHEET, made
from tests.report.word_templates import document
from tests.two_units import send

CODED = ("thong_tin", "chi_tieu", "so_lieu", "ten_so_lieu", "diem", "trong_nam", "diem_trong_nam")
BY_NAME_ONLY = ("ky_truoc", "luy_ke", 'trong_nam["…"]')
"""An indicator of another period: of its fields only those that are its own are listed."""
NOT_OF_ANOTHER_PERIOD = (
    *("ma", "muc", "don_vi_tinh", "ten", "ten_ngan", "dinh_nghia", "yeu_cau", "thay_doi", "thay_doi_hien", "hang"),
    *("trong_nam", *BY_NAME_ONLY),
)


@pytest.fixture(scope="module")
def context() -> tuple[Mapping[str, object], Catalogue]:
    """What the templates of the example quarter see."""
    place = folders_at(ROOT)
    catalogue, _ = load_catalogue(place)
    assert catalogue is not None
    return report_context(newest(catalogue, place).report_facts()), catalogue


def _paths(value: object, path: str, catalogue: Catalogue) -> Iterator[str]:
    """Every path of a context, written as the table writes it."""
    if isinstance(value, list):
        for item in value:
            yield from _paths(item, f"{path}[]", catalogue)
    elif isinstance(value, TemplateIndicator):
        yield from _of_indicator(value, path, catalogue)
    elif isinstance(value, Mapping) and path.rpartition(".")[2] in CODED:
        for item in value.values():
            yield from _paths(item, f'{path}["…"]', catalogue)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            name = FIGURE if key in catalogue.figures else FLAG if key in catalogue.flags else key
            yield from _paths(item, f"{path}.{name}" if path else name, catalogue)
    else:
        yield path


def _of_indicator(value: TemplateIndicator, path: str, catalogue: Catalogue) -> Iterator[str]:
    other = path.rpartition(".")[2] in BY_NAME_ONLY
    for field in msgspec.structs.fields(value):
        inner = getattr(value, field.name)
        if other and field.name in NOT_OF_ANOTHER_PERIOD:
            continue
        if isinstance(inner, dict | TemplateIndicator):
            yield from _paths(inner, f"{path}.{field.name}", catalogue)
        elif field.name not in BY_NAME_ONLY:
            yield f"{path}.{field.name}"


def test_the_table_lists_exactly_what_the_context_holds(context: tuple[Mapping[str, object], Catalogue]) -> None:
    values, catalogue = context
    missing_units = {"thieu": [{"ma": "", "ten": "", "ly_do": "", "chap_nhan": False}]}  # none is missing here
    problem = dict.fromkeys(("muc_do", "ma", "tep", "sheet", "o", "don_vi", "noi_dung"), "")
    change = dict.fromkeys(("ten", "don_vi", "cu", "moi", "tep"), "")  # nothing was issued here
    found = set(_paths({**values, **missing_units, "van_de": [problem], "khac_phat_hanh": [change]}, "", catalogue))
    assert found == set(NAMES)


def test_an_absent_unit_and_a_problem_have_the_names_of_the_table(tmp_path: Path) -> None:
    lines = ["{%tr for d in thieu %}", "{{ d.ma }} {{ d.ten }} {{ d.ly_do }} {{ d.chap_nhan }}", "{%tr endfor %}"]
    lines += ["{%tr for v in van_de %}", "{{ v.muc_do }}{{ v.ma }}{{ v.tep }}{{ v.sheet }}{{ v.o }}{{ v.don_vi }}"]
    lines += ["{{ v.noi_dung }}", "{%tr endfor %}"]
    root = _folder(tmp_path, "thieu.xlsx", _column(*lines))
    (root / "input" / "2022-Q1").mkdir(parents=True)
    source = ROOT / "input" / "2022-Q1" / "XNK.xlsx"
    (root / "input" / "2022-Q1" / "XNK.xlsx").write_bytes(source.read_bytes())
    assert cchc(root, "merge", "2022-Q1").exit_code == 1
    assert (root / "output" / "2022-Q1" / "bao-cao" / "thieu.xlsx").is_file()


def test_partners_person_and_note_of_the_plan_are_printed(tmp_path: Path) -> None:
    """By the plan's rows and by the tasks of a unit; a task has what stands on the row that says who does it."""
    said = "{{ %s.phoi_hop }}, {{ %s.phu_trach }}, {{ %s.ghi_chu_ke_hoach }}"
    lines = ["{%tr for k in ke_hoach if k.phu_trach %}", said % ("k", "k", "k"), "{%tr endfor %}"]
    lines += ["{%tr for n in don_vi[0].nhiem_vu %}", f"{{{{ n.khoa }}}}: {said % ('n', 'n', 'n')}", "{%tr endfor %}"]
    root = _folder(tmp_path, "ai.xlsx", _column(*lines))
    plan = (
        f"{SHEETS['Kế hoạch'].splitlines()[0]} | đơn vị phối hợp | người phụ trách | ghi chú kế hoạch\n"
        " | I | Nhiệm vụ\n"
        " | 1 | Việc chung | | Phòng A | Báo cáo | Trong năm | | | | Phòng B | Đ/c An | Trọng tâm\n"
        " | 2 | Việc riêng | | Phòng A | Sổ | Trong năm | | | | | | "
    )
    quarter = periods("2022-Q1 | Quý I | 1/1/2022 | 31/3/2022 | 5/4/2022")
    write_catalogue(root / "templates" / "danh-muc.xlsx", {**quarter, "Kế hoạch": plan})
    send(root, "2022-Q1", "A", 1, 2)
    assert cchc(root, "merge", "2022-Q1").exit_code == 1  # B is missing
    page = load_workbook(root / "output" / "2022-Q1" / "bao-cao" / "ai.xlsx").worksheets[0]
    printed = [cell.value for (cell,) in page.iter_rows(max_col=1) if cell.value]
    assert printed == ["Phòng B, Đ/c An, Trọng tâm", "I.1: Phòng B, Đ/c An, Trọng tâm", "I.2: , , "]


def test_every_filter_is_explained() -> None:
    assert FILTER_MEANINGS.keys() == FILTERS.keys()


def _column(*texts: str) -> bytes:
    def draw(_book: Any, sheet: Any) -> None:
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text)

    return made(draw)


def _folder(root: Path, name: str, data: bytes) -> Path:
    (root / "templates" / "bao-cao").mkdir(parents=True)
    (root / "templates" / "bao-cao" / name).write_bytes(data)
    return root


def _check(root: Path, name: str) -> tuple[int, str, list[str]]:
    result = cchc(root, "template-check", str(root / "templates" / "bao-cao" / name))
    return result.exit_code, result.stdout, result.stderr.splitlines()


@pytest.mark.parametrize("file", sorted((ROOT / "templates" / "bao-cao").glob("*.*x")), ids=lambda file: file.name)
def test_the_shipped_templates_are_clean(file: Path) -> None:
    result = cchc(ROOT, "template-check", str(file))
    assert (result.exit_code, result.stderr) == (0, "")


def test_names_come_with_meaning_and_an_example_of_the_period() -> None:
    page = cchc(ROOT, "template-check", str(ROOT / "templates" / "bao-cao" / "tong-hop-ty-le.xlsx")).stdout
    assert "ví dụ lấy từ kỳ 2022-Q1" in page
    assert '{{ chi_tieu["hoan_thanh"].day_du }}          chữ in ra kèm tử số, mẫu số; ví dụ: 75,00% (57/76)' in page
    assert "{%tr for u in don_vi %}\n  {{ u.ma }}" in page
    assert "{%tr for n in u.nhiem_vu %}" in page
    assert "dung_han           Tỷ lệ hồ sơ TTHC giải quyết đúng hạn" in page


def test_without_data_the_examples_are_the_catalogue_s(tmp_path: Path) -> None:
    root = _folder(tmp_path, "a.xlsx", _column("{{ ky.ten }}"))
    code, page, problems = _check(root, "a.xlsx")
    assert (code, problems) == (0, [])
    assert "chưa có số liệu, ví dụ chỉ lấy từ danh mục" in page
    assert "ví dụ: Sở Công Thương" in page


def test_every_mistake_of_a_workbook_is_told_with_its_cell(tmp_path: Path) -> None:
    texts = ["{{ don_vj }}", "{{ ky.tem }}", "{{ 1 | phan_trm }}", "{{ (1 }}", "{%tr fro u in don_vi %}", "{{ “a” }}"]
    texts += ["{%tc for u in don_vi %}", "{%sheet for u in don_vi %}"]
    root = _folder(tmp_path, "sai.xlsx", _column(*texts))
    code, page, problems = _check(root, "sai.xlsx")
    assert code == 1
    cells = [line.split(": ")[1].split("!")[1] for line in problems]
    assert cells == ["A1", "A2", "A3", "A4", "A5", "A7", "A8"]
    place = f"LỖI: sai.xlsx › {SHEET}!"
    remedy = "sửa trong mẫu báo cáo; danh mục đã bỏ mã ấy thì xoá chỗ nhắc nó, hoặc chuyển mẫu ra khỏi thư mục bao-cao"
    assert problems[0] == f"{place}A1: không có 'don_vj'; có phải 'don_vi'? (trong “{{{{ don_vj }}}}”); {remedy}"
    # a filter, or a tag written wrongly, is no code
    assert [line.endswith(remedy) for line in problems] == [True] * 2 + [False] * 5
    assert all(line.endswith("; sửa trong mẫu báo cáo") for line in problems[2:])
    assert "có phải 'ten'?" in problems[1]
    assert "có phải 'phan_tram'?" in problems[2]
    assert "{{ co_quan }}" in page


def _with_names_elsewhere(book: Any, sheet: Any) -> None:
    sheet.set_header("&L{{ don_vj }}")
    sheet.write("A1", "{{ chi_tieu['da_bo'].hien }}")
    sheet.write("A2", "không có 'don_vj': {{ 1 / 0 }}")
    book.add_worksheet("{{ ky.tem }}").write("A1", "{%sheet for u in don_vj %}")


@pytest.mark.parametrize(
    ("name", "data", "dropped"),
    [
        # a name that is not there: in a header, in a cell behind a bracket, in the loop and the name of a sheet; words
        # that only read like it are the author's own
        ("sai.xlsx", made(_with_names_elsewhere), {"don_vj": 2, "da_bo": 1, "tem": 1, "chia cho 0": 0}),
        ("sai.docx", document("{{ chi_tieu['da_bo'].hien }}", "{{ ky.tem }}"), {"da_bo": 1, "tem": 1}),
        ("sai.docx", document("{{ ([] | first).ten }}"), {"": 0}),
    ],
)
def test_what_to_do_about_a_code_that_is_gone_is_said_of_every_unknown_name(
    tmp_path: Path, name: str, data: bytes, dropped: dict[str, int]
) -> None:
    code, _, problems = _check(_folder(tmp_path, name, data), name)
    assert code == 1
    counted = {
        word: sum("danh mục đã bỏ mã ấy" in line for line in problems if word in line.partition(" (trong")[0])
        for word in dropped
    }
    assert counted == dropped, problems


def test_more_than_ten_mistakes_are_all_told(tmp_path: Path) -> None:
    root = _folder(tmp_path, "sai.xlsx", _column(*(f"{{{{ ten_{number} }}}}" for number in range(25))))
    code, _, problems = _check(root, "sai.xlsx")
    assert (code, len(problems)) == (1, 25)


def test_every_mistake_of_a_document_is_told_with_its_paragraph(tmp_path: Path) -> None:
    data = document(
        "Đơn vị {{ don_vj }}",
        "Kỳ {{ ky.tem }}",
        "{%p for u in don_vi %}",
        "{{ u.tn }} {{ “a” ~ ‘b’ }}",
        "{%p endfor %}",
        "{{ 'x' | so }}",
    )
    code, _, problems = _check(_folder(tmp_path, "sai.docx", data), "sai.docx")
    assert code == 1
    told = "\n".join(problems)
    assert len(problems) == 4
    assert "không có 'don_vj'; có phải 'don_vi'? (trong “Đơn vị {{ don_vj }}”)" in told
    assert "không có 'tem'; có phải 'ten'? (trong “Kỳ {{ ky.tem }}”)" in told
    assert "không có 'tn'; có phải 'ten'?" in told
    assert "bộ lọc 'so' cần một số" in told


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (("{{ ky. }}", "{{ 1 | sso }}"), ("thẻ viết sai", "có phải 'so'?")),
        (("{% if ky %}",), ("thiếu dấu đóng",)),
        (("{{ 1 / 0 }}",), ("chia cho 0",)),
        (("{{ [] | first }}",), ("danh sách không có phần tử ấy",)),
        (("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",), ("chưa cho 'a' giá trị nào",)),
        (("{{ ky.__class__ }}",), ("không được dùng '__class__'",)),
    ],
)
def test_badly_written_tags_of_adocument(tmp_path: Path, paragraphs: tuple[str, ...], said: tuple[str, ...]) -> None:
    code, _, problems = _check(_folder(tmp_path, "sai.docx", document(*paragraphs)), "sai.docx")
    assert (code, len(problems)) == (1, len(said))
    told = "\n".join(problems)
    assert all(words in told for words in said), told


def test_a_formula_that_cannot_be_computed_is_a_warning(tmp_path: Path) -> None:
    data = made(lambda _, sheet: sheet.write_formula("A1", "=TODAY()"))
    code, _, problems = _check(_folder(tmp_path, "a.xlsx", data), "a.xlsx")
    assert code == 0
    assert [line.startswith("Cảnh báo: a.xlsx › Tổng hợp!A1") for line in problems] == [True]


@pytest.mark.parametrize(
    ("name", "data", "exit_code", "said"),
    [
        ("khong-co.xlsx", None, 2, "không có tệp"),
        ("ghi-chu.txt", b"abc", 2, "không phải mẫu báo cáo"),
        ("hong.xlsx", b"PK hong", 1, "không phải sổ tính .xlsx"),
        ("hong.docx", b"PK hong", 1, "không phải văn bản Word"),
    ],
)
def test_what_is_no_template(tmp_path: Path, name: str, data: bytes | None, exit_code: int, said: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = cchc(tmp_path, "template-check", str(tmp_path / name))
    assert result.exit_code == exit_code
    assert said in result.stderr


def test_nothing_is_written(tmp_path: Path) -> None:
    root = _folder(tmp_path, "a.xlsx", _column("{{ ky.ten }}"))
    before = sorted(root.rglob("*"))
    assert _check(root, "a.xlsx")[0] == 0
    assert sorted(root.rglob("*")) == before
