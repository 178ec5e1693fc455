"""The name that was probably meant, as a message suggests it."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """The known name nearest to one; None where none is so much `alike` (from 0 to 1)."""
    import difflib  # slow to import, and needed only where a name is wrong

    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=alike)), None)


def suggestion(name: str | None) -> str:
    """A name in brackets, to stand behind the wrong one; "" where there is none."""
    return f" (có phải “{name}”?)" if name else ""


def near_name(name: str, known: Iterable[str]) -> str:
    """The nearest of the known names as a suggestion; "" where none is near."""
    return suggestion(nearest(name, known))
