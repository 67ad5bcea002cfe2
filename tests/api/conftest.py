import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import ApiSettings
from assistant import Assistant
from ingest import LiveIndex, Registry, ingest
from tests.conftest import RECHNUNG, SENSOR
from tests.fakes import GramEmbeddings

KEY = "ein-langer-geheimer-schluessel"


@pytest.fixture(scope="session")
def client(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application over the real corpus, in this process."""
    settings = ApiSettings(var_dir=tmp_path_factory.mktemp("api"))
    app = create_app(settings, build=lambda _: assistant)
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of two small guides; publishing verifies it in a process of its own, so: once."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "rechnung.md").write_text(RECHNUNG, "utf-8")
    (folder / "sensor.md").write_text(SENSOR, "utf-8")
    registry = Registry(folder / "registry.sqlite")
    ingest([folder], folder / "index", registry, "gram", GramEmbeddings)
    registry.close()
    return folder / "index"


@pytest.fixture
def serve(tmp_path: Path, guides: Path, published: Path) -> Iterator[Callable[..., TestClient]]:
    """Start the application over two small guides with the settings that a test wants."""
    shutil.copytree(published, tmp_path / "index")
    with ExitStack() as stack:

        def start(client: tuple[str, int] = ("10.0.0.1", 5000), **settings: Any) -> TestClient:
            given = {"var_dir": tmp_path, "corpus_dir": guides, **settings}
            app = create_app(ApiSettings(**given), small_assistant)
            return stack.enter_context(
                TestClient(app, raise_server_exceptions=False, client=client)
            )

        yield start


def small_assistant(settings: ApiSettings) -> Assistant:
    """The assistant over small guides, with embeddings that cost nothing."""
    return Assistant(LiveIndex(settings.index_dir, "gram"), GramEmbeddings(), "die IHK")


def token(page: str) -> str:
    """The token in a form of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page
    return found[1]


def sign_in(client: TestClient, key: str = KEY) -> str:
    """Sign in; return the token that forms must carry."""
    form = client.get("/staff/login").text
    page = client.post("/staff/login", data={"key": key, "csrf": token(form)})
    assert page.status_code == 200, page.text
    return token(page.text)


@pytest.fixture
def staff(serve: Callable[..., TestClient]) -> TestClient:
    """The application with staff pages, nobody signed in."""
    return serve(admin_keys=f"anderer-schluessel-auch-lang, {KEY}", log_questions=True)
