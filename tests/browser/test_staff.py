"""The staff pages in a browser: from signing in to a guide that is published, and back again."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import ApiSettings
from assistant import Assistant
from ingest import LiveIndex, Registry, SentenceEmbeddings, ingest, model_id
from tests.api.conftest import KEY
from tests.browser.conftest import PHONE, Visit
from tests.browser.servers import served
from tests.conftest import RECHNUNG, ROOT, SENSOR

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

pytestmark = pytest.mark.slow  # a minute of staff pages: .ci/run has it, `make test` has not

GUIDE = """---
id: druckluft-lecks
titel: Druckluft-Lecks finden
stand: 2026-11-24
version: "1.0.0"
typische_fragen: ["Es zischt in der Halle, was tun?"]
---
# Druckluft-Lecks finden

Ein Leck von 3 mm kostet bei 6 bar als Richtwert 2.000 € Strom im Jahr. Lecks hört man am besten am
Wochenende, wenn die Maschinen stehen.
"""
RATING = {
    "rating": "down",
    "reason": "outdated",
    "question": "Ab wann <b>muss</b> ich Rechnungen annehmen?",
    "comment": "<img src=x onerror=alert(1)> Das Datum fehlt.",
    "guides": ["rechnung"],
    "release": "000001",
}
PAGES = ("", "/releases", "/releases/000002", "/ingest", "/feedback", "/questions", "/report")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, model: SentenceEmbeddings) -> Iterator[str]:
    """A server over three small guides and two releases, with everything a real one has."""
    folder = tmp_path_factory.mktemp("staff")
    settings = ApiSettings(
        var_dir=folder,
        corpus_dir=folder / "guides",
        admin_keys=KEY,
        log_questions=True,
        report=str(folder / "report.html"),
    )
    (folder / "models").symlink_to(ROOT / "var" / "models")
    (folder / "report.html").write_text("<!doctype html><html lang=de><title>B</title><p>ok")
    _publish_twice(settings, model)

    def build(_: ApiSettings) -> Assistant:
        return Assistant(LiveIndex(settings.index_dir, model_id("bundled")), model, "die IHK")

    with pytest.MonkeyPatch.context() as patch, served(create_app(settings, build)) as found:
        patch.setenv("LOTSE_GOLDEN_SUITE", "none")  # they ask about the real corpus
        asked = {"question": "Wie backe ich einen Apfelkuchen?"}
        assert httpx.post(f"{found}/api/chat", json=asked).json()["status"] == "declined"
        httpx.post(f"{found}/api/feedback", json={"rating": "up"}).raise_for_status()
        yield found


def _publish_twice(settings: ApiSettings, model: SentenceEmbeddings) -> None:
    settings.corpus_dir.mkdir()
    (settings.corpus_dir / "rechnung.md").write_text(RECHNUNG, "utf-8")
    (settings.corpus_dir / "sensor.md").write_text(SENSOR, "utf-8")
    registry = Registry(settings.registry_file)
    for text in ("Ein Sensor hält als Richtwert fünf Jahre.", "Ein Sensor hält zehn Jahre."):
        guide = f"# Haltbarkeit\n\n{text}\n"
        (settings.corpus_dir / "haltbarkeit.md").write_text(guide, "utf-8")
        roots = [settings.corpus_dir]
        ingest(roots, settings.index_dir, registry, model_id("bundled"), lambda: model)
    registry.close()


@pytest.fixture
def desk(address: str, visit: Visit) -> Callable[..., Any]:
    """Open the staff pages and sign in."""

    def arrive(**options: Any) -> Any:
        page = visit(f"{address}/staff", **options)
        page.get_by_label("Schlüssel").fill(KEY)
        page.get_by_role("button", name="Anmelden").click()
        page.get_by_role("heading", name="Übersicht").wait_for()
        return page

    return arrive


def heading(page: Any, name: str) -> None:
    page.get_by_role("heading", name=name, exact=True).wait_for()


def violations(page: Any) -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def test_a_wrong_key_stays_outside_and_signing_out_ends_it(
    address: str, visit: Visit, desk: Callable[..., Any]
) -> None:
    page = visit(f"{address}/staff")
    assert page.url == f"{address}/staff/login"
    page.get_by_label("Schlüssel").fill("falsch")
    page.keyboard.press("Enter")
    assert page.get_by_role("alert").inner_text() == "Dieser Schlüssel stimmt nicht."
    assert violations(page) == []
    inside = desk()
    assert inside.evaluate("document.cookie") == ""
    inside.get_by_role("button", name="Abmelden").click()
    inside.get_by_text("Sie sind abgemeldet.").wait_for()
    inside.goto(f"{address}/staff/feedback")
    assert inside.url == f"{address}/staff/login"


def test_feedback_is_listed_as_text_and_deleted(
    address: str, desk: Callable[..., Any], watch: Any
) -> None:
    httpx.post(f"{address}/api/feedback", json=RATING).raise_for_status()
    page = desk()
    page.get_by_role("link", name="Rückmeldungen").click()
    row = page.get_by_role("row").filter(has_text="Das Datum fehlt.")
    text = row.inner_text()
    assert "<b>muss</b>" in text
    assert "<img src=x onerror=alert(1)>" in text
    assert "veraltet" in text
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Ausgewählte löschen").click()
    page.get_by_text("sind gelöscht").wait_for()
    assert row.count() == 0
    page.get_by_role("link", name="Offene Fragen").click()
    page.get_by_text("Apfelkuchen").wait_for()
    assert watch.dialogs == []
    assert watch.errors == []


def test_what_changed_is_read_and_the_older_release_serves_again(
    address: str, desk: Callable[..., Any]
) -> None:
    page = desk()
    page.get_by_role("link", name="Ausgaben").click()
    page.get_by_role("link", name="Änderungen in 000002").click(timeout=60_000)
    heading(page, "Leitfäden (1)")
    page.get_by_text("Haltbarkeit").first.click()
    diff = page.locator(".diff").inner_text()
    assert "fünf Jahre" in diff
    assert "zehn Jahre" in diff
    page.goto(f"{address}/staff/releases")
    page.get_by_role("button", name="000001 einsetzen").click(timeout=90_000)
    page.get_by_text("Die Ausgabe gilt jetzt.").wait_for(timeout=90_000)
    for _ in range(100):
        if httpx.get(f"{address}/readyz").json()["release"] == "000001":
            break
        page.wait_for_timeout(100)
    assert httpx.get(f"{address}/readyz").json()["release"] == "000001"
    assert "fünf Jahre" in httpx.get(f"{address}/api/guides/haltbarkeit").json()["text"]


def test_an_uploaded_guide_is_published_while_the_page_shows_how_far(
    address: str, desk: Callable[..., Any]
) -> None:
    page = desk()
    page.get_by_role("link", name="Einlesen", exact=True).click()
    upload = {"name": "Druckluft Lecks.md", "mimeType": "text/markdown", "buffer": GUIDE.encode()}
    page.get_by_label("Dateien").set_input_files(files=[upload])
    page.get_by_role("button", name="Hochladen und einlesen").click()
    heading(page, "Es wird eingelesen")
    assert violations(page) == []
    page.evaluate(
        """() => {
             window.name = "[]";
             const step = document.getElementById("schritt");
             new MutationObserver(() => {
               window.name = JSON.stringify([...JSON.parse(window.name), step.textContent]);
             }).observe(step, { childList: true, characterData: true, subtree: true });
           }"""
    )
    page.get_by_role("heading", name="Veröffentlicht").wait_for(timeout=300_000)
    assert any("Leitfäden" in told or "Texte" in told for told in json.loads(page.evaluate("name")))
    assert "druckluft-lecks" in page.locator("#lauf").inner_text()
    guide = httpx.get(f"{address}/api/guides/druckluft-lecks").json()
    assert guide["text"].startswith("Druckluft-Lecks finden")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(
    address: str, desk: Callable[..., Any], options: dict[str, Any]
) -> None:
    page = desk(**options)
    for name in PAGES:
        page.goto(f"{address}/staff{name}", timeout=60_000)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.evaluate("document.documentElement.lang") == "de"


def test_the_pages_work_without_javascript(address: str, desk: Callable[..., Any]) -> None:
    page = desk(java_script_enabled=False)
    for name in PAGES:
        page.goto(f"{address}/staff{name}", timeout=60_000)
        assert page.locator("h1").count() == 1
    page.goto(f"{address}/staff/questions")
    page.get_by_label("Suche").fill("apfel")
    page.get_by_role("button", name="Anzeigen").click()
    page.get_by_text("1 Frage", exact=True).wait_for()
