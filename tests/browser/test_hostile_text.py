"""Nothing that a guide, a model or a person writes ever becomes markup, in widget or pages."""

import json
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.app import create_app
from api.settings import ApiSettings
from assistant import Assistant
from ingest import LiveIndex, Registry, ingest
from tests.browser.conftest import Visit, Watch
from tests.browser.servers import Parrot, lotse, partner, served
from tests.conftest import SHARED
from tests.fakes import GramEmbeddings

DATA = SHARED / "testdata"
BATCH = 40
_BLANK = (
    string.whitespace
    + "\ufeff\u200b\xa0\x85\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
HOST = (
    "<!doctype html><html lang=de><title>x</title>"
    "<script src='{}/widget.js' data-lotse data-open></script>"
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.exists(), reason="shared/testdata is not there"),
]


def payloads() -> list[str]:
    """223 payloads of DOMPurify and the naughty strings that can be asked at all."""
    xss = [entry["payload"] for entry in json.loads((DATA / "dompurify/payloads.json").read_text())]
    naughty = json.loads((DATA / "blns/blns.json").read_text("utf-8"))
    return [text for text in [*xss, *naughty] if text.strip(_BLANK)]


def plain(text: str) -> str:
    """A text without white space and what browsers do not show."""
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def shown(page: Any, selector: str) -> list[str]:
    """The text of every element, wherever in the shadow tree."""
    return [
        plain(text)
        for text in page.locator(selector).evaluate_all("l => l.map(e => e.textContent)")
    ]


@pytest.fixture(scope="module")
def parrot(opened: Callable[..., Parrot]) -> Iterator[tuple[str, Parrot]]:
    """A server that answers with whatever texts it is given."""
    found = opened(Parrot)
    found.texts = ["x"]
    with served(lotse(found)) as address:
        yield address, found


@pytest.fixture(scope="module")
def site(parrot: tuple[str, Parrot]) -> Iterator[str]:
    """A page without any policy: only the widget itself keeps markup out."""
    with served(partner({"/": (HOST.format(parrot[0]), {})})) as found:
        yield found


ASK = """async (questions) => { const chat = document.querySelector('lotse-chat');
for (const question of questions) { await new Promise((done, fail) => {
  setTimeout(() => fail(new Error('no answer to ' + JSON.stringify(question))), 9000);
  chat.addEventListener('lotse:answer', done, { once: true });
  chat.addEventListener('lotse:error', done, { once: true });
  chat.ask(question); }); await new Promise((next) => setTimeout(next)); } }"""


def quiet(page: Any, watch: Watch, *own: str) -> None:
    """Nothing ran, nothing was asked for, no page was left."""
    page.wait_for_timeout(300)
    assert watch.dialogs == []
    assert watch.errors == []
    assert watch.hosts() <= set(own)
    assert {"/".join(url.split("/")[3:]).split("?")[0] for url in watch.requests} <= {
        "",
        "widget.js",
        "api/chat",
        "favicon.ico",
    }


def test_as_a_question(visit: Visit, site: str, parrot: tuple[str, Parrot], watch: Watch) -> None:
    page = visit(site)
    page.wait_for_selector("lotse-chat textarea")
    texts = [text for text in payloads() if len(text) <= 2000]
    parrot[1].texts = ["x"]
    page.evaluate(ASK, texts)
    asked = shown(page, ".asked")
    assert [text.removeprefix("Siefragten:") for text in asked] == [plain(t) for t in texts]
    quiet(page, watch, site, parrot[0])


def test_as_what_a_model_says(
    visit: Visit, site: str, parrot: tuple[str, Parrot], watch: Watch
) -> None:
    page = visit(site)
    page.wait_for_selector("lotse-chat textarea")
    texts = payloads()
    for start in range(0, len(texts), BATCH):
        parrot[1].texts = texts[start : start + BATCH]
        page.evaluate(ASK, ["Und?"])
        turn = page.locator(".turn").last
        said = shown(turn, ".answer > p, .answer > ol > li")
        wanted = [plain(text) for text in parrot[1].texts]
        assert [text for text in wanted if not any(text in line for line in said)] == []
        for chip in turn.locator("button.chip").all():
            chip.dispatch_event("click")
        turn.get_by_role("button", name="Warum diese Antwort?").click()
        assert shown(turn, ".source blockquote") == wanted
        assert shown(turn, ".next button") == wanted
        for link in turn.locator("a").evaluate_all("links => links.map((a) => a.href)"):
            assert link.startswith(f"{parrot[0]}/guides/"), link
    quiet(page, watch, site, parrot[0])


NAMES = "all => all.map((e) => [e.localName, ...e.getAttributeNames()].join(' '))"
# Every element with its attributes that a guide's page makes of its own accord.
EXPECTED = {
    *"header|p|h1|div|nav|ol|ul|li|h2|h3|span|mark|p class|p id|p class href|a href|li id".split(
        "|"
    ),
    *"header class|h1|div class|h2 id|h3 id|mark id|nav class aria-labelledby|li value id".split(
        "|"
    ),
    *"a class href data-lotse-open|ol|time".split("|"),
}


def test_as_a_guide(visit: Visit, tmp_path: Path, watch: Watch) -> None:
    texts = payloads()
    folder = tmp_path / "guides"
    folder.mkdir()
    for number, text in enumerate(texts):
        head = yaml.safe_dump({"id": f"g{number}", "titel": text, "kategorie": text, "art": text})
        (folder / f"g{number}.md").write_text(f"---\n{head}---\n\n# Titel\n\nSatz: {text}\n")
    registry = Registry(tmp_path / "r.sqlite")
    report = ingest(folder, tmp_path / "index", registry, "gram", GramEmbeddings)
    registry.close()
    refused = {failure.file for failure in report.failed}
    numbers = [number for number in range(len(texts)) if f"g{number}.md" not in refused]
    assert len(numbers) > len(texts) * 0.9

    def build(settings: ApiSettings) -> Assistant:
        return Assistant(LiveIndex(tmp_path / "index", "gram"), GramEmbeddings(), "die IHK")

    with served(create_app(ApiSettings(), build)) as address:
        page = visit(f"{address}/guides", bypass_csp=True)
        titles = sorted(shown(page, ".shelf a"))
        assert len(titles) == len(numbers)
        assert set(titles) <= {plain(text) for text in texts}
        for number in numbers[::6]:
            page.goto(f"{address}/guides/g{number}?zitat=0-40")
            assert shown(page, "h1")[0] == plain(texts[number])
            assert set(page.locator(".guide *").evaluate_all(NAMES)) <= EXPECTED
        page.wait_for_timeout(300)
    assert watch.dialogs == []
    assert watch.errors == []
    assert watch.hosts() == {address}
