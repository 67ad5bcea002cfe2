from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import ApiSettings
from assistant import Assistant
from ingest import IngestReport, LiveIndex
from tests.fakes import GramEmbeddings

EVIL = """---
id: evil
titel: '<script>alert(1)</script>'
---
# <img src=x onerror=alert(1)>

Ein Satz mit <b onclick=alert(1)>fett</b> und {{ 7 * 7 }} darin.
"""


@pytest.fixture
def small_client(
    tmp_path: Path, guides: Path, run_ingest: "type[IngestReport]"
) -> Iterator[TestClient]:
    """The application over two small guides and a hostile one."""
    (guides / "evil.md").write_text(EVIL, "utf-8")
    run_ingest()

    def build(settings: ApiSettings) -> Assistant:
        return Assistant(LiveIndex(tmp_path / "index", "gram"), GramEmbeddings(), "die IHK")

    with TestClient(create_app(ApiSettings(), build)) as client:
        yield client


def test_all_guides_are_listed(small_client: TestClient) -> None:
    listed = small_client.get("/api/guides").json()
    assert [guide["id"] for guide in listed] == ["evil", "rechnung", "sensor"]


def test_an_unknown_guide_is_a_404_with_a_code(small_client: TestClient) -> None:
    for address in ("/api/guides/nope", "/guides/nope", "/api/guides/..%2Fsecret"):
        response = small_client.get(address)
        assert response.status_code == 404
        assert response.json()["code"] in {"guide_not_found", "not_found"}


def test_a_guide_page_shows_headings_lists_and_tables(small_client: TestClient) -> None:
    page = small_client.get("/guides/rechnung").text
    assert "<h1>Rechnungen elektronisch empfangen</h1>" in page
    assert "Stand 1.11.2026" in page
    assert "<td>200 €</td>" in page
    assert '<th scope="col">Extern</th>' in page
    assert '<li value="2"' in page
    assert page.count("Seit 1.1.2025") == 1


def test_nothing_of_a_guide_becomes_markup(small_client: TestClient) -> None:
    for address in ("/guides/evil", "/guides"):
        page = small_client.get(address).text
        assert "<script>alert" not in page
        assert "onerror=" not in page
        assert "onclick=" not in page
        assert ">49<" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in small_client.get("/guides/evil").text


ADDRESSES = ["/", "/?frage=Was+kostet+ein+Sensor", "/guides", "/guides/rechnung", "/datenschutz"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/demo", "/widget.js"])
def test_pages_are_german_and_tightly_secured(small_client: TestClient, address: str) -> None:
    response = small_client.get(address)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in response.headers
    if address != "/widget.js":
        assert '<html lang="de">' in response.text
        assert "http://" not in response.text.replace("http://testserver", "")


def test_health_and_readiness(small_client: TestClient) -> None:
    assert small_client.get("/healthz").json() == {"status": "ok"}
    assert small_client.get("/readyz").json()["guides"] == 3


def test_before_the_first_release_it_lives_but_is_not_ready(tmp_path: Path) -> None:
    def build(settings: ApiSettings) -> Assistant:
        return Assistant(LiveIndex(tmp_path / "none", "gram"), GramEmbeddings(), "die IHK")

    with TestClient(create_app(ApiSettings(), build)) as client:
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["code"]) == (503, "no_release")
        assert client.get("/").status_code == 200


def test_the_openapi_document_names_the_contract(small_client: TestClient) -> None:
    paths = small_client.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/api/chat",
        "/api/feedback",
        "/api/guides",
        "/api/guides/{guide_id}",
        "/api/recommend",
        "/healthz",
        "/readyz",
        "/v1/chat/completions",
        "/v1/models",
    }


def test_guides_are_filtered_by_address(small_client: TestClient) -> None:
    everything = small_client.get("/guides").text
    assert everything.count("<li>") == 3
    filtered = small_client.get(
        "/guides", params={"art": "leitfaden", "thema": "gibt-es-nicht"}
    ).text
    assert filtered.count("<li>") == 0
    assert "Dazu gibt es noch kein Dokument" in filtered


def test_a_quote_is_marked_unless_the_guide_has_changed(small_client: TestClient) -> None:
    text = small_client.get("/api/guides/rechnung").json()["text"]
    start = text.index("Seit 1.1.2025")
    address = f"/guides/rechnung?zitat={start}-{start + 13}&fassung="
    assert '<mark id="zitat">Seit 1.1.2025</mark>' in small_client.get(address + "1.2.0").text
    changed = small_client.get(address + "1.1.0").text
    assert "<mark" not in changed
    assert "seit der Antwort geändert" in changed
    assert "<mark" not in small_client.get("/guides/rechnung?zitat=5-x").text


def test_the_form_works_without_javascript(small_client: TestClient) -> None:
    page = small_client.get("/", params={"frage": "Wann muss ich Rechnungen empfangen?"}).text
    assert 'class="card plain-answer"' in page
    assert (
        small_client.get("/", params={"frage": "?!"}).text.count("Bitte eine Frage eingeben.") == 1
    )
    assert small_client.get("/", params={"leitfaden": "nope"}).status_code == 404


def test_people_read_a_page_where_programs_read_a_code(small_client: TestClient) -> None:
    response = small_client.get("/guides/nope", headers={"accept": "text/html"})
    assert response.status_code == 404
    assert "Diesen Leitfaden gibt es nicht" in response.text
    assert response.headers["content-type"].startswith("text/html")


def test_only_named_sites_may_ask(tmp_path: Path) -> None:
    def build(settings: ApiSettings) -> Assistant:
        return Assistant(LiveIndex(tmp_path / "none", "gram"), GramEmbeddings(), "die IHK")

    settings = ApiSettings(allowed_origins="https://a.example, https://b.example/")
    with TestClient(create_app(settings, build)) as client:
        for origin, allowed in (("https://b.example", True), ("https://c.example", False)):
            response = client.post("/api/chat", headers={"origin": origin})
            assert (response.headers.get("access-control-allow-origin") == origin) is allowed
        assert client.get("/widget.js").headers["cross-origin-resource-policy"] == "cross-origin"
