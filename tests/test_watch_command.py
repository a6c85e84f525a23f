"""``communique watch`` on the command line, and the file that it reads."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.watch_site import Site, item, rss, running_site

from communique.cli import main
from communique.errors import SettingsError
from communique.ledger import Filters
from communique.watch import load_feeds

OSLO = (
    "OSLO (Harbour Post) - Norway expelled two Russian diplomats on Friday, 30 October 2026, the "
    "foreign ministry in Oslo said. Russia called the decision unfounded and promised an answer."
)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


def written(folder: Path, words: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(words, encoding="utf-8")
    return path


def feeds_at(site: Site, folder: Path, *paths: str) -> Path:
    fetch = "[fetch]\nallow_private = true\ndelay_seconds = 0.01\nsilence_seconds = 1\n"
    feeds = (f'[[feeds]]\naddress = "{site.at}{path}"\npages = "never"\n' for path in paths)
    return written(folder, fetch + "".join(feeds))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["watch", *map(str, arguments)])


def test_one_round_tells_new_events_as_lines_and_the_rest_on_standard_error(
    site: Site, tmp_path: Path
) -> None:
    site.serve("/feed", rss(item("Oslo", OSLO, "https://post.example/1")))
    feeds, ledger = feeds_at(site, tmp_path, "/feed"), tmp_path / "w.db"

    done = run(feeds, "--ledger", ledger, "--once")

    assert done.exit_code == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert "SANCTION" in {one["event"]["type"] for one in told}
    assert f"{site.at}/feed: 1 new, 0 known" in done.stderr
    assert "1 new documents" in done.stderr


def test_a_feed_that_fails_among_others_is_done_in_part_and_alone_a_failure(
    site: Site, tmp_path: Path
) -> None:
    site.serve("/feed", rss(item("Weather", "It rained all day in the hills.")))
    part = run(feeds_at(site, tmp_path, "/feed", "/no"), "--ledger", tmp_path / "a.db", "--once")
    none = run(feeds_at(site, tmp_path, "/no"), "--ledger", tmp_path / "b.db", "--once")

    assert (part.exit_code, none.exit_code) == (3, 1)
    assert f"{site.at}/no: HTTP 404" in none.stderr


def test_what_is_not_due_is_not_asked_unless_it_is_wanted_now(site: Site, tmp_path: Path) -> None:
    site.serve("/feed", rss())
    feeds, ledger = feeds_at(site, tmp_path, "/feed"), tmp_path / "w.db"

    for more in ((), (), ("--now",)):
        run(feeds, "--ledger", ledger, "--once", *more)

    assert site.paths() == ["/feed", "/feed"]


def test_a_dry_run_shows_what_is_due_and_asks_and_writes_nothing(
    site: Site, tmp_path: Path
) -> None:
    site.serve("/feed", rss())
    feeds, ledger = feeds_at(site, tmp_path, "/feed"), tmp_path / "w.db"

    before = run(feeds, "--ledger", ledger, "--dry-run")
    assert before.stdout == f"{site.at}/feed: due now\n"
    assert site.asked == []
    assert not ledger.exists()

    run(feeds, "--ledger", ledger, "--once")
    assert run(feeds, "--ledger", ledger, "--dry-run").stdout.startswith(f"{site.at}/feed: due 2")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_is_stopped_cleanly(site: Site, tmp_path: Path, ending: signal.Signals) -> None:
    site.serve("/feed", rss())
    feeds = feeds_at(site, tmp_path, "/feed")
    program = [sys.executable, "-m", "communique", "watch", str(feeds)]
    started = subprocess.Popen(
        [*program, "--ledger", str(tmp_path / "w.db")], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not site.paths() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(0.5)
    started.send_signal(ending)
    told, said = started.communicate(timeout=30)

    assert started.returncode == 0
    assert told == ""
    assert said.endswith("stopped; what was done is kept, run the same command to go on\n")
    assert "Traceback" not in said


def test_a_file_of_feeds_says_what_to_watch(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        every_minutes = 15
        [fetch]
        contact = "https://desk.example/reader"
        [[feeds]]
        address = "https://post.example/world.rss"
        every_minutes = 5
        outlet = "Harbour Post"
        [[alerts]]
        name = "Oslo and Moscow"
        events = { between = ["NOR", "RUS"], min_sources = 2 }
        again = ["status", "sources"]
        webhook = { address = "https://desk.example/hook", secret_variable = "HOOK" }
        """,
    )

    watch = load_feeds(path)

    assert watch.feeds[0].every_minutes == 5
    assert watch.alerts[0].events == Filters(between=("NOR", "RUS"), min_sources=2)
    assert watch.alerts[0].webhook is not None
    assert watch.folder == tmp_path


FEED = '[[feeds]]\naddress = "https://post.example/"\n'


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "no feeds"),
        ("feeds = 3", "Expected `array`"),
        ("[[feeds]]", "missing required field `address`"),
        ("not toml", "cannot read feeds"),
        ('[[feeds]]\naddress = "post.example"', "an address that begins with https://"),
        ('[[feeds]]\naddress = "file:///etc/passwd"', "an address that begins with https://"),
        ('[[feeds]]\naddress = "https://post.example/a b"', "an address that begins with"),
        ('[[feeds]]\naddress = "https://a:b@post.example/"', "with a password in it"),
        ('[[feeds]]\naddress = "http://[::1"', "an address"),
        (FEED + FEED, "each feed by a name of its own"),
        (FEED + "every_hours = 1", "unknown key 'feeds.every_hours'"),
        (FEED + "every_minutes = 0", "every_minutes"),
        (FEED + 'pages = "some"', "pages"),
        (FEED + '[fetch]\ncontact = "me\\nX-Other: header"', "fetch.contact in one line"),
        (FEED + "[[alerts]]\nname = 'a'\n[[alerts]]\nname = 'a'", "each alert by a name"),
        (
            FEED + "[[alerts]]\nname = 'a'\nevents = {who = 'RUS'}",
            "unknown key 'alerts.events.who'",
        ),
        (
            FEED + "[[alerts]]\nname = 'a'\nevents = {limit = 5}",
            "unknown key 'alerts.events.limit'",
        ),
        (FEED + "[[alerts]]\nname = 'a'\nevents = {measure = 'trade'}", "cannot be filtered by"),
        (FEED + "[[alerts]]\nname = 'a'\nevents = {between = ['RUS']}", "events.between"),
        (FEED + "[[alerts]]\nname = 'a'\nagain = ['place']", "again"),
        (FEED + "[[alerts]]\nname = 'a'\nwebhook = {address = 'https://a.example/'}", "secret_var"),
    ],
)
def test_a_file_of_feeds_that_means_nothing_is_refused_with_the_reason(
    tmp_path: Path, words: str, reason: str
) -> None:
    path = written(tmp_path, words)

    with pytest.raises(SettingsError) as refused:
        load_feeds(path)

    assert str(refused.value).startswith(f"{path}: ")
    assert reason in str(refused.value)


def test_a_file_of_feeds_that_is_refused_is_one_sentence(tmp_path: Path) -> None:
    done = run(written(tmp_path, ""), "--ledger", tmp_path / "w.db")

    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert "no feeds" in done.stderr
