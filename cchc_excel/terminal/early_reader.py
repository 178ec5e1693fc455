"""Commands that read workbooks start a reading process before they load what they themselves need."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

Command = TypeVar("Command", bound=Callable[..., None])
_READING = "cchc_excel.period.load"
"""What a reading process needs to read a period's forms."""


def with_reader(command: Command) -> Command:
    """A decorator of a command: a reading process loads its modules while the command loads its own, on another core;
    it is ended with the command. None is started where a cluster reads (option `dask`)."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        if options.get("dask"):
            command(*arguments, **options)
            return
        from cchc_excel.reading.process import started_early

        with started_early(_READING):
            command(*arguments, **options)

    return run  # type: ignore[return-value]
