"""Workbooks out of a real mailbox: only read, over TLS, and a line that drops half-way loses nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from tests import dovecot
from tests.commands import EXAMPLE, cchc, merge
from tests.test_collect import message, taken

UNITS = ("VP", "XNK", "QLTM")


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port of a mailbox with three messages, and its folder."""
    base = tmp_path_factory.mktemp("thu")
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
    again = collect(tmp_path, port)
    assert again.exit_code == 0
    assert again.stdout.count("đã có") == 3
    assert sorted(taken(tmp_path)) == ["QLTM.xlsx", "VP.xlsx", "XNK.xlsx"]
    assert not [name for name in seen(base) if "S" in name.partition(":2,")[2]]  # S: seen
    assert len(seen(base)) == 3
    assert len(merge(tmp_path)[1]["missing"]) == 7


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


def test_an_unknown_folder_is_told(mailbox: tuple[int, Path], tmp_path: Path) -> None:
    result = collect(tmp_path, mailbox[0], "Không có")
    assert result.exit_code == 1
    assert taken(tmp_path) == {}


def test_dovecot_is_installed() -> None:
    assert shutil.which("dovecot") or os.access("/usr/sbin/dovecot", os.X_OK)
