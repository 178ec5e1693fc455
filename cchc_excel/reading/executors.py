"""Reading handed to somebody else's pool: any concurrent.futures.Executor, of this machine or of a cluster.

Workbooks go out in batches. Whoever gets one reads it as this machine would, in a child process of its own (pool.py): a
workbook that hangs or kills its reader costs itself, never the worker. A batch that brings no answer, since the pool is
broken or gave it up after losing worker upon worker, is read here, so that nothing is tried for ever.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future

from cchc_excel.model.records import Source
from cchc_excel.problems.problem import Problem
from cchc_excel.reading.pool import Answer, Child, Data, Handler, read_all
from cchc_excel.reading.process import DEADLINE

BATCH = 25
"""Workbooks that one task reads: enough to be worth the start of a child process, few enough to be read again."""


def read_by(
    executor: Executor, sources: Iterable[Source], handler: Handler[Source, Data], deadline: float = DEADLINE
) -> Iterator[tuple[Source, Data | None, list[Problem]]]:
    """(source, data, problems) for every workbook, in the order given, as reading.pool.read_all gives it. `deadline`:
    seconds for one workbook. The executor's workers see the files under the same paths; it is not shut down."""
    queued = list(sources)
    batches = [queued[at : at + BATCH] for at in range(0, len(queued), BATCH)]
    futures = [_submitted(executor, handler, batch, deadline) for batch in batches]
    try:
        for batch, future in zip(batches, futures, strict=True):
            answers = _answers_of(future)
            if answers is None:
                yield from read_all(batch, handler, 1, deadline)
            else:
                yield from ((source, *answer) for source, answer in zip(batch, answers, strict=True))
    finally:
        for future in futures:
            if future:
                future.cancel()


def _submitted(
    executor: Executor, handler: Handler[Source, Data], batch: Sequence[Source], deadline: float
) -> Future[list[Answer[Data]]] | None:
    """The batch under way; None where the executor takes nothing any more."""
    try:
        return executor.submit(read_batch, handler, batch, deadline)
    except Exception:  # noqa: BLE001 - every pool has errors of its own, and the batch can be read here
        return None


def _answers_of(future: Future[list[Answer[Data]]] | None) -> list[Answer[Data]] | None:
    """The answers for a batch; None where the pool has lost it."""
    try:
        return future.result() if future else None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - of a cluster that is gone it is asyncio's CancelledError, no Exception
        return None


def read_batch(handler: Handler[Source, Data], batch: Sequence[Source], deadline: float) -> list[Answer[Data]]:
    """What a worker does: the handler's answer for each workbook, from one child process."""
    with contextlib.closing(Child(handler, deadline)) as child:
        return [child.ask(source) for source in batch]
