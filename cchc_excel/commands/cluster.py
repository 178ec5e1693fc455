"""A Dask cluster as an Executor, for `merge --dask`: the program knows no more of it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from concurrent.futures import Executor

from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem

_PATIENCE = "15s"
"""So long the scheduler may take to answer."""


@contextlib.contextmanager
def cluster_executor(address: str | None) -> Iterator[tuple[Executor | None, list[Problem]]]:
    """The executor of the cluster whose scheduler answers at an address ("tcp://máy:8786"; None: no cluster), as long
    as the context lasts; None and the problem where there is none."""
    with contextlib.ExitStack() as stack:
        if address is None:
            yield None, []
            return
        try:
            from distributed import Client  # an extra: asked for by --dask alone
        except ImportError:
            yield None, [kinds.DASK_NOT_INSTALLED()]
            return
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it tells in English what is no news here
        try:
            client = stack.enter_context(Client(address, timeout=_PATIENCE, set_as_default=False))
        except Exception:  # noqa: BLE001 - an address may be wrong in as many ways as there are protocols
            client = None
        if client is None:
            yield None, [kinds.DASK_UNREACHABLE(address=address)]
        else:
            yield client.get_executor(pure=False), []
