"""`cchc` without arguments: questions on a real terminal, the same commands behind them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_excel.terminal.command_line import DROPPED, dropped_files
from tests.cchc_runs import EXAMPLE, ROOT, cchc
from tests.commands.test_run import snapshot
from tests.platforms import posix_only
from tests.pseudo_terminal import CTRL_C, typed

PICK = "Chọn số"
FORMS, LETTERS, COLLECT, STATUS, MERGE, ISSUE, OPEN, CHECK, LEAVE_OUT, OTHER, TYPED, LEAVE = (
    *"123456789",
    "10",
    "11",
    "0",
)
FIRST_QUARTER = (PICK, "1")
NO = (PICK, "0")
DONE = (PICK, LEAVE)
PROGRAMS = {
    "xdg-open": '#!/bin/sh\necho "$1" > "$0.told"\n',
    "soffice": """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in --outdir) folder=$2; shift;; *.xlsx|*.docx) name=${1##*/}; echo "%PDF" > "$folder/${name%.*}.pdf";; esac
  shift
done
""",
}
"""What opens files, and writes down which; what prints, so that the question about it is asked on every machine."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A working folder as `cchc init` makes it, without the Word report and the plan's table, which take their time."""
    assert cchc(tmp_path / "cải cách", "init").exit_code == 0
    for name in ("bao-cao-ket-qua-cchc.docx", "phu-luc-khac-phuc-ton-tai.xlsx"):
        (tmp_path / "cải cách" / "templates" / "bao-cao" / name).unlink()
    return tmp_path / "cải cách"


@pytest.fixture
def filled(root: Path) -> Path:
    shutil.copytree(EXAMPLE, root / "input" / "2022-Q1")
    return root


@pytest.fixture
def desk(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with PROGRAMS."""
    for name, text in PROGRAMS.items():
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(text)
        program.chmod(0o755)
    return {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def opened(tmp_path: Path) -> Path:
    """What was opened last."""
    return Path((tmp_path / "bin" / "xdg-open.told").read_text().strip())


@posix_only
@pytest.mark.office
def test_the_first_time_makes_a_working_folder_and_forms(tmp_path: Path, desk: dict[str, str]) -> None:
    work = tmp_path / "việc của tôi"
    work.mkdir()
    answers = (
        (PICK, "tạo"), (PICK, "3"), (PICK, ""),  # two wrong answers, then Enter: make the folder here
        FIRST_QUARTER, (PICK, ""),  # Enter: a period that has not begun suggests its forms
        ("Đơn vị nào", "ttr, abc"), ("Đơn vị nào", "2,"), (PICK, ""), DONE,
    )  # fmt: skip
    session = typed(work, (), answers, desk)
    assert session.code == 0, session.shown
    assert session.shown.count("Lỗi: gõ một số từ 0 đến 2 rồi nhấn Enter") == 2
    assert "không có đơn vị abc; gõ số thứ tự hoặc mã trong danh sách trên" in session.shown
    assert "> cchc template 2022-Q1 --unit TTR\n" in session.shown
    assert "Việc tiếp theo:\n1. Mở templates/danh-muc.xlsx" in session.shown
    assert (work / "templates" / "danh-muc.xlsx").is_file()
    forms = work / "output" / "2022-Q1" / "bieu-mau"
    assert [file.name for file in forms.iterdir()] == ["TTR.xlsx"]
    assert opened(tmp_path) == forms


@posix_only
@pytest.mark.office
def test_a_merge_is_the_merge_of_the_command(filled: Path, tmp_path: Path, desk: dict[str, str]) -> None:
    alone = tmp_path / "command"
    assert cchc(filled, "merge", "2022-Q1", "--output", str(alone)).exit_code == 0
    session = typed(filled, (), (FIRST_QUARTER, (PICK, MERGE), NO, NO, DONE), desk)
    assert session.code == 0, session.shown
    assert "> cchc merge 2022-Q1\n" in session.shown
    assert "Báo cáo hoàn chỉnh, trong output/2022-Q1:" in session.shown
    assert snapshot(filled / "output" / "2022-Q1") == snapshot(alone / "2022-Q1")


@posix_only
@pytest.mark.office
def test_a_report_is_issued_without_a_unit_that_is_accepted(filled: Path, desk: dict[str, str]) -> None:
    """Before a merge nobody knows who is missing, so that all are asked about; after it, those alone that are."""
    (filled / "input" / "2022-Q1" / "TTR.xlsx").unlink()
    refused = ((PICK, ISSUE), ("Lãnh đạo đồng ý", ""), ("Ngày ghi", ""), NO)
    merged = ((PICK, MERGE), NO, NO)
    again = ((PICK, ISSUE), ("Lãnh đạo đồng ý", ""))  # nothing more is asked of what cannot be issued
    issued = (
        (PICK, ISSUE), ("Lãnh đạo đồng ý", "1"), ("Ngày ghi", "hôm nay"), ("Ngày ghi", "18/3/2022"),
        (PICK, ""), NO,  # Enter: what is issued is printed
    )  # fmt: skip
    back = ((PICK, ISSUE), ("Lãnh đạo đồng ý", "0"), (PICK, ISSUE), ("Lãnh đạo đồng ý", ""), ("Ngày ghi", "0"))
    anew = ((PICK, ISSUE), ("Ngày ghi", "18/3/2022"), ("Vì sao phát hành lại", "gửi lại số"), NO, NO)
    half_year = ((PICK, OTHER), (PICK, "5"), (PICK, "1"), (PICK, ISSUE), ("Lãnh đạo đồng ý", "0"))
    answers = (
        FIRST_QUARTER, (PICK, STATUS), *back, *refused, *merged, *again, *issued, *merged, *anew, *half_year, DONE,
    )  # fmt: skip
    session = typed(filled, (), answers, desk)
    assert session.code == 0, session.shown
    assert "TTR" in session.shown.partition("> cchc status 2022-Q1")[2]
    assert "“hôm nay” không phải là một ngày" in session.shown
    _, first, second, third, _ = session.shown.split("> cchc merge 2022-Q1 --final")
    assert "Chưa làm được" in first
    assert "Lãnh đạo đồng ý để đơn vị nào thiếu hoặc còn lỗi: chọn lại" in first
    assert "Còn thiếu hoặc còn lỗi:\n  1. TTR Thanh tra\nLãnh đạo" in first
    assert "Chưa làm được" in second
    assert third.startswith(" --accept-missing TTR --date 2022-03-18 --pdf\n")
    assert "Báo cáo hoàn chỉnh, trong output/2022-Q1:" in third
    assert "Đã phát hành lần 1: gửi các báo cáo ở trên; một bản giữ nguyên trong phat-hanh/1\n" in third
    assert (filled / "output" / "2022-Q1" / "phat-hanh" / "1" / "bao-cao" / "pdf" / "tong-hop-ty-le.pdf").is_file()
    # merged once more: the unit is accepted as it was in the issue, which therefore still stands
    assert '--final --accept-missing TTR --date 2022-03-18 --issue-reason "gửi lại số"\n' in session.shown
    _, last = session.shown.split("> cchc merge 2022-Q1 --accept-missing TTR\n")
    assert "Vẫn chấp nhận thiếu hoặc còn lỗi, như lần gộp trước: TTR\n" in last
    assert "Thanh tra chưa có tệp dùng được cho kỳ 2022-Q1; lãnh đạo đã chấp nhận, báo cáo ghi tên đơn vị\n" in last
    assert "5. Gộp, kiểm tra và viết báo cáo – đã gộp 9/10 đơn vị\n" in last
    assert "6. Phát hành báo cáo chính thức – đã phát hành lần 1\n" in last
    # a longer period asks about it anew, and says where it was accepted
    assert "2. TTR Thanh tra – đã chấp nhận ở 2022-Q1\n" in last
    assert last.count("đã chấp nhận ở") == 1
    assert "bản 1, ngày 18/03/2022, đã chấp nhận TTR thiếu hoặc còn lỗi; số" in cchc(filled, "status", "2022-Q1").stdout
    plain = cchc(filled, "merge", "2022-Q1")
    assert plain.exit_code == 1
    assert "bản phát hành 1 đã chấp nhận TTR thiếu hoặc còn lỗi; lần gộp này không chấp nhận" in plain.stderr


@posix_only
@pytest.mark.office
def test_a_file_is_left_out_by_its_number_until_it_is_taken_back(filled: Path, desk: dict[str, str]) -> None:
    """ "0 TTR nhầm.xlsx" is the first of the list."""
    (filled / "input" / "2022-Q1" / "0 TTR nhầm.xlsx").write_bytes(b"PK broken")
    back = ((PICK, LEAVE_OUT), (PICK, "1"), ("Vì sao loại", "0"))
    out = (*back, (PICK, LEAVE_OUT), (PICK, "1"), ("Vì sao loại", ""), ("Vì sao loại", "đơn vị gửi nhầm"))
    merged = ((PICK, MERGE), NO, NO)
    to_half_year_and_back = ((PICK, OTHER), (PICK, "5"), (PICK, "1"), (PICK, OTHER), (PICK, "2"), (PICK, "1"))
    session = typed(filled, (), (FIRST_QUARTER, *out, *to_half_year_and_back, *merged, DONE), desk)
    assert session.code == 0, session.shown
    assert "ghi một lý do" in session.shown
    assert "Đang loại khỏi lần gộp: ../2022-Q1/0 TTR nhầm.xlsx\n" in session.shown  # though nothing was merged yet
    half_year = ((PICK, OTHER), (PICK, "5"), (PICK, "1"))
    again = ((PICK, STATUS), (PICK, LEAVE_OUT), (PICK, "1"), (PICK, STATUS))
    shown = typed(filled, (), (FIRST_QUARTER, *again, *half_year, DONE), desk).shown
    assert '> cchc status 2022-Q1 --exclude "0 TTR nhầm.xlsx" --reason "đơn vị gửi nhầm"\n' in shown
    assert shown.count("sau đó tệp nhận về có thay đổi ← tiếp theo") == 2  # taken back: merged without it
    assert shown.count("(2022-6T), hạn nộp 17/06/2022. Làm gì?\n") == 1
    assert "Đang loại khỏi lần gộp: ../2022-Q1" not in shown  # for the half year too
    assert "Đang loại khỏi lần gộp: 0 TTR nhầm.xlsx\n" in session.shown
    assert '> cchc merge 2022-Q1 --exclude "0 TTR nhầm.xlsx" --reason "đơn vị gửi nhầm"\n' in session.shown
    assert "Báo cáo hoàn chỉnh, trong output/2022-Q1:" in session.shown
    assert "1. 0 TTR nhầm.xlsx – đang bị loại\n" in shown
    assert "> cchc status 2022-Q1\n" in shown


@posix_only
def test_files_are_dropped_into_the_window(root: Path, tmp_path: Path) -> None:
    letters = tmp_path / "thư đến"
    letters.mkdir()
    shutil.copy(EXAMPLE / "TTR.xlsx", letters)
    answers = (
        FIRST_QUARTER,
        (PICK, COLLECT), ("Thư mục hoặc tệp", "khong/co"), ("Thư mục hoặc tệp", f'"{letters}"'), NO,
        (PICK, CHECK), ("Tệp Excel", f'"{letters / "TTR.xlsx"}"'),
        (PICK, CHECK), ("Tệp Excel", ""),  # Enter: back to the menu
        (PICK, CHECK), ("Tệp Excel", "0"), (PICK, COLLECT), ("Thư mục hoặc tệp", "0"),
        (PICK, FORMS), ("Đơn vị nào", "0"),
        (PICK, TYPED), ("Lệnh", "0"), (PICK, TYPED), ("Lệnh", ""),
        (PICK, TYPED), ("Lệnh", "cchc chạy"), ("Lệnh", f'cchc check "{letters}/TTR.xlsx"'),
        (PICK, LETTERS), NO, (PICK, OTHER), NO, (PICK, OTHER), (PICK, "5"), NO, (PICK, OTHER), (PICK, "2"), DONE,
    )  # fmt: skip
    session = typed(root, (), answers)
    assert session.code == 0, session.shown
    assert "không có “khong/co”" in session.shown
    assert session.shown.count("0. Quay lại") == 4  # of the periods too: the first question alone leaves the program
    assert (root / "input" / "2022-Q1" / "TTR.xlsx").is_file()
    assert session.shown.count("1 tệp: 0 lỗi, 0 cảnh báo") == 2
    assert "không có lệnh “chạy”" in session.shown
    assert "9 thư nháp" in session.shown  # ten units, one of them has sent
    assert "Quý II năm 2022 (2022-Q2), hạn nộp 17/06/2022. Làm gì?" in session.shown


@posix_only
@pytest.mark.office
def test_each_step_says_what_is_done_and_which_is_next(root: Path, tmp_path: Path, desk: dict[str, str]) -> None:
    """The example's ten units: forms for one, then all files at once, a merge, an issue, a file that comes later."""
    answers = (
        FIRST_QUARTER, (PICK, FORMS), ("Đơn vị nào", "2"), NO,
        (PICK, ""), NO,  # Enter, here and below: the step that is next
        (PICK, ""), ("Thư mục hoặc tệp", str(EXAMPLE)), NO,
        (PICK, ""), (PICK, ""), NO,
        (PICK, ""), ("Ngày ghi", ""), NO, NO,
        (PICK, ""), (PICK, "1"), DONE,
    )  # fmt: skip
    session = typed(root, (), answers, desk)
    assert session.code == 0, session.shown
    told = [line.strip() for line in session.shown.splitlines() if "←" in line]
    assert told == [
        "1. Tạo biểu mẫu trống để gửi các đơn vị ← tiếp theo",
        "2. Viết thư: gửi biểu mẫu, nhắc đơn vị chưa gửi, trả tệp còn lỗi ← tiếp theo",
        "3. Lấy biểu mẫu đã điền từ thư mục, thư đã lưu hoặc tệp nén ← tiếp theo",
        "5. Gộp, kiểm tra và viết báo cáo ← tiếp theo",
        "6. Phát hành báo cáo chính thức ← tiếp theo",
        "7. Mở báo cáo, trang tổng hợp, hướng dẫn ← tiếp theo",
        "7. Mở báo cáo, trang tổng hợp, hướng dẫn ← tiếp theo",
    ]
    assert "1. Tạo biểu mẫu trống để gửi các đơn vị – đã có 1 tệp\n" in session.shown
    assert "2. Viết thư: gửi biểu mẫu, nhắc đơn vị chưa gửi, trả tệp còn lỗi – đã có 10 thư nháp\n" in session.shown
    assert "3. Lấy biểu mẫu đã điền từ thư mục, thư đã lưu hoặc tệp nén – đã có 10 tệp nhận về\n" in session.shown
    assert "5. Gộp, kiểm tra và viết báo cáo – đã gộp 10/10 đơn vị\n" in session.shown
    assert "6. Phát hành báo cáo chính thức – đã phát hành lần 1\n" in session.shown
    assert opened(tmp_path).parent == root / "output" / "2022-Q1" / "bao-cao"
    (root / "input" / "2022-Q1" / "TTR.xlsx").unlink()
    session = typed(root, (), (FIRST_QUARTER, DONE))
    assert "đã gộp 10/10 đơn vị, sau đó tệp nhận về có thay đổi ← tiếp theo" in session.shown


@posix_only
def test_another_folder_is_named_in_the_commands(root: Path, tmp_path: Path) -> None:
    session = typed(tmp_path, ("--root", str(root)), (FIRST_QUARTER, (PICK, STATUS), DONE))
    assert f'> cchc --root "{root}" status 2022-Q1\n' in session.shown


@posix_only
def test_ctrl_c_leaves_politely(root: Path) -> None:
    session = typed(root, (), (FIRST_QUARTER, (PICK, CTRL_C)))
    assert session.code == 0
    assert session.shown.endswith("Đã thoát.\n")
    assert "Traceback" not in session.shown


@posix_only
def test_a_broken_catalogue_is_told_at_once(root: Path) -> None:
    (root / "templates" / "danh-muc.xlsx").write_bytes(b"PK broken")
    session = typed(root, (), ())
    assert session.code == 2
    assert "LỖI: templates/danh-muc.xlsx: tệp hỏng" in session.shown


def test_a_pipe_gets_the_help(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "cchc_excel"], cwd=root, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert (run.returncode, run.stderr) == (2, b"")
    assert run.stdout.decode().startswith("Cách dùng: cchc [TUỲ CHỌN] LỆNH …")


def test_the_file_to_double_click(root: Path) -> None:
    """Lines that end as cmd.exe wants, a module that is there; tests/project/test_windows_kit.py runs it."""
    text = (root / "Chay-cchc.bat").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n") > 5
    lines = text.decode().splitlines()
    assert lines[:3] == ["@echo off", "setlocal DisableDelayedExpansion", "chcp 65001 >nul"]
    assert lines[-2:] == ["pause >nul", "if defined FILES exit"]
    assert f'set "{DROPPED}=!cmdcmdline!"' in lines
    assert "call :try py -m cchc_excel" in lines
    assert (ROOT / "cchc_excel" / "__main__.py").is_file()


@pytest.mark.parametrize(
    ("started", "files"),
    [
        ('C:\\WINDOWS\\system32\\cmd.exe /c ""C:\\v 1\\Chay-cchc.bat" D:\\a&b.xlsx "D:\\c d & e.eml""',
         ("D:\\a&b.xlsx", "D:\\c d & e.eml")),
        ('"C:\\WINDOWS\\system32\\cmd.exe" /C ""C:\\Desktop\\cchc.bat" D:\\a^b!100%.xlsx"', ("D:\\a^b!100%.xlsx",)),
        # a comma, "=" and a non-breaking space part no words, nor are variables read
        ('cmd.exe /c ""C:\\R&D\\Chay-cchc.bat" D:\\VP\u00a0Q1.xlsx D:\\a,b;c=(1).xlsx D:\\%TEMP%.xlsx"',
         ("D:\\VP\u00a0Q1.xlsx", "D:\\a,b;c=(1).xlsx", "D:\\%TEMP%.xlsx")),
        ('C:\\WINDOWS\\system32\\cmd.exe /c ""C:\\Chay-cchc.bat" "', ()),
        ("cmd /c Chay-cchc.bat a.xlsx", ()),  # typed: the words that the .bat gets are whole
        ("", ()),
    ],
)  # fmt: skip
def test_files_that_were_dropped_are_those_of_the_whole_command_line(started: str, files: tuple[str, ...]) -> None:
    assert dropped_files(started) == files


def test_collect_takes_the_files_of_the_whole_command_line(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a&b.xlsx", "c.xlsx"):
        shutil.copy(EXAMPLE / ("TTR.xlsx" if name == "c.xlsx" else "VP.xlsx"), tmp_path / name)
    monkeypatch.setenv(DROPPED, f'cmd.exe /c ""{root}\\Chay-cchc.bat" {tmp_path}/a&b.xlsx {tmp_path}/c.xlsx"')
    result = cchc(root, "collect", f"{tmp_path}/a")  # all that the .bat itself got
    assert result.exit_code == 0, result.output
    assert sorted(file.name for file in (root / "input" / "2022-Q1").glob("*.xlsx")) == ["a&b.xlsx", "c.xlsx"]
