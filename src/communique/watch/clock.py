"""The time, which tests may set."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """``now`` gives seconds since 1970; ``sleep`` waits so many seconds."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
