"""When something fails, people read a German sentence, keep their question, and can try again."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Visit, Watch, asked

QUESTION = "Ab wann muss ich E-Rechnungen schreiben?"


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (429, {"retry-after": "20"}, "Bitte in 20 Sekunden noch einmal fragen."),
        (503, {}, "Die Leitfäden werden gerade eingelesen."),
        (422, {}, "Die Leitfäden werden gerade eingelesen."),
        (500, {}, "Die Leitfäden werden gerade eingelesen."),
    ],
)
def test_a_refusal_is_said_and_can_be_retried(
    visit: Visit, address: str, status: int, headers: dict[str, str], said: str
) -> None:
    page = visit(address)
    body = {"code": "x", "message": "Die Leitfäden werden gerade eingelesen."}
    page.route(
        "**/api/chat", lambda route: route.fulfill(status=status, headers=headers, json=body)
    )
    turn = asked(page, QUESTION)
    assert said in turn.inner_text()
    page.unroute("**/api/chat")
    turn.get_by_role("button", name="Noch einmal").click()
    page.locator(".answer.done").wait_for()
    assert page.locator(".turn").count() == 1


def test_a_refusal_that_is_not_ours_is_said_too(visit: Visit, address: str) -> None:
    page = visit(address)
    page.route("**/api/chat", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    assert "kann so nicht beantwortet werden" in asked(page, QUESTION).inner_text()


def test_offline_is_said_and_the_question_stays(visit: Visit, address: str) -> None:
    page = visit(address)
    page.context.set_offline(True)
    turn = asked(page, QUESTION)
    assert "keine Verbindung zum Internet" in turn.inner_text()
    assert page.get_by_role("textbox", name="Ihre Frage").input_value() == QUESTION


def test_an_error_inside_the_stream_is_said(visit: Visit, address: str) -> None:
    assert "Bitte eine Frage eingeben." in asked(visit(address), "?!").inner_text()


@pytest.fixture
def dying() -> Iterator[str]:
    """A server in a process of its own, which is killed while it answers."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    script = Path(__file__).with_name("dying.py")
    process = subprocess.Popen([sys.executable, str(script), str(port)])
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
            break
        except OSError:
            time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


def test_a_server_that_dies_midway_leaves_what_arrived(
    visit: Visit, dying: str, watch: Watch
) -> None:
    page = visit(dying, locale="de-DE")
    page.evaluate("document.documentElement.lang = 'de'")
    turn = asked(page, QUESTION)
    assert "Ein halber Satz" in turn.inner_text()
    assert "Die Verbindung ist abgerissen." in turn.inner_text()
    turn.get_by_role("button", name="Noch einmal").click()
    page.get_by_text("nicht erreichbar").first.wait_for()
    assert watch.errors == []
