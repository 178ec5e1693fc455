"""The code of templates' texts: compiled once in a process, since a department's templates hold hundreds of texts and
the menu or a series of periods fills the same ones again; and once for all runs where a file is given to keep it in."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import marshal
import tempfile
from collections.abc import Callable, Hashable, Iterator
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import NamedTuple, TypeAlias

_MOST = 4096
_DIGEST = 32
Key: TypeAlias = tuple[Hashable, ...]


class CompiledText(NamedTuple):
    """What Jinja2 made of a text: its code, the names it needs, and whether its value keeps its type."""

    code: CodeType
    names: tuple[str, ...]
    typed: bool


class CompiledTexts:
    """Compiled texts by what they were made of; the latest ones. Code does not depend on the fill that it runs in."""

    def __init__(self) -> None:
        self._texts: dict[Key, CompiledText] = {}

    def get(self, key: Key, compile_it: Callable[[], CompiledText]) -> CompiledText:
        """The one of a key, compiled where it is new. Raises what `compile_it` raises, and keeps nothing then."""
        found = self._texts.pop(key, None)
        if found is None:
            found = compile_it()
        self._texts[key] = found  # the last used is the last to go
        if len(self._texts) > _MOST:
            del self._texts[next(iter(self._texts))]
        return found

    @contextlib.contextmanager
    def kept_in(self, file: Path) -> Iterator[None]:
        """The texts of former runs are at hand, and those of this run are kept. It is code that will be run: `file`
        must be where only the user writes. Another version of the program, of Jinja2 or of Python takes nothing from
        it, and nobody from a file that is not whole; where it cannot be written, it is not."""
        before = _read(file)
        self._texts = before | self._texts
        try:
            yield
        finally:
            lasting = {key: text for key, text in self._texts.items() if _is_lasting(key)}
            if lasting.keys() - before.keys():
                with contextlib.suppress(OSError):
                    _write(file, lasting)


COMPILED = CompiledTexts()
"""Those of this process."""


def lasting_name(function: Callable[..., object]) -> Hashable:
    """What a function is called in every run; the function itself where that does not tell it from others."""
    name = getattr(function, "__qualname__", "<")
    return function if "<" in name else f"{function.__module__}.{name}"


def _is_lasting(key: Key) -> bool:
    return all(isinstance(part, str | bool) for part in key)


def _read(file: Path) -> dict[Key, CompiledText]:
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    made_by, digest, content = data[:_DIGEST], data[_DIGEST : 2 * _DIGEST], data[2 * _DIGEST :]
    if made_by != _program() or digest != hashlib.sha256(content).digest():
        return {}
    return {key: CompiledText(*text) for key, text in marshal.loads(content).items()}


def _write(file: Path, texts: dict[Key, CompiledText]) -> None:
    content = marshal.dumps({key: tuple(text) for key, text in texts.items()})
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = tempfile.NamedTemporaryFile(dir=file.parent, delete=False)  # noqa: SIM115 - closed before it is renamed
    try:
        with made:
            made.write(_program() + hashlib.sha256(content).digest() + content)
        Path(made.name).replace(file)
    except BaseException:
        Path(made.name).unlink()
        raise


@functools.cache
def _program() -> bytes:
    """What tells this program from any other that would compile a text otherwise: what filters do to constants is in
    the code, so every module counts."""
    package = Path(__file__).parents[2]
    stats = ((path, path.stat()) for path in sorted(package.rglob("*.py")))
    files = [(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in stats]
    return hashlib.sha256(repr((importlib.util.MAGIC_NUMBER, version("jinja2"), files)).encode()).digest()
