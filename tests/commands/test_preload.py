"""Modules loaded on the side: one after another, and whoever joins the last finds all done, whatever failed."""

from __future__ import annotations

import time

from cchc_excel.commands.preload import preload


def test_each_is_done_when_its_thread_is_joined() -> None:
    done: list[str] = []

    def first() -> None:
        time.sleep(0.05)
        done.append("first")
        raise MemoryError

    threads = preload(first, lambda: done.append("second"))
    threads[0].join()
    assert done[0] == "first"
    threads[1].join()
    assert done == ["first", "second"]
