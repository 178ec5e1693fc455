"""Standard streams that end no run: closed, full or not there, what is done is done all the same."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Lasting(io.RawIOBase):
    """A file as the bytes of a stream, which takes whatever is written. `failed`: why it could not be passed on.
    `owner`: the stream that closes the file when it goes."""

    def __init__(self, file: io.RawIOBase, owner: object) -> None:
        self._file, self._owner = file, owner
        self.failed: OSError | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()

    def write(self, data: ReadableBuffer, /) -> int:
        size = memoryview(data).nbytes
        if self.failed is None:
            try:
                return self._file.write(data) or 0
            except OSError as error:
                self.failed = error
        return size


def make_lasting() -> None:
    """Let the standard streams be there and take what is written, in UTF-8, whatever becomes of it. A stream that
    somebody put in their place is left alone."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed, or a program without a console (pythonw)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - lasts as the program
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        buffer = getattr(stream, "buffer", None)
        raw = getattr(buffer, "raw", buffer)  # Python may be told not to buffer
        if isinstance(raw, io.RawIOBase) and not isinstance(raw, _Lasting):
            buffer = io.BufferedWriter(_Lasting(raw, stream))
            lasting = io.TextIOWrapper(buffer, "utf-8", "replace", line_buffering=stream.line_buffering)
            setattr(sys, name, lasting)


def output_failure() -> OSError | None:
    """Why the result could not be printed on stdout whole; None where it was, or its reader did not want it (a pipe
    that was closed)."""
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if not isinstance(raw, _Lasting):
        return None
    sys.stdout.flush()
    return raw.failed if raw.failed and raw.failed.errno != errno.EPIPE else None
