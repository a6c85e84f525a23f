"""Processes that code: started so that they outlive no one, and run nothing of their caller."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from types import ModuleType


def new_pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool whose processes are started when there is work for them."""
    return ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_begin_worker
    )


@contextmanager
def may_start() -> Iterator[None]:
    """Let a process be started meanwhile, by handing work to a pool.

    Ctrl-C does not end it, which is its parent's; and it does not run the caller's script again, as
    a process that is spawned does, so that a script needs no guard.
    """
    main = sys.modules["__main__"]
    with _interrupt_held():
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


@contextmanager
def _interrupt_held() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, which tells its workers when to end; end when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.join,), daemon=True).start()


def _end_after(parent_ends: Callable[[], None]) -> None:
    parent_ends()
    os._exit(1)
