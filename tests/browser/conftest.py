"""A browser, and real servers for it; without Chromium these tests are skipped with a reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from ingest import LiveIndex, SentenceEmbeddings, model_id
from tests.browser.servers import SlowAssistant, lotse, served


@pytest.fixture(scope="session")
def opened(real_index_dir: Path, model: SentenceEmbeddings) -> Callable[..., Assistant]:
    """Open the real release once more, for a server of its own: a server closes what it serves."""

    def make(kind: type[Assistant] = Assistant, *rest: Any) -> Assistant:
        live = LiveIndex(real_index_dir, model_id("bundled"))
        return kind(live, model, "die Wirtschaftsförderung", *rest)

    return make


@pytest.fixture(scope="session")
def address(opened: Callable[..., Assistant]) -> Iterator[str]:
    """The real assistant over the real corpus, served."""
    with served(lotse(opened())) as found:
        yield found


@pytest.fixture(scope="session")
def slow_address(opened: Callable[..., Assistant]) -> Iterator[str]:
    """The same, saying its answers word by word."""
    with served(lotse(opened(SlowAssistant))) as found:
        yield found


@dataclass
class Watch:
    """What a page did besides showing something."""

    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def hosts(self) -> set[str]:
        """Every origin that was asked for anything."""
        network = [url for url in self.requests if not url.startswith(("data:", "blob:"))]
        return {"/".join(url.split("/")[:3]) for url in network}


Visit = Callable[..., Any]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def visit(browser: Any, watch: Watch) -> Iterator[Visit]:
    """Open an address in a fresh context, watched; options are those of a browser context."""
    contexts = []

    def arrive(url: str, **options: Any) -> Any:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 860}} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: watch.requests.append(request.url))
        page.on("dialog", lambda dialog: (watch.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: watch.errors.append(str(error)))
        page.goto(url)
        return page

    yield arrive
    for context in contexts:
        context.close()


def asked(page: Any, question: str) -> Any:
    """Type a question, send it with Enter, and return the turn once it is over."""
    page.get_by_role("textbox", name="Ihre Frage").fill(question)
    page.keyboard.press("Enter")
    turn = page.locator(".turn").last
    turn.locator(".answer:not(.waiting):not(.streaming)").wait_for()
    return turn


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
