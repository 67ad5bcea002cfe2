"""What people do in the chat: ask, look at the source, ask on, rate, stop, start anew."""

import json
import re
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Visit, Watch, asked

QUESTION = "Ab wann muss ich E-Rechnungen schreiben?"
OFF_TOPIC = "Wie wird das Wetter morgen in Lissabon?"


def focused(page: Any) -> str:
    """The accessible name or text of what has the focus, inside the shadow tree."""
    found: str = page.evaluate(
        """() => { let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at.getAttribute('aria-label') ?? at.textContent }"""
    )
    return found


def tab_to(page: Any, name: str) -> None:
    for _ in range(60):
        if re.search(name, focused(page)):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no tab stop named {name}")


def test_a_whole_conversation_by_keyboard_alone(visit: Visit, address: str, watch: Watch) -> None:
    page = visit(f"{address}/guides/it-basisschutz")
    tab_to(page, "Chat öffnen")
    page.keyboard.press("Enter")
    assert focused(page) == "Ihre Frage"
    page.keyboard.type(QUESTION)
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Und was ist mit PDF?")
    page.keyboard.press("Enter")
    page.locator(".answer.done").wait_for()
    assert page.locator(".asked").inner_text().count("\n") >= 1
    page.keyboard.press("Shift+Tab")
    for _ in range(40):
        if "Fundstelle 1" in focused(page):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator(".source blockquote").inner_text()
    tab_to(page, "^Fundstelle schließen")
    page.keyboard.press("Escape")
    assert page.locator(".source").count() == 0
    assert "Fundstelle 1" in focused(page)
    page.keyboard.press("Escape")
    assert "Chat öffnen" in focused(page)
    assert not page.locator(".panel").is_visible()
    assert watch.errors == []


def test_a_chip_leads_to_the_highlighted_words(visit: Visit, address: str) -> None:
    page = visit(address)
    turn = asked(page, QUESTION)
    turn.get_by_role("button", name="Fundstelle 1").click()
    quote = turn.locator(".source blockquote").inner_text()
    assert "Stand" in turn.locator(".source .meta").inner_text()
    with page.context.expect_page() as opened:
        turn.get_by_role("link", name="Im Leitfaden lesen").click()
    guide = opened.value
    guide.wait_for_load_state()
    assert "".join(guide.locator("mark").all_inner_texts()) == quote
    for _ in range(50):
        if (top := guide.locator("#zitat").bounding_box()["y"]) < 860:
            break
        guide.wait_for_timeout(100)
    assert top < 860
    guide.goto(re.sub(r"fassung=[^#]*", "fassung=0.0.9", guide.url))
    assert guide.locator("mark").count() == 0
    assert "seit der Antwort geändert" in guide.locator(".guide-head").inner_text()


def test_a_follow_up_is_asked_with_what_went_before(visit: Visit, address: str) -> None:
    page = visit(address)
    asked(page, QUESTION)
    with page.expect_request("**/api/chat") as sent:
        page.locator(".next button").first.click()
    body = json.loads(sent.value.post_data)
    assert [turn["role"] for turn in body["history"]] == ["user", "assistant"]
    assert body["history"][0]["content"] == QUESTION
    page.locator(".turn").nth(1).locator(".answer.done, .answer.declined").wait_for()


def test_a_decline_helps_on(visit: Visit, address: str) -> None:
    turn = asked(visit(address), OFF_TOPIC)
    assert turn.locator(".answer.declined").is_visible()
    assert "die Wirtschaftsförderung" in turn.inner_text()
    assert "anders zu fragen" in turn.inner_text()
    assert turn.locator(".guides a").count() > 0


def test_the_evidence_names_quotes_and_guides(visit: Visit, address: str) -> None:
    turn = asked(visit(address), QUESTION)
    why = turn.get_by_role("button", name="Warum diese Antwort?")
    why.click()
    assert why.get_attribute("aria-expanded") == "true"
    assert turn.locator(".evidence ol li").count() == turn.locator("button.chip").count()
    assert turn.locator(".ranking li").count() == 5
    assert "Ausgabe der Leitfäden" in turn.locator(".evidence").inner_text()
    why.click()
    assert turn.locator(".evidence").count() == 0


def test_an_answer_is_copied_with_its_sources(visit: Visit, address: str) -> None:
    page = visit(address, permissions=["clipboard-read", "clipboard-write"])
    turn = asked(page, QUESTION)
    turn.get_by_role("button", name="Kopieren").click()
    turn.get_by_text("Mit Quellen kopiert.").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1]" in copied
    assert f"{address}/guides/e-rechnung?zitat=" in copied


@pytest.mark.parametrize("along", [False, True])
def test_a_thumb_down_sends_the_question_only_if_ticked(
    visit: Visit, address: str, along: bool
) -> None:
    page = visit(address)
    page.route("**/api/feedback", lambda route: route.fulfill(status=204))
    turn = asked(page, QUESTION)
    turn.get_by_role("button", name="Nicht hilfreich").click()
    turn.get_by_label("Veraltet").check()
    turn.get_by_label("Anmerkung").fill("Frist fehlt")
    if along:
        turn.get_by_label("Frage mitschicken").check()
    with page.expect_request("**/api/feedback") as sent:
        turn.get_by_role("button", name="Absenden").click()
    body = json.loads(sent.value.post_data)
    assert body.pop("guides")[0] == "e-rechnung"
    assert re.fullmatch(r"\d+", body.pop("release"))
    assert body == {
        "rating": "down",
        "reason": "outdated",
        "comment": "Frist fehlt",
        "question": QUESTION if along else None,
        "status": "answered",
    }
    turn.get_by_text("Danke").first.wait_for()
    assert turn.get_by_role("button", name="Hilfreich", exact=True).is_disabled()


def test_a_rating_that_cannot_be_stored_says_so(visit: Visit, address: str) -> None:
    page = visit(address)
    page.route("**/api/feedback", lambda route: route.fulfill(status=500, json={"message": "x"}))
    turn = asked(page, QUESTION)
    turn.get_by_role("button", name="Hilfreich", exact=True).click()
    turn.get_by_text("konnte nicht gespeichert werden").first.wait_for()
    assert turn.get_by_role("button", name="Hilfreich", exact=True).is_enabled()


def test_stop_keeps_what_arrived_and_retry_asks_again(
    visit: Visit, slow_address: str, watch: Watch
) -> None:
    page = visit(slow_address)
    page.get_by_role("textbox", name="Ihre Frage").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".answer.streaming").wait_for()
    page.get_by_role("button", name="Stopp").click()
    stopped = page.locator(".answer.stopped")
    arrived = stopped.inner_text().split("\n")[0]
    assert "Angehalten." in stopped.inner_text()
    assert focused(page) == "Ihre Frage"
    page.get_by_role("button", name="Noch einmal").click()
    page.locator(".answer.done").wait_for()
    whole = page.locator(".answer.done").inner_text()
    assert len(arrived) > 5
    assert whole.startswith(arrived)
    assert len(whole) > 2 * len(arrived)
    assert page.locator(".turn").count() == 1
    assert watch.errors == []


def test_screen_readers_hear_whole_sentences(visit: Visit, slow_address: str) -> None:
    page = visit(slow_address)
    turn = asked(page, QUESTION)
    heard = page.locator(".heard[aria-live] p").all_inner_texts()
    assert heard[0].startswith("Ich sehe in den Leitfäden nach")
    assert all(re.search(r"[.!?…]$", sentence) for sentence in heard)
    assert not any("[" in sentence for sentence in heard)
    assert len(heard) >= 4
    assert turn.locator(".answer").inner_text().startswith(heard[1])


def test_a_new_conversation_forgets_the_old_one(visit: Visit, address: str) -> None:
    page = visit(address)
    asked(page, QUESTION)
    page.get_by_role("button", name="Neues Gespräch").click()
    assert page.locator(".turn").count() == 0
    assert page.get_by_text("Hier antwortet ein KI-System").is_visible()
    with page.expect_request("**/api/chat") as sent:
        asked(page, OFF_TOPIC)
    assert json.loads(sent.value.post_data)["history"] == []


def test_a_question_on_a_guides_page_is_about_that_guide(visit: Visit, address: str) -> None:
    page = visit(f"{address}/guides/e-rechnung")
    page.get_by_role("link", name="Frag zu diesem Leitfaden").click()
    with page.expect_request("**/api/chat") as sent:
        turn = asked(page, "Was kostet das?")
    history = json.loads(sent.value.post_data)["history"]
    assert history == [{"role": "user", "content": "E-Rechnungen empfangen, prüfen und versenden"}]
    assert "E-Rechnungen" in turn.locator(".guides").inner_text()


def test_without_javascript_the_server_answers(visit: Visit, address: str) -> None:
    page = visit(address, java_script_enabled=False)
    page.get_by_role("textbox", name="Ihre Frage").fill(QUESTION)
    page.get_by_role("button", name="Fragen").click()
    answer = page.locator(".plain-answer")
    assert "Bis 31.12.2026" in answer.inner_text()
    quote = answer.locator("q").first.inner_text()
    answer.locator("li a").first.click()
    assert "".join(page.locator("mark").all_inner_texts()) == quote
    page.get_by_role("link", name="Frag zu diesem Leitfaden").click()
    page.get_by_role("textbox", name="Ihre Frage").fill("Was kostet das?")
    page.get_by_role("button", name="Fragen").click()
    assert "E-Rechnungen" in page.locator(".plain-answer ol").inner_text()
    page.goto(f"{address}/guides?thema=sicherheit&art=bericht")
    assert page.locator(".shelf").count() == 1
    assert page.get_by_label("Art").input_value() == "bericht"


def test_the_phone_panel_is_modal_and_gives_the_focus_back(visit: Visit, address: str) -> None:
    page = visit(f"{address}/guides/e-rechnung", **PHONE)
    page.get_by_role("button", name="Chat öffnen").tap()
    box = page.locator(".panel").bounding_box()
    assert (box["x"], box["y"], box["width"]) == (0, 0, 390)
    names = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == "lotse-chat"
        names.add(focused(page))
    assert {"Schließen", "Ihre Frage", "Fragen", "Datenschutz"} <= names
    page.keyboard.press("Escape")
    assert "Chat öffnen" in focused(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_phone_panel_stays_above_the_keyboard(visit: Visit, address: str) -> None:
    page = visit(f"{address}/guides/e-rechnung", **PHONE)
    page.get_by_role("button", name="Chat öffnen").tap()
    page.evaluate(
        """() => { Object.defineProperty(visualViewport, 'height', { value: 420 });
        visualViewport.dispatchEvent(new Event('resize')) }"""  # what a keyboard does
    )
    assert page.locator(".panel").bounding_box()["height"] == 420
    field = page.get_by_role("textbox", name="Ihre Frage").bounding_box()
    assert field["y"] + field["height"] <= 420
