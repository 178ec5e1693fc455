"""Workbooks out of a real mailbox: only read, over TLS, and a line that drops half-way loses nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from cchc_excel.reading.process import CHILD_MODULE
from tests.cchc_runs import EXAMPLE, cchc, invoked, merge
from tests.inbox import dovecot
from tests.inbox.test_collect import message, taken

pytestmark = pytest.mark.mail

UNITS = ("VP", "XNK", "QLTM")


@pytest.fixture(scope="module")
def mailbox() -> Iterator[tuple[int, Path]]:
    """The port of a mailbox with three messages, and its folder: none of pytest's, which are closed to other users."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        new = base / "mail" / "new"
        new.mkdir(parents=True)
        for number, unit in enumerate(UNITS):
            sent = message(f"{unit.lower()}@sct.example", (f"{unit}.xlsx", (EXAMPLE / f"{unit}.xlsx").read_bytes()))
            (new / f"164739240{number}.M1P1.host").write_bytes(sent.as_bytes())
        with dovecot.server(base) as port:
            yield port, base


@pytest.fixture(autouse=True)
def trusted(mailbox: tuple[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_IMAP_CA", str(mailbox[1] / "cert.pem"))
    monkeypatch.setenv("CCHC_IMAP_PASSWORD", dovecot.PASSWORD)


def collect(root: Path, port: int, folder: str = "INBOX") -> Result:
    return cchc(root, "collect", f"imaps://{dovecot.USER}@localhost:{port}/{folder}")


def seen(base: Path) -> list[str]:
    """The messages' own file names, flags in them, without what Dovecot notes for itself."""
    return sorted(path.name for part in ("new", "cur") for path in (base / "mail" / part).iterdir())


def test_every_message_is_taken_and_none_is_touched(mailbox: tuple[int, Path], tmp_path: Path) -> None:
    port, base = mailbox
    result = collect(tmp_path, port)
    assert result.exit_code == 0, result.output
    assert sorted(taken(tmp_path)) == ["QLTM.xlsx", "VP.xlsx", "XNK.xlsx"]
    assert len(result.stdout.splitlines()) == 3
    before = taken(tmp_path)
    with dovecot.cut_after(port, 20_000) as thin:  # three messages are some 75 KB: none is fetched again
        again = collect(tmp_path, thin)
    assert again.exit_code == 0, again.output
    assert again.stdout == "3 biểu mẫu đã có từ lần trước, không lấy lại.\n"
    assert taken(tmp_path) == before
    assert not [name for name in seen(base) if "S" in name.partition(":2,")[2]]  # S: seen
    assert len(seen(base)) == 3
    assert len(merge(tmp_path)[1]["missing"]) == 7


def test_what_was_removed_is_fetched_again(mailbox: tuple[int, Path], tmp_path: Path) -> None:
    port, _ = mailbox
    collect(tmp_path, port)
    (tmp_path / "input" / "2022-Q1" / "VP.xlsx").unlink()
    assert collect(tmp_path, port).stdout.count("đã lấy VP.xlsx") == 1
    assert len(taken(tmp_path)) == 3


def test_lines_that_drop_anywhere_take_nothing_twice(mailbox: tuple[int, Path], tmp_path: Path) -> None:
    port, _ = mailbox
    counts = []
    for size in (500, 6_000, 45_000, 70_000, 80_000):  # in the handshake, at the login, in each message
        with dovecot.cut_after(port, size) as thin:
            result = collect(tmp_path, thin)
        assert "mất kết nối với máy chủ" in result.output or result.exit_code == 0
        counts.append(len(taken(tmp_path)))
    # the messages are some 33, 57 and 66 KB: 70 KB hold the second only where the first is not fetched again
    assert counts == [0, 0, 1, 2, 3]
    assert collect(tmp_path, port).exit_code == 0
    assert sorted(taken(tmp_path)) == ["QLTM.xlsx", "VP.xlsx", "XNK.xlsx"]


def test_a_dropped_line_keeps_what_came_and_the_next_run_goes_on(mailbox: tuple[int, Path], tmp_path: Path) -> None:
    port, _ = mailbox
    with dovecot.cut_after(port, 45_000) as thin:  # a message is some 25 KB: the line drops in the second
        result = collect(tmp_path, thin)
    assert result.exit_code == 1
    assert 1 <= len(taken(tmp_path)) < 3
    assert "hop-thu" not in result.stdout
    assert "chạy lại" in result.stderr
    assert collect(tmp_path, port).exit_code == 0
    assert len(taken(tmp_path)) == 3


def test_a_wrong_password_is_told_and_never_shown(
    mailbox: tuple[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_IMAP_PASSWORD", "hoàn toàn sai")
    result = collect(tmp_path, mailbox[0])
    assert result.exit_code == 1
    assert "sai tên hoặc mật khẩu" in result.stderr
    assert "hoàn toàn sai" not in result.output


def test_an_untrusted_server_is_not_talked_to(
    mailbox: tuple[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCHC_IMAP_CA")
    result = collect(tmp_path, mailbox[0])
    assert result.exit_code == 1
    assert "chứng thư" in result.stderr


def test_a_certificate_of_another_name_is_not_trusted(mailbox: tuple[int, Path], tmp_path: Path) -> None:
    with dovecot.cut_after(mailbox[0], 1 << 30, "127.0.0.2") as port:
        result = cchc(tmp_path, "collect", f"imaps://{dovecot.USER}@127.0.0.2:{port}/INBOX")
    assert result.exit_code == 1
    assert "chứng thư" in result.stderr


def test_an_unknown_folder_is_told(mailbox: tuple[int, Path], tmp_path: Path) -> None:
    result = collect(tmp_path, mailbox[0], "Khong-co")
    assert result.exit_code == 1
    assert "không mở được thư mục Khong-co trong hộp thư" in result.stderr
    assert taken(tmp_path) == {}


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = collect(tmp_path, dovecot.free_port())
    assert result.exit_code == 1
    assert "mất kết nối với máy chủ" in result.stderr


def test_the_password_is_asked_for_and_stands_nowhere(
    mailbox: tuple[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCHC_IMAP_PASSWORD")
    address = f"imaps://{dovecot.USER}@localhost:{mailbox[0]}"
    result = invoked("--root", str(tmp_path), "collect", address, typed=f"{dovecot.PASSWORD}\n")
    assert result.exit_code == 0, result.output
    assert "Mật khẩu hộp thư" in result.stderr
    assert len(taken(tmp_path)) == 3
    assert dovecot.PASSWORD not in result.output
    secret = dovecot.PASSWORD.encode()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_bytes()]


def test_the_password_is_not_in_the_list_of_processes(mailbox: tuple[int, Path], tmp_path: Path) -> None:
    address = f"imaps://{dovecot.USER}@localhost:{mailbox[0]}"
    command = [sys.executable, "-m", "cchc_excel.cli", "--root", str(tmp_path), "collect", address]
    listed = set()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        while running.poll() is None:
            listed.add(subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout)
            time.sleep(0.05)
        said = b"".join(running.communicate()).decode()
    assert "đã lấy VP.xlsx" in said
    assert any(CHILD_MODULE in one for one in listed)
    assert not any(dovecot.PASSWORD in one for one in listed)


def test_dovecot_is_installed() -> None:
    assert shutil.which("dovecot") or os.access("/usr/sbin/dovecot", os.X_OK)
