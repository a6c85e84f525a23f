"""The reading room in a real browser, served by a real process: what readers meet on every page.

One room holds the bundled reports and some hostile ones; nothing on it may complain, leave the
host, be out of reach of a keyboard or a screen reader, or run what a report says.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="needs playwright")
pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.web.browser import CHROMIUM, DESKTOP, PHONE, Scheme, Served, serving, visiting
from tests.web.hostile_reports import write_hostile_reports

from communique import pipeline
from communique.web.pages import PAGES
from room_pages import EVERY, addresses

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")

NEWS = (
    "LUSAKA, 4 June 2024 - Zambian President Hakainde Hichilema met Namibian President Nangolo "
    "Mbumba in Livingstone on Monday, the two governments said.\n\nThe talks lasted two hours."
)
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
FIJI_TONGA = "between=FJI&between=TON"
HOSTILE = (
    "/", "/documents?search=Rabuka", f"/events?{FIJI_TONGA}", "/between/FJI/TON", "/outlets",
    "/search?q=Rabuka", "/search?q=%3Cscript%3Ealert('ran')%3C/script%3E", "/stories",
    "/actors?search=Rabuka", "/statements?search=islands", "/outlets/Reef", "/refused",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A room of the bundled reports and hostile ones, which may be written to."""
    folder = tmp_path_factory.mktemp("browser")
    ledger = shutil.copy(demo_ledger, folder / "demo.db")
    pipeline.build([write_hostile_reports(folder / "hostile")], ledger)
    with serving(ledger, folder) as room:
        yield room


@pytest.fixture(scope="module")
def at(served: Served) -> dict[str, str]:
    """Where the room has an example of each page."""
    return addresses(served.address)


def grave(page: Page, **options: Any) -> list[str]:
    """What axe finds serious or critical, with the elements it is about."""
    options["resultTypes"] = ["violations"]
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {[' '.join(node['target']) for node in one['nodes'][:4]]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def test_every_page_of_the_room_is_visited(at: dict[str, str]) -> None:
    assert sorted(at) == sorted(EVERY)
    paths = [address.split("?")[0] for address in at.values()]
    for page in PAGES:
        shape = re.sub(r"\{\w+:path\}", ".+", re.sub(r"\{\w+\}", "[^/]+", page.path))
        assert any(re.fullmatch(shape, path) for path in paths), page.path


@pytest.mark.parametrize("name", EVERY)
def test_a_page_stays_on_its_host_and_complains_of_nothing(
    name: str, chromium: Browser, served: Served, at: dict[str, str]
) -> None:
    with visiting(chromium, served) as visitor:
        visitor.go(at[name])
    if name == "no such page":
        assert [said for said in visitor.complaints if "404 (Not Found)" not in said] == []
    else:
        assert visitor.complaints == []


@pytest.mark.parametrize("name", EVERY)
def test_axe_finds_nothing_grave_and_nothing_runs_over(
    name: str, chromium: Browser, served: Served, at: dict[str, str]
) -> None:
    with visiting(chromium, served) as visitor:
        page = visitor.go(at[name])
        assert grave(page) == []
        page.emulate_media(color_scheme="dark")
        assert grave(page, runOnly=["color-contrast"]) == []
        page.set_viewport_size({"width": PHONE, "height": 844})
        assert grave(page, rules={"color-contrast": {"enabled": False}}) == []
        assert visitor.sideways == 0


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not here")
def test_real_reports_look_as_well(chromium: Browser, tmp_path: Path) -> None:
    pipeline.build([SEEDS], tmp_path / "seeds.db")
    with (
        serving(tmp_path / "seeds.db", tmp_path) as room,
        visiting(chromium, room, width=PHONE, scheme="dark") as visitor,
    ):
        for name, address in addresses(room.address).items():
            page = visitor.go(address)
            assert visitor.sideways == 0, name
            if name in {"overview", "relationship", "event", "all of a document", "story"}:
                assert grave(page) == [], name
    assert [said for said in visitor.complaints if "404 (Not Found)" not in said] == []


@pytest.mark.parametrize("name", ["event", "relationship"])
def test_a_printed_page_holds_the_text_and_no_controls(
    name: str, chromium: Browser, served: Served, at: dict[str, str]
) -> None:
    with visiting(chromium, served, scheme="dark") as visitor:
        page = visitor.go(at[name])
        page.emulate_media(media="print", color_scheme="dark")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("blockquote").first).to_be_visible()
        for controls in (".find", "nav[aria-label=Main]", ".skip", "details.correct"):
            expect(page.locator(controls).filter(visible=True)).to_have_count(0)
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert background == "rgb(255, 255, 255)"


def press_until(page: Page, wanted: str, *, most: int = 200) -> None:
    """Press Tab until what is focused matches a selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab does not lead to {wanted} on {page.url}")


def test_from_search_to_the_words_by_keyboard_alone(chromium: Browser, served: Served) -> None:
    with visiting(chromium, served, permissions=["clipboard-read", "clipboard-write"]) as visitor:
        page = visitor.go("/")
        page.keyboard.press("/")
        page.keyboard.type("China and United States")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?**")
        press_until(page, "a.best")
        page.keyboard.press("Enter")
        page.wait_for_url("**/between/**")
        press_until(page, "main a[href^='/events/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/events/**")
        press_until(page, "main a[href^='/documents/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/documents/**")
        press_until(page, "li.found")
        assert page.locator("li.found:focus").count() == 1
        expect(page.locator("mark.lit").first).to_be_visible()
        press_until(page, "li.found summary")
        page.keyboard.press("Enter")
        press_until(page, ".cite button")
        page.keyboard.press("Enter")
        expect(page.locator(".cite button:focus")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("details[open] .citation").inner_text()
    assert visitor.complaints == []


def test_the_same_path_without_scripts(chromium: Browser, served: Served) -> None:
    with visiting(chromium, served, scripts=False) as visitor:
        page = visitor.go("/")
        page.fill("#find", "China and United States")
        page.click(".find button")
        page.click("a.best")
        page.locator("main a[href^='/events/']").first.click()
        page.locator("main a[href^='/documents/']").first.click()
        assert "/documents/" in page.url
        number = page.locator("li.found a.no").first
        number.click()
        lands = page.locator(page.url[page.url.index("#") :])
        expect(lands).to_be_in_viewport()
        expect(page.locator("article mark").first).to_be_visible()
        page.locator("li.found summary").first.click()
        expect(page.locator(".citation").first).to_be_visible()
        charts = page.goto(f"{served.address}/between/CHN/USA")
        assert charts is not None and charts.ok
        expect(page.locator("figure svg, .scroll svg").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_hostile_reports_do_nothing(
    width: int, scheme: Scheme, chromium: Browser, served: Served
) -> None:
    with visiting(chromium, served, width=width, scheme=scheme) as visitor:
        page = visitor.go(f"/events?{FIJI_TONGA}")
        events = links(page, "/events/")
        shown = [*HOSTILE, *events, *links(visitor.go("/documents?search=Rabuka"), "/documents/")]
        assert len(shown) >= len(HOSTILE) + 6
        for address in shown:
            visitor.go(address)
            assert visitor.sideways == 0, address
            assert page.locator("main script, main [onerror], main [onload]").count() == 0
            assert page.locator("a[href^='javascript:' i]").count() == 0
            assert all(len(one) < 400 for one in page.locator("h1, .deed").all_inner_texts())
            assert "\u202e" not in page.content()
    assert visitor.complaints == []


def links(page: Page, beginning: str) -> list[str]:
    """Where the links of a page's main part lead, each once, without their fragments."""
    found = page.locator(f"main a[href^='{beginning}']").evaluate_all(
        "several => several.map(one => one.getAttribute('href').split('#')[0])"
    )
    return sorted(set(found))


def test_an_event_is_corrected_and_the_correction_taken_back(
    chromium: Browser, served: Served, at: dict[str, str]
) -> None:
    with visiting(chromium, served) as visitor:
        page = visitor.go(at["event"])
        page.locator("#correct-it > summary").click()
        page.get_by_label("A field is wrong").check()
        page.get_by_label("Where").fill("Astana, KAZ")
        form = page.locator("form#correct")
        form.get_by_label("Your name").fill("Ada Reader")
        form.get_by_label("Why, in a few words").fill("The communiqué says so")
        form.get_by_role("button", name="Correct").click()
        expect(page.get_by_role("status")).to_contain_text("Done.", timeout=120_000)
        expect(page.locator("header.page-head")).to_contain_text("Astana")
        page.locator("details.undo > summary").first.click()
        undo = page.locator("details.undo form").first
        undo.get_by_label("Your name").fill("Ada Reader")
        undo.get_by_label("Why, in a few words").fill("Another city after all")
        undo.get_by_role("button", name="Take back").click()
        expect(page.locator(".changes .undone").first).to_be_visible(timeout=120_000)
        expect(page.locator("header.page-head")).not_to_contain_text("Astana")
    assert visitor.complaints == []


def test_a_pasted_report_is_read_while_one_watches(chromium: Browser, served: Served) -> None:
    with visiting(chromium, served) as visitor:
        page = visitor.go("/add")
        page.get_by_label("Or the text of a report").fill(NEWS)
        page.get_by_label("Outlet").fill("Zambezi Post")
        page.get_by_label("Published").fill("2024-06-04")
        page.get_by_role("button", name="Read them").click()
        expect(page.locator("h1")).to_have_text("1 report came in", timeout=120_000)
        expect(page.locator(".came .deed").first).to_contain_text("Hakainde Hichilema")
    assert visitor.complaints == []


def test_the_room_had_nothing_to_complain_of_either(served: Served) -> None:
    assert served.log.read_text(encoding="utf-8").splitlines()[1:] == []
