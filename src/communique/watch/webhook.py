"""Notices posted to an address, signed, and again if they did not arrive."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from communique.errors import SettingsError
from communique.read.fetch import Answer, Bounds, FetchError, send, user_agent
from communique.watch.clock import Clock
from communique.watch.feeds_file import Webhook
from communique.watch.retry_after import seconds_wanted
from communique.watch.signature import signed
from communique.watch.state import Delivery

# Seconds after each attempt; after the last a notice is given up.
_PAUSES = (10.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0, 86_400.0)
_BOUNDS = Bounds(silence_s=10, whole_s=20, most_bytes=1_000_000, most_moves=0)
AT_ONCE = 100
"""Notices that are posted before it is noted that they arrived."""
_SHORTEST_SECRET = 24  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What became of an outbox: what is left in it, how many arrived, and what went wrong."""

    outbox: tuple[Delivery, ...]
    arrived: int = 0
    problems: tuple[str, ...] = ()


def secret_of(webhook: Webhook) -> str:
    """Return the secret of a webhook, which is never told.

    Raises:
        SettingsError: if its variable is not set, or the secret is so short that it can be guessed.
    """
    secret = os.environ.get(webhook.secret_variable, "")
    if len(secret) < _SHORTEST_SECRET:
        raise SettingsError(
            f"expected a secret of {_SHORTEST_SECRET} characters or more in the environment "
            f"variable {webhook.secret_variable}; make one with: openssl rand -base64 32"
        )
    return secret


def post(webhook: Webhook, outbox: tuple[Delivery, ...], secret: str, clock: Clock) -> Posted:
    """Post what is due, in order, at most 100; the first failure ends it: the receiver is down.

    Args:
        webhook: where to.
        outbox: what is to be posted.
        secret: to sign with.
        clock: the time.
    """
    left = list(outbox)
    arrived, problems = 0, []
    for delivery in [one for one in outbox if one.due <= clock.now()][:AT_ONCE]:
        failure = _posted(webhook, delivery, secret, clock.now())
        place = left.index(delivery)
        if failure is None:
            del left[place]
            arrived += 1
            continue
        later = _later(delivery, failure, clock.now())
        problems.append(f"{webhook.address}: {failure}" + ("" if later else "; given up"))
        left[place : place + 1] = [later] if later else []
        break
    return Posted(outbox=tuple(left), arrived=arrived, problems=tuple(problems))


class _NotTakenError(FetchError):
    """An answer that says that a notice was not taken, and perhaps when to come again."""

    def __init__(self, answer: Answer, now: float) -> None:
        super().__init__(f"HTTP {answer.status}", may_pass=answer.status != 410)
        self.wanted = seconds_wanted(answer.headers.get("retry-after"), now) or 0.0


def _posted(webhook: Webhook, delivery: Delivery, secret: str, now: float) -> FetchError | None:
    """Post a notice; return why it did not arrive."""
    body = delivery.body.encode()
    headers = {
        "User-Agent": user_agent("notices"),
        "Content-Type": "application/json",
        **signed(delivery.notice_id, int(now), body, secret),
    }
    bounds = replace(_BOUNDS, private="allowed" if webhook.allow_private else "refused")
    try:
        answer = send(webhook.address, body, bounds=bounds, headers=headers)
    except FetchError as error:
        return error
    return None if 200 <= answer.status < 300 else _NotTakenError(answer, now)


def _later(delivery: Delivery, failure: FetchError, now: float) -> Delivery | None:
    """The next attempt; none after 410, by which a receiver says that it is gone for good."""
    is_gone = isinstance(failure, _NotTakenError) and not failure.may_pass
    if is_gone or delivery.attempts >= len(_PAUSES):
        return None
    wanted = failure.wanted if isinstance(failure, _NotTakenError) else 0.0
    pause = max(_PAUSES[delivery.attempts], wanted)
    return replace(delivery, attempts=delivery.attempts + 1, due=now + pause)
