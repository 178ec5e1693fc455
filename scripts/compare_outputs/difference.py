"""What differs between two runs, so that a reader sees where to look."""

from __future__ import annotations

import difflib
import io
import itertools
import zipfile
from collections.abc import Iterator

from scripts.compare_outputs.recording import Moment

SHOWN_LINES = 8
LONGEST_LINE = 300
WINDOW = 60
AROUND = 60
"""Characters shown on each side of the first byte that differs."""
_ABSENT = b"(absent)"


def differences(old: list[Moment], new: list[Moment]) -> Iterator[str]:
    """Lines that tell each difference once, under the command after which it is first seen."""
    told: set[str] = set()
    for before, after in zip(old, new, strict=True):
        lines = list(_of_moment(before, after, told))
        if lines:
            yield f"  {before.command}"
            yield from (f"    {line}" for line in lines)


def _of_moment(old: Moment, new: Moment, told: set[str]) -> Iterator[str]:
    if old.exit_code != new.exit_code:
        yield f"exit code {old.exit_code} -> {new.exit_code}"
    for name in ("stdout", "stderr"):
        if getattr(old, name) != getattr(new, name):
            yield f"{name}:"
            yield from _of_bytes(getattr(old, name), getattr(new, name))
    for name in sorted(old.files.keys() | new.files.keys()):
        if name in told or ((name in old.files) == (name in new.files) and old.files.get(name) == new.files.get(name)):
            continue
        told.add(name)  # a file that differs stays different after the commands that follow
        yield from _of_file(name, old, new)


def _of_file(name: str, old: Moment, new: Moment) -> Iterator[str]:
    if name not in new.files:
        yield f"{name}: only OLD wrote it"
    elif name not in old.files:
        yield f"{name}: only NEW wrote it"
    else:
        before, after = old.files[name] or b"", new.files[name] or b""
        yield f"{name}: {len(before)} -> {len(after)} bytes"
        yield from _of_bytes(before, after)


def _of_bytes(old: bytes, new: bytes) -> Iterator[str]:
    """The first lines or bytes that differ; in a zip file, those of each member."""
    if zipfile.is_zipfile(io.BytesIO(old)) and zipfile.is_zipfile(io.BytesIO(new)):
        yield from (f"  {line}" for line in _of_zip(old, new))
        return
    texts = _text(old), _text(new)
    lines = [text.splitlines() for text in texts if text is not None]
    changed = _changed_lines(*lines) if len(lines) == len(texts) else []
    if not changed or max(map(len, changed)) > LONGEST_LINE:  # line ends only; or XML, where a line is a whole sheet
        yield from _first_bytes(old, new)
        return
    yield from changed[: SHOWN_LINES + 1]
    if len(changed) > SHOWN_LINES + 1:
        yield "  …"


def _changed_lines(old: list[str], new: list[str]) -> list[str]:
    """The lines that differ within a window from the first that does: whole files would take minutes."""
    alike = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    windows = old[alike : alike + WINDOW], new[alike : alike + WINDOW]
    told = list(difflib.unified_diff(*windows, lineterm="", n=0))[2:]  # without the file names
    changed = [line for line in told if not line.startswith("@@")]
    return [f"  from line {alike + 1}:", *(f"    {line}" for line in changed)] if changed else []


def _of_zip(old: bytes, new: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(old)) as before, zipfile.ZipFile(io.BytesIO(new)) as after:
        names = before.namelist(), after.namelist()
        alike = True
        for name in sorted({*names[0], *names[1]}):
            pair = [pack.read(name) if name in pack.namelist() else _ABSENT for pack in (before, after)]
            if pair[0] != pair[1]:
                alike = False
                yield f"member {name}: {len(pair[0])} -> {len(pair[1])} bytes"
                yield from _of_bytes(*pair)
        if alike:
            yield "all members alike: " + (
                "their order differs" if names[0] != names[1] else "zip headers (times, flags, compression) differ"
            )
            yield from _first_bytes(old, new)


def _text(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _first_bytes(old: bytes, new: bytes) -> Iterator[str]:
    at = next(
        (at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    start = max(at - AROUND, 0)
    for name, data in (("OLD", old), ("NEW", new)):
        yield f"  {name} at byte {at}: {data[start : at + AROUND].decode('utf-8', 'backslashreplace')!r}"
