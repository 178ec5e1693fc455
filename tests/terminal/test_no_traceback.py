"""Whatever happens, a run ends in a Vietnamese line that says what to do, with exit code 2, never in a traceback."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_excel.cli import main
from cchc_excel.problems import kinds
from cchc_excel.problems.grouping import line_of
from cchc_excel.reading.pool import ReaderError
from cchc_excel.terminal.failures import DETAILS, problem_of
from tests.cchc_runs import EXAMPLE, cchc
from tests.platforms import posix_only
from tests.workbooks import small_report


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "input" / "2022-Q1"
    folder.mkdir(parents=True)
    shutil.copy(EXAMPLE / "VP.xlsx", folder)
    small_report(tmp_path)
    return tmp_path


class Panic(BaseException):
    pass


class _OfWindowsError(FileNotFoundError):
    """ERROR_PATH_NOT_FOUND: all that Windows tells of a path longer than it allows."""

    winerror = 3


class _OfCloudError(OSError):
    """ERROR_CLOUD_FILE_PROVIDER_NOT_RUNNING: OneDrive has the file, and does not run."""

    winerror = 362


FAILURES = {
    "a fault of the program": (ZeroDivisionError("1/0"), "loi-chuong-trinh", "ZeroDivisionError"),
    "a panic": (Panic("index"), "loi-chuong-trinh", "Panic"),
    "no room for more": (RecursionError(), "loi-chuong-trinh", "RecursionError"),
    "a full disk": (OSError(errno.ENOSPC, "x", "output/a.xlsx"), "he-thong-tu-choi", "a.xlsx: ổ đĩa hết chỗ"),
    "a file open in Excel": (PermissionError(errno.EACCES, "x", r"D:\a\b.xlsx"), "he-thong-tu-choi", "D:/a/b.xlsx"),
    "a path too long for Windows": (
        _OfWindowsError(errno.ENOENT, "x", f"output/{'a' * 248}.xlsx"),
        "he-thong-tu-choi",
        "dài hơn Windows cho phép",
    ),
    "a file in OneDrive alone": (_OfCloudError(errno.EINVAL, "x", "a.xlsx"), "he-thong-tu-choi", "mở OneDrive"),
    "no such path on Windows": (
        _OfWindowsError(errno.ENOENT, "x", "output/a.xlsx"),
        "he-thong-tu-choi",
        "không có tệp hoặc thư mục này",
    ),
    "a folder in a file's place": (IsADirectoryError(errno.EISDIR, "x", b"a"), "he-thong-tu-choi", "thư mục trùng tên"),
    "a pipe that broke": (BrokenPipeError(errno.ENXIO, "x"), "he-thong-tu-choi", "lỗi hệ thống"),
    "no memory": (MemoryError(), "thieu-bo-nho", "đóng bớt chương trình"),
    "no room for a library": (
        ImportError("_lib.so: failed to map segment from shared object"),
        "thieu-bo-nho",
        "đóng bớt chương trình",
    ),
    "no room for a library, on Windows": (
        ImportError(
            "DLL load failed while importing algos: The paging file is too small for this operation to complete."
        ),
        "thieu-bo-nho",
        "đóng bớt chương trình",
    ),
    "no thread": (RuntimeError("can't start new thread"), "thieu-bo-nho", "đóng bớt chương trình"),
    "no process": (ReaderError(), "khong-mo-duoc-trinh-doc", "đóng bớt chương trình"),
}


def test_no_room_to_find_out_why_is_told_as_no_memory(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("cchc_excel.commands.merge.merge", fail)
    monkeypatch.setattr("cchc_excel.terminal.failures.problem_of", fail)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["cchc", "merge", "2022-Q1", "--root", str(root)])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert capsys.readouterr().err == "LỖI: máy không đủ bộ nhớ; đóng bớt chương trình khác rồi chạy lại\n"


@pytest.mark.parametrize(("error", "code", "says"), FAILURES.values(), ids=FAILURES)
def test_what_nobody_foresaw_is_one_line(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: str,
    says: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("cchc_excel.commands.merge.merge", fail)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(
        sys, "argv", ["cchc", "merge", "2022-Q1", "--json", "--password", "bí-mật", "--root", str(root)]
    )
    with pytest.raises(SystemExit) as end:
        main()
    told = capsys.readouterr()
    assert end.value.code == 2
    assert len(told.err.strip().splitlines()) == 1
    assert told.err.startswith("LỖI: ")
    assert says in told.err
    assert "Traceback" not in told.err
    (problem,) = json.loads(told.out)["problems"]
    assert problem["code"] == code
    kept = root / DETAILS
    assert kept.exists() == (code == "loi-chuong-trinh")
    if kept.exists():
        assert type(error).__name__ in kept.read_text("utf-8")
        assert "bí-mật" not in kept.read_text("utf-8")
        assert kept.as_posix() in told.err


def test_details_go_elsewhere_where_the_folder_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tep").touch()
    monkeypatch.setattr(sys, "argv", ["cchc", "merge", f"--root={tmp_path / 'tep'}"])
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert (tmp_path / DETAILS).as_posix() in problem_of(ValueError()).message
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "tep"))
    assert "không đâu cả" in problem_of(ValueError()).message


def run(root: Path, *command: str, shell: str = "") -> subprocess.CompletedProcess[str]:
    """A command as a shell starts it, with what stands behind it (`> /dev/full`)."""
    words = " ".join(f"'{word}'" for word in (sys.executable, "-m", "cchc_excel", *command, "--root", str(root)))
    return subprocess.run(
        ["bash", "-c", f"{words} {shell}"], capture_output=True, encoding="utf-8", check=False, cwd=root
    )


@posix_only
def test_without_stderr_or_any_stream_the_work_is_done_all_the_same(root: Path) -> None:
    report = root / "output" / "2022-Q1" / "bao-cao"
    for shell in ("2>&-", "<&- >&- 2>&-", "2> /dev/full"):
        shutil.rmtree(root / "output", ignore_errors=True)
        assert run(root, "merge", "2022-Q1", shell=shell).returncode == 1  # a draft: nine units are missing
        assert [file.name for file in report.iterdir()] == ["mau-nho.xlsx"]


@posix_only
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_result_that_cannot_be_printed_is_told(root: Path) -> None:
    done = run(root, "check", "input/2022-Q1/VP.xlsx", shell="> /dev/full")
    assert done.returncode == 2
    assert done.stderr == line_of(kinds.NOT_PRINTED(reason="ổ đĩa hết chỗ trống")) + "\n"


@posix_only
def test_a_reader_of_the_result_may_go(root: Path) -> None:
    done = run(
        root,
        "template-check",
        str(Path(__file__).parents[2] / "templates/bao-cao/tong-hop-ty-le.xlsx"),
        shell="| head -c1",
    )
    assert done.stderr == ""


def test_a_file_where_a_folder_should_be_is_told(root: Path) -> None:
    (root / "output").write_text("x")
    for command in (("merge", "2022-Q1"), ("template", "2022-Q1", "--unit", "VP"), ("remind", "2022-Q1")):
        done = run(root, *command) if os.name == "posix" else None
        if done:
            assert done.returncode == 2, command
            assert "Traceback" not in done.stderr
            assert "LỖI" in done.stderr


@posix_only
def test_folders_in_place_of_files_are_told(root: Path) -> None:
    assert cchc(root, "init").exit_code == 0
    for name in (
        "templates/bao-cao/x.xlsx",
        "templates/thu/tra-lai.txt",
        "templates/tong-hop.html",
        "templates/danh-muc.xlsx",
    ):
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir(parents=True)
        done = run(root, "merge", "2022-Q1", "--json")
        assert "Traceback" not in done.stderr, name
        assert done.returncode in (1, 2), name
        assert json.loads(done.stdout)["problems"], name
