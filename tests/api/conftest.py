from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import ApiSettings
from assistant import Assistant


@pytest.fixture(scope="session")
def client(assistant: Assistant) -> Iterator[TestClient]:
    """The application over the real corpus, in this process."""
    app = create_app(ApiSettings(), build=lambda settings: assistant)
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found
