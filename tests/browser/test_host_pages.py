"""The widget on other people's pages: strict policies, old styles, applications, other scripts."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import PHONE, Visit, Watch, asked
from tests.browser.servers import partner, served

QUESTION = "Ab wann muss ich E-Rechnungen schreiben?"
TAG = '<script src="{lotse}/widget.js" data-lotse {more} async></script>'

STRICT = (
    "<!doctype html><html lang=de><title>Strenge Seite</title><main><h1>Streng</h1></main>" + TAG
)
POLICY = (
    "default-src 'none'; script-src {lotse}; connect-src {lotse}; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
OLD = (
    """<html><head><title>Alte Seite</title><style>
* {{ all: unset !important; color: lime !important; font: 40px/3 fantasy !important; }}
lotse-chat, lotse-chat * {{ display: none !important; opacity: 0 !important; transform: scale(3)
!important; text-transform: uppercase !important; position: static !important; }}
table {{ z-index: 2147483647; position: fixed; inset: 0; background: red; }}
</style></head><body><table width=100% height=100%><tr><td>Hallo</table>"""
    + TAG
)
APP = (
    "<!doctype html><html lang=de><title>Anwendung</title><body><main>Ansicht 1</main>"
    + TAG
    + "</body>"
)
RTL = "<!doctype html><html dir=rtl lang=ar><title>RTL</title><main dir=rtl>مرحبا</main>" + TAG
TWO = "<!doctype html><html lang=de><title>Zwei</title><main>Zwei</main>" + TAG * 2


@pytest.fixture(scope="module")
def site(address: str) -> Iterator[str]:
    """A partner's site on another origin."""

    def page(html: str, more: str = "") -> str:
        return html.format(lotse=address, more=more)

    two = TWO.replace("{more}", 'data-position=left data-title="Links" data-color="#ffd000"', 1)
    pages = {
        "/streng": (page(STRICT), {"content-security-policy": POLICY.format(lotse=address)}),
        "/alt": (page(OLD), {}),
        "/app": (page(APP, "data-open"), {}),
        "/rtl": (page(RTL), {}),
        "/zwei": (page(two), {}),
    }
    with served(partner(pages)) as found:
        yield found


@pytest.mark.parametrize("path", ["/streng", "/alt", "/rtl"])
def test_it_answers_and_looks_the_same_everywhere(
    visit: Visit, site: str, address: str, watch: Watch, path: str
) -> None:
    page = visit(site + path)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.get_by_role("button", name="Chat öffnen").click()
    turn = asked(page, QUESTION)
    turn.get_by_role("button", name="Fundstelle 1").click()
    box = page.locator(".panel").bounding_box()
    assert (box["x"] + box["width"], box["width"]) == (1260, 432)
    look = turn.locator(".answer p").first.evaluate(
        """p => { const s = getComputedStyle(p);
        return [s.fontSize, s.textTransform, s.color, s.direction, s.opacity] }"""
    )
    assert look == ["16px", "none", "rgb(23, 36, 43)", "ltr", "1"]
    on_top = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).localName", [box["x"] + 9, box["y"] + 200]
    )
    assert on_top == "lotse-chat"
    assert watch.hosts() == {site, address}
    assert watch.errors == []
    assert [text for text in refused if "Content Security" in text or "Trusted" in text] == []


def test_on_a_page_wider_than_the_phone_it_stays_in_sight(visit: Visit, address: str) -> None:
    page = visit(f"{address}/demo", **PHONE)
    assert page.evaluate("innerWidth > visualViewport.width")  # the page is as wide as we want it
    page.get_by_role("button", name="Chat öffnen").tap()
    box = page.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    asked(page, QUESTION)


def test_an_application_may_move_remove_and_redraw_it(
    visit: Visit, site: str, watch: Watch
) -> None:
    page = visit(f"{site}/app")
    asked(page, QUESTION)
    page.evaluate("document.body.replaceChildren(document.createElement('main'))")
    page.locator("lotse-chat .turn .answer.done").wait_for()  # redrawn: the conversation stays
    assert page.locator(".panel").is_visible()
    page.evaluate("document.querySelector('main').append(document.querySelector('lotse-chat'))")
    assert page.locator(".turn").count() == 1
    page.evaluate("document.querySelector('lotse-chat').remove()")
    page.wait_for_timeout(100)
    assert page.locator("lotse-chat").count() == 0  # removed alone: meant
    assert watch.errors == []


def test_a_widget_that_leaves_stops_asking(visit: Visit, slow_address: str) -> None:
    page = visit(f"{slow_address}/demo")
    page.get_by_role("button", name="Chat öffnen").click()
    page.get_by_role("textbox", name="Ihre Frage").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".answer.streaming").wait_for()
    with page.expect_event("requestfailed", lambda request: "api/chat" in request.url):
        page.evaluate("document.querySelector('lotse-chat').remove()")


def test_two_widgets_do_not_disturb_each_other(visit: Visit, site: str, watch: Watch) -> None:
    page = visit(f"{site}/zwei")
    left = page.locator("lotse-chat[data-position=left]")
    right = page.locator("lotse-chat:not([data-position])")
    assert left.locator(".launcher").bounding_box()["x"] == 21
    color = left.locator(".launcher").evaluate("b => getComputedStyle(b).color")
    assert color == "rgb(23, 36, 43)"  # ink on yellow, although white is the default
    left.get_by_role("button", name="Links: Chat öffnen").click()
    asked(page, QUESTION)
    right.get_by_role("button", name="Frag den Lotsen: Chat öffnen").click()
    assert right.locator(".turn").count() == 0
    assert left.locator(".turn").count() == 1
    assert watch.errors == []


def test_the_host_page_hears_events_without_anybodys_words(visit: Visit, site: str) -> None:
    page = visit(f"{site}/streng")
    page.evaluate(
        """() => { window.heard = []; for (const name of ['open', 'ask', 'answer', 'close'])
        addEventListener('lotse:' + name, e => heard.push([e.type, e.detail])) }"""
    )
    page.get_by_role("button", name="Chat öffnen").click()
    asked(page, QUESTION)
    page.keyboard.press("Escape")
    heard = page.evaluate("heard")
    assert [name for name, _ in heard] == ["lotse:open", "lotse:ask", "lotse:answer", "lotse:close"]
    assert set(heard[2][1]) == {"status", "guides", "release"}
    assert heard[1][1] == {}


def test_a_site_that_is_not_allowed_is_refused_in_plain_german(
    visit: Visit, address: str, site: str
) -> None:
    page = visit(f"{site}/app")
    page.route("**/api/chat", lambda route: route.abort("accessdenied"))
    turn = asked(page, QUESTION)
    assert "nicht erreichbar" in turn.inner_text()
