"""Processes that work beside this one, and end with it.

What belongs here: starting processes, handing work to them and ending them. What does not: what the work is
(engine.py, derived/).
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event
from types import TracebackType
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


class Workers:
    """So many processes, started when there is work for them; with one, this process does the work itself.

    A context manager: at its end the processes are gone, and after an exception what waits for them is not begun.
    """

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self.started = False
        self._context = get_context("spawn")
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        if self.count > 1:
            self._stopping = self._context.Event()
            self._pool = ProcessPoolExecutor(self.count, self._context, _set_up, (self._stopping,))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is None:
            return
        # Processes are never killed here: one that dies while it sends something leaves the pool waiting for ever.
        if kind is not None:
            self._stopping.set()
        self._pool.shutdown(cancel_futures=True)

    def start(self, function: Callable[[Item], Made], item: Item) -> Callable[[], Made]:
        """Starts some work and gives what waits for its outcome. Raises BrokenProcessPool where a process died."""
        if self._pool is None:
            return partial(function, item)
        self.started = True
        # Workers inherit that Ctrl-C is blocked: it is for the parent to answer, even while they start.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return self._pool.submit(_unless_stopped, function, item).result
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def each(self, function: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made]:
        """What a function makes of each item, in order; a few items are under way at a time."""
        waiting: deque[Callable[[], Made]] = deque()
        for item in items:
            waiting.append(self.start(function, item))
            if len(waiting) >= 2 * self.count:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()


# In a worker process: set when its parent no longer wants anything.
_stopping: Event | None = None


class Stopped(Exception):
    """Nobody wants the outcome of some work any more."""


def wanted() -> bool:
    """Whether the outcome of the work that this process does is wanted: long work asks now and then."""
    return _stopping is None or not _stopping.is_set()


def _set_up(stopping: Event) -> None:
    """Sets up a worker process: it ends with its parent, however that ends."""
    global _stopping
    _stopping = stopping
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _unless_stopped(function: Callable[[Item], Made], item: Item) -> Made:
    """In a worker process: does some work, unless nobody wants its outcome any more."""
    if not wanted():
        raise Stopped
    return function(item)
