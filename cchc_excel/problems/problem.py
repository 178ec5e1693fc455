"""Problems are values: one record for each thing that is wrong, with its place and the message the officer reads.

A stage returns `(data, problems)`. A message says what is wrong and what to do; where it is (file, sheet, cell, unit)
stands in the record's own fields. kinds.py has the codes and messages.
"""

from __future__ import annotations

import enum
import errno
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec


class Level(enum.StrEnum):
    """An error makes every report a draft; a warning changes nothing."""

    ERROR = "error"
    WARNING = "warning"


class Location(msgspec.Struct, frozen=True):
    """A place: file as listed, sheet name, cell address ("D7"), unit code; None where it does not apply."""

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    unit: str | None = None


ANYWHERE = Location()

_LONGEST = 400

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
"""What a terminal obeys: controls, line ends, and marks that turn the direction of what follows."""


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong: a code of KINDS, a level, a place, and the message the officer reads. `consequence_of`:
    the code of another one of the same figures that brings it with it (None: it is a fault of its own)."""

    code: str
    level: Level
    message: str
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    unit: str | None = None
    consequence_of: str | None = None

    def as_warning(self) -> Problem:
        """The same problem as a warning (an accepted unit, a superseded or excluded file)."""
        return msgspec.structs.replace(self, level=Level.WARNING)


def count_errors(problems: Iterable[Problem]) -> int:
    """How many of the problems are errors, each fault once; the others are warnings."""
    return sum(problem.level is Level.ERROR for problem in each_fault(problems))


def each_fault(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems as people are told of them: each fault once, without what it brings with it."""
    return (problem for problem in problems if problem.consequence_of is None)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error: a stage that gives such problems gives no data that may be used."""
    return any(problem.level is Level.ERROR for problem in problems)


class Kind(msgspec.Struct, frozen=True):
    """A code with its level, what is wrong and what to do; `{names}` in both are filled in when it is reported.
    `listed`: every one of them stands in a list that the remedy names, so that of many an example is enough."""

    code: str
    level: Level
    what: str
    remedy: str
    listed: bool = False

    def __call__(self, location: Location = ANYWHERE, **fields: object) -> Problem:
        """The Problem of this kind at a location. `fields`: a value for each `{name}` of the message; a text is put on
        one line and cut. Raises KeyError where one is not given."""
        message = f"{self.what}; {self.remedy}" if self.remedy else self.what
        texts = {name: on_one_line(value) if isinstance(value, str) else value for name, value in fields.items()}
        return Problem(
            self.code, self.level, message.format(**texts), location.file, location.sheet, location.cell, location.unit
        )


def on_one_line(text: str) -> str:
    """A text of any length (a unit's cell may hold a novel) as it stands in a message: on one line, and without what a
    terminal would obey."""
    plain = text if text.isprintable() else _CONTROL.sub(" ", text)
    return f"{plain[:_LONGEST]}…" if len(plain) > _LONGEST else plain


_SYSTEM_SAYS = {
    errno.EACCES: "không có quyền, hoặc tệp đang mở ở chương trình khác",
    errno.EPERM: "không có quyền",
    errno.ENOSPC: "ổ đĩa hết chỗ trống",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: "ổ đĩa hoặc mạng có lỗi",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.EISDIR: "đã có thư mục trùng tên",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.ENAMETOOLONG: "tên hoặc đường dẫn quá dài",
}
_NO_CLOUD = 362
"""What Windows says of a file that is in the cloud alone (ERROR_CLOUD_FILE_PROVIDER_NOT_RUNNING)."""
_LONGEST_PATH = 247
"""Characters of the longest folder that Windows makes unless it is set up otherwise; files have a few more."""


def system_reason(error: OSError) -> str:
    """Why the system refused, in Vietnamese, for the `reason` of a Problem: its own words are in another language."""
    if getattr(error, "winerror", None) == _NO_CLOUD:
        return "tệp còn nằm trên OneDrive mà OneDrive không chạy: mở OneDrive, hoặc chọn Always keep on this device"
    if _is_beyond_windows(error):
        return "đường dẫn dài hơn Windows cho phép (260 chữ), cần chuyển thư mục làm việc lên gần gốc ổ đĩa (D:\\CCHC)"
    return _SYSTEM_SAYS.get(error.errno or 0, f"lỗi hệ thống {error.errno or type(error).__name__}")


def _is_beyond_windows(error: OSError) -> bool:
    """Whether Windows says that nothing is at a path which is too long for it: it tells no other reason."""
    if error.errno != errno.ENOENT or getattr(error, "winerror", None) is None:
        return False
    paths = (one for one in (error.filename, error.filename2) if isinstance(one, str | bytes | os.PathLike))
    return any(len(str(Path(os.fsdecode(path)).absolute())) > _LONGEST_PATH for path in paths)


def damage_reason(error: BaseException) -> str:
    """Why a file's content cannot be opened, for the `reason` of a Problem: what a parser says means nothing to an
    officer."""
    from zipfile import BadZipFile  # a start has no need of it

    if isinstance(error, MemoryError):
        return "cần quá nhiều bộ nhớ"
    return "bị cắt cụt" if isinstance(error, BadZipFile | EOFError) else "nội dung bên trong không đúng chuẩn"
