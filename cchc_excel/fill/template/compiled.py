"""The code of cells' texts, compiled once in a process: a department's templates hold hundreds, and the menu, or a
series of periods, fills the same ones again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from types import CodeType
from typing import NamedTuple

_MOST = 4096


class CompiledText(NamedTuple):
    """What Jinja2 made of a text: its code, the names it needs, and whether its value keeps its type."""

    code: CodeType
    names: tuple[str, ...]
    typed: bool


class CompiledTexts:
    """Compiled texts by what they were made of; the latest ones."""

    def __init__(self) -> None:
        self._texts: dict[Hashable, CompiledText] = {}

    def get(self, key: Hashable, compile_it: Callable[[], CompiledText]) -> CompiledText:
        """The one of a key, compiled where it is new. Raises what `compile_it` raises, and keeps nothing then."""
        found = self._texts.get(key)
        if found is None:
            found = compile_it()
            if len(self._texts) >= _MOST:
                del self._texts[next(iter(self._texts))]
            self._texts[key] = found
        return found


COMPILED = CompiledTexts()
"""Those of this process: code is the same whatever fill it runs in."""
