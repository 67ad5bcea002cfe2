"""Accessible in every state (axe-core, BFSG), private, and readable at every size."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PHONE, Visit, Watch, asked

QUESTION = "Alles heißt plötzlich .locked, was jetzt?"
DESK = {"viewport": {"width": 1280, "height": 860}}
PAGES = [
    "/",
    "/?frage=Ab+wann+muss+ich+E-Rechnungen+schreiben",
    "/?leitfaden=e-rechnung",
    "/guides",
    "/guides?thema=vertrieb&art=episode",
    "/guides/e-rechnung?zitat=63-178#zitat",
    "/guides/b-kfw-zahlen",
    "/guides/p-digitale-transformation",
    "/datenschutz",
]


def check(page: Any) -> None:
    """No rule of axe-core is broken, every element within the width of the screen."""
    broken = Axe().run(page).response["violations"]
    where = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in broken]
    assert where == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_every_page(
    visit: Visit, address: str, scheme: str, size: dict[str, Any], script: bool
) -> None:
    page = visit(address, color_scheme=scheme, **size)
    if not script:  # axe needs a script engine: keep the engine, take the widget away
        page.route("**/widget.js", lambda route: route.abort())
    for path in PAGES:
        page.goto(address + path)
        if script and path.startswith("/?frage"):
            page.locator(".answer.done").wait_for()
        check(page)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_state_of_the_panel(
    visit: Visit, address: str, scheme: str, size: dict[str, Any]
) -> None:
    page = visit(f"{address}/guides/it-basisschutz", color_scheme=scheme, **size)
    page.route("**/api/feedback", lambda route: route.fulfill(status=500, body=""))
    page.get_by_role("button", name="Chat öffnen").click()
    check(page)
    turn = asked(page, QUESTION)
    turn.get_by_role("button", name="Fundstelle 1").click()
    turn.get_by_role("button", name="Warum diese Antwort?").click()
    turn.get_by_role("button", name="Nicht hilfreich").click()
    check(page)
    turn.get_by_role("button", name="Absenden").click()
    turn.get_by_text("nicht gespeichert").first.wait_for()
    asked(page, "Wie wird das Wetter morgen in Lissabon?")
    check(page)
    page.context.set_offline(True)
    asked(page, QUESTION)
    check(page)


def test_dark_mode_is_dark(visit: Visit, address: str) -> None:
    page = visit(address, color_scheme="dark")
    asked(page, QUESTION)
    for selector in ("body", ".answer"):
        color = page.locator(selector).first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert max(int(part) for part in color.strip("rgb()").split(",")[:3]) < 64, selector


def test_at_twice_the_size_nothing_is_lost(visit: Visit, address: str) -> None:
    page = visit(f"{address}/guides/e-rechnung", viewport={"width": 640, "height": 430})
    page.get_by_role("button", name="Chat öffnen").click()
    asked(page, QUESTION)
    for name in ("Schließen", "Fragen", "Neues Gespräch"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert min(box["x"], box["y"]) >= 0, name
        assert box["x"] + box["width"] <= 640, name
        assert box["y"] + box["height"] <= 430, name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_for_those_who_want_it_still(visit: Visit, slow_address: str) -> None:
    page = visit(slow_address, reduced_motion="reduce")
    page.get_by_role("textbox", name="Ihre Frage").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".answer").wait_for()
    assert page.evaluate("document.getAnimations({subtree: true}).length") == 0


def test_english_pages_get_an_english_widget(visit: Visit, address: str) -> None:
    page = visit(f"{address}/datenschutz")
    page.evaluate(
        """() => { const chat = document.createElement('lotse-chat'); chat.dataset.lang = 'en';
        const script = document.createElement('script'); script.src = '/widget.js';
        document.body.append(script, chat) }"""
    )
    page.get_by_role("button", name="Ask the pilot: Open chat").click()
    assert page.get_by_text("You are talking to an AI system").is_visible()
    assert page.locator("lotse-chat [lang=en]").count() == 1


def test_no_cookie_no_storage_no_other_host(visit: Visit, address: str, watch: Watch) -> None:
    page = visit(address)
    asked(page, QUESTION)
    page.locator("button.chip").first.click()
    page.goto(f"{address}/demo")
    page.get_by_role("button", name="Chat öffnen").click()
    asked(page, QUESTION)
    stored = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, document.cookie,
        (await indexedDB.databases()).length, (await caches.keys()).length]"""
    )
    assert stored == [0, 0, "", 0, 0]
    assert page.context.cookies() == []
    assert watch.hosts() == {address}
    assert watch.errors == []
