"""Questions to hosts, as politely as each of them wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from communique.read.fetch import Answer, Bounds, FetchError, PrivateAddressError, ask, user_agent
from communique.watch.clock import Clock
from communique.watch.feeds_file import FetchSettings
from communique.watch.retry_after import seconds_wanted
from communique.watch.robots import Rules, rules_text
from communique.watch.state import HostState, Memory

_BUSY = frozenset((429, 503))
_DAY = 86_400.0
_BUSY_SECONDS = 600.0  # to wait for a host that is busy and does not say how long
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.8"


class NotAllowedError(FetchError):
    """An address that the robots.txt of its host closes to this program."""


class PutOffError(FetchError):
    """A host that asked to be left alone for a while."""


class Visits:
    """Asks hosts one question at a time, with a pause after each.

    Args:
        settings: of the file of feeds.
        memory: where it is kept what hosts want.
        clock: the time.
    """

    def __init__(self, settings: FetchSettings, memory: Memory, clock: Clock) -> None:
        self._settings, self._memory, self._clock = settings, memory, clock
        self._hosts: dict[str, HostState] = {}
        self._rules: dict[str, Rules] = {}
        self._last: dict[str, float] = {}
        self._bounds = Bounds(
            silence_s=settings.silence_seconds,
            whole_s=settings.whole_seconds,
            most_bytes=settings.most_bytes,
            most_moves=settings.most_moves,
            private="allowed" if settings.allow_private else "refused",
        )
        self._agent = user_agent(f"+{settings.contact}" if settings.contact else "reader of feeds")

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return what is at an address, once its host can be asked.

        Raises:
            NotAllowedError: if the host does not allow it, there or on the way.
            PutOffError: if the host wants to be left alone, since before or from now on.
            FetchError: if nothing comes.
        """
        answer = self._ask(address, self._before, headers or {})
        if answer.status in _BUSY:
            raise self._put_off(answer)
        return answer

    def ready_at(self, address: str) -> float:
        """Return the moment from which on a host may be asked without a pause."""
        try:
            origin = origin_of(address)
        except FetchError:  # told when it is asked
            return 0.0
        return self._last.get(origin, 0.0) + self._pause_of(origin)

    def _ask(
        self, address: str, before: Callable[[str], None], headers: Mapping[str, str]
    ) -> Answer:
        sent = {"User-Agent": self._agent, "Accept": _ACCEPT, **headers}
        return ask(address, bounds=self._bounds, headers=sent, before=before)

    def _before(self, address: str) -> None:
        origin = origin_of(address)
        wait = self._host(origin).due - self._clock.now()
        if wait > 0:
            raise PutOffError(f"the host asks to wait {_told(wait)} more", may_pass=True)
        rules = self._rules_of(origin)
        if closed := self._host(origin).closed:
            raise PutOffError(f"robots.txt of the host cannot be had: {closed}", may_pass=True)
        if not rules.allow(address):
            raise NotAllowedError("not allowed by the robots.txt of the host")
        self._pause(address)

    def _pause(self, address: str) -> None:
        wait = self.ready_at(address) - self._clock.now()
        if wait > 0:
            self._clock.sleep(wait)
        self._last[origin_of(address)] = self._clock.now()

    def _pause_of(self, origin: str) -> float:
        rules = self._rules.get(origin)
        return max(self._settings.delay_seconds, rules.delay if rules else 0.0)

    def _rules_of(self, origin: str) -> Rules:
        state = self._host(origin)
        if not state.robots_asked or self._clock.now() - state.robots_asked > _DAY:
            self._keep(origin, self._with_rules(origin, state))
        if origin not in self._rules:
            self._rules[origin] = Rules(self._hosts[origin])
        return self._rules[origin]

    def _with_rules(self, origin: str, state: HostState) -> HostState:
        """Ask for robots.txt; a host that fails allows nothing, and is asked again before long."""
        try:
            answer = self._ask(f"{origin}/robots.txt", self._pause, {})
            text, closed = rules_text(answer), f"HTTP {answer.status}"
        except PrivateAddressError:
            raise
        except FetchError as error:
            text, closed = None, str(error)
        now = self._clock.now()
        if text is None:
            again = now - _DAY + _BUSY_SECONDS
            return replace(state, robots="", closed=closed, robots_asked=again)
        return replace(state, robots=text, closed="", robots_asked=now)

    def _put_off(self, answer: Answer) -> PutOffError:
        wanted = seconds_wanted(answer.headers.get("retry-after"), self._clock.now())
        wait = _BUSY_SECONDS if wanted is None else wanted
        origin = origin_of(answer.address)
        self._keep(origin, replace(self._host(origin), due=self._clock.now() + wait))
        reason = f"HTTP {answer.status}, the host asks to wait {_told(wait)}"
        return PutOffError(reason, may_pass=True)

    def _host(self, origin: str) -> HostState:
        if origin not in self._hosts:
            self._hosts[origin] = self._memory.recall(HostState, origin) or HostState()
        return self._hosts[origin]

    def _keep(self, origin: str, state: HostState) -> None:
        self._hosts[origin] = state
        self._rules.pop(origin, None)
        self._memory.keep(origin, state)


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address: what a robots.txt holds for.

    Raises:
        FetchError: if it is no address.
    """
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        host = parts.hostname or ""
    except ValueError as error:
        raise FetchError(f"not the address of a web page: {error}") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchError("redirected to what is no web page")
    return f"{parts.scheme.lower()}://{f'[{host}]' if ':' in host else host}{port}"


def _told(seconds: float) -> str:
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes >= 1.5 else f"{seconds:.0f} s"
