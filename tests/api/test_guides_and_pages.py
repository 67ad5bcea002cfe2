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


@pytest.mark.parametrize("address", ["/", "/guides", "/guides/rechnung", "/widget.js"])
def test_pages_are_german_and_tightly_secured(small_client: TestClient, address: str) -> None:
    response = small_client.get(address)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in response.headers
    if address != "/widget.js":
        assert '<html lang="de">' in response.text
        assert "http://" not in response.text.replace("http://www.w3.org", "")


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
        "/healthz",
        "/readyz",
        "/v1/chat/completions",
        "/v1/models",
    }
