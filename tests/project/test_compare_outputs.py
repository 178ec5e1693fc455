"""The script that compares two programs' outputs tells every difference, and nothing where there is none."""

from __future__ import annotations

import io
import zipfile

from scripts.compare_outputs.difference import differences
from scripts.compare_outputs.recording import Moment


def book(text: str, day: int = 1) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr(zipfile.ZipInfo("xl/a.xml", (2022, 3, day, 0, 0, 0)), f"<a>{text}</a>")
    return data.getvalue()


def moment(**files: bytes | None) -> Moment:
    return Moment("cchc merge", 0, b"a\nb\nc\n", b"", files)


def told(old: Moment, new: Moment) -> str:
    return "\n".join(differences([old], [new]))


def test_the_same_says_nothing() -> None:
    assert told(moment(a=book("x"), folder=None), moment(a=book("x"), folder=None)) == ""


def test_a_zip_file_names_member_and_bytes() -> None:
    found = told(moment(a=book("Kết quả 1")), moment(a=book("Kết quả 2")))
    assert "member xl/a.xml" in found
    assert "Kết quả 1" in found
    assert "Kết quả 2" in found


def test_a_zip_header_alone_is_a_difference() -> None:
    assert "zip headers" in told(moment(a=book("x")), moment(a=book("x", day=2)))


def test_files_and_folders_of_one_side_are_named() -> None:
    assert "b: only NEW wrote it" in told(moment(), moment(b=b""))
    assert "c: only OLD wrote it" in told(moment(c=None), moment())


def test_exit_code_and_what_was_printed() -> None:
    found = told(moment(), moment()._replace(exit_code=1, stdout=b"a\nb\nd\n", stderr=b"x"))
    assert "exit code 0 -> 1" in found
    assert "stdout:\n      from line 3:\n        -c\n        +d" in found
    assert "stderr:" in found


def test_a_line_end_alone_is_a_difference() -> None:
    assert "at byte 1" in told(moment(a=b"a\nb\nc\n"), moment(a=b"a\r\nb\r\nc\r\n"))
