"""Whatever a client sends: never a 500, always the documented shape of an error."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "question history language role content rating guides release messages stream "
                "stream_options type text status reason profile model".split()
            )
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
TEXT = st.text(max_size=60)
ROLE = st.sampled_from(["user", "assistant", "system", "tool", "x"])
TURNS = st.lists(st.fixed_dictionaries({"role": ROLE, "content": TEXT | JSON}), max_size=3)
# Bodies that come near to what each route wants, so that its code is reached.
NEAR = {
    "/api/chat": st.fixed_dictionaries(
        {"question": TEXT},
        optional={"history": TURNS | JSON, "language": st.sampled_from(["de", "en"]) | JSON},
    ),
    "/api/feedback": st.fixed_dictionaries(
        {"rating": st.sampled_from(["up", "down"]) | JSON},
        optional={"guides": st.lists(TEXT) | JSON, "comment": TEXT, "reason": TEXT | JSON},
    ),
    "/v1/chat/completions": st.fixed_dictionaries(
        {"messages": TURNS | JSON}, optional={"stream": st.booleans(), "model": TEXT | JSON}
    ),
}
TRAPS = {
    "deep": b"[" * 100_000,
    "surrogate": b'{"question": "\\ud800", "rating": "up", "comment": "\\ud800"}',
    "infinite": b'{"question": 1e999}',
    "null": b"null",
    "no text": b"\xff",
    "long number": b"9" * 5000,
}


@pytest.mark.parametrize("address", NEAR)
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_json_gets_an_answer_or_a_named_error(
    client: TestClient, address: str, data: st.DataObject
) -> None:
    body = data.draw(JSON | NEAR[address])
    check(client, address, json.dumps(body).encode())


@pytest.mark.parametrize("address", NEAR)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=st.binary(max_size=200))
def test_any_bytes_get_a_named_error(client: TestClient, address: str, body: bytes) -> None:
    check(client, address, body)


@pytest.mark.parametrize("address", NEAR)
@pytest.mark.parametrize("trap", TRAPS)
def test_known_traps(client: TestClient, address: str, trap: str) -> None:
    check(client, address, TRAPS[trap])


def check(client: TestClient, address: str, body: bytes) -> None:
    """Send a body; anything but an answer must be a named error in the documented shape."""
    response = client.post(address, content=body, headers={"content-type": "application/json"})
    assert response.status_code < 500 or response.status_code == 503, (body, response.text)
    if response.status_code < 400:
        return
    problem = response.json()
    if address.startswith("/v1"):
        assert problem.keys() == {"error"}
        problem = problem["error"]
    assert problem["code"]
    assert problem["message"].endswith(".")
