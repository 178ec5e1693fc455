"""Messages and packages made to keep a machine busy, or to fill its disk, cost a moment and a problem."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from cchc_excel.inbox import archive
from cchc_excel.inbox.archive import unpack
from tests.cchc_runs import cchc

HEAD = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"


def of_parts(count: int, header: bytes) -> bytes:
    """A message of so many parts with a header of their own."""
    parts = b"".join(b"--x\r\n" + header + b"\r\n\r\nabc\r\n" for _ in range(count))
    return HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + parts + b"--x--\r\n"


def codes(name: str, data: bytes) -> list[str]:
    return [problem.code for delivery in unpack(name, data) for problem in delivery.problems]


def test_a_message_whose_headers_take_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    heavy = b"Content-Type: text/plain" + b"".join(b"; name*%d=a" % number for number in range(200))
    assert codes("a.eml", of_parts(5, heavy)) == []
    ticks = iter(range(10**6))
    monkeypatch.setattr("time.monotonic", lambda: float(next(ticks)))  # each look at the clock is a second
    monkeypatch.setattr(archive, "SECONDS", 3.0)
    assert codes("a.eml", of_parts(5, heavy)) == ["tep-nen-qua-lon"]


@pytest.mark.parametrize("letter", [b"(", b'"', b"a,", b"=?utf-8?q?a?= ", b"<", b"[", b"a@b.example, "])
def test_a_header_costs_the_same_however_long_it_is(letter: bytes) -> None:
    def seconds(times: int) -> float:
        data = b"From: " + letter * times + b"\r\n" + HEAD
        best = 9.0
        for _ in range(2):
            start = time.process_time()
            unpack("a.eml", data)
            best = min(best, time.process_time() - start)
        return best

    few, many = seconds(3_000), seconds(12_000)
    assert many < 4 * few + 0.2  # what is quadratic takes sixteen times as long


def test_a_message_larger_than_any_server_lets_through_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MESSAGE", 1000)
    assert codes("a.eml", HEAD + b"\r\n" + b"a" * 2000) == ["tep-nen-qua-lon"]


def zipped(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return made.getvalue()


def test_a_package_that_unpacks_to_a_thousand_times_its_size_leaves_nothing_in_the_folder(tmp_path: Path) -> None:
    source = tmp_path / "bom.zip"
    source.write_bytes(zipped("a.zip", zipped("VP.xlsx", bytes(32 << 20))))
    assert source.stat().st_size < 5_000
    done = cchc(tmp_path, "collect", str(source), "--period", "2022-Q1")
    assert done.exit_code == 1
    assert "tệp nén" in done.stderr or "quá lớn" in done.stderr
    kept = [path for path in (tmp_path / "input").rglob("*") if path.is_file() and path.stat().st_size > 1000]
    assert kept == []
