import pytest
from fastapi.testclient import TestClient

PROFILE = {
    "industry": "Tischlerei",
    "employees": 15,
    "level": "einsteiger",
    "pain": "Die Stundenzettel kommen zu spät",
}


def test_a_profile_gets_a_reading_path(client: TestClient) -> None:
    response = client.post("/api/recommend", json=PROFILE)
    assert response.status_code == 200
    items = response.json()["items"]
    assert 3 <= len(items) <= 5
    for item in items:
        guide = client.get(f"/api/guides/{item['guide_id']}").json()
        assert guide["text"][item["start"] : item["end"]] == item["summary"]
        assert guide["release"] == response.json()["release"]
        assert item["reason"].endswith((".", "“"))
        assert client.get(item["url"]).status_code == 200


def test_one_field_is_enough(client: TestClient) -> None:
    for name, value in PROFILE.items():
        assert client.post("/api/recommend", json={name: value}).json()["items"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "bad_profile"),
        ({"goal": "  "}, "bad_profile"),
        ({"level": "guru"}, "invalid_request"),
        ({"employees": 0}, "invalid_request"),
        ({"employees": "viele"}, "invalid_request"),
        ({"branche": "Metall"}, "invalid_request"),
        ({"pain": "x" * 1001}, "invalid_request"),
        ([], "invalid_request"),
    ],
)
def test_a_bad_profile_gets_a_code_and_a_german_sentence(
    client: TestClient, body: object, code: str
) -> None:
    response = client.post("/api/recommend", json=body)
    assert response.status_code == 422
    assert response.json()["code"] == code
    assert response.json()["message"].endswith(".")


def test_the_chat_takes_a_profile(client: TestClient) -> None:
    path = client.post("/api/recommend", json=PROFILE).json()["items"]
    asked = {"question": "Welche Leitfäden passen zu uns?", "profile": PROFILE}
    answer = client.post("/api/chat", json=asked).json()
    assert [guide["guide_id"] for guide in answer["guides"]] == [i["guide_id"] for i in path]
    bad = client.post("/api/chat", json=asked | {"profile": {"employees": -1}})
    assert (bad.status_code, bad.json()["code"]) == (422, "invalid_request")
    assert "profile" in bad.json()["message"]


def test_the_schema_describes_the_profile_in_german(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    fields = schemas["ProfileIn"]["properties"]
    assert set(fields) == {"industry", "employees", "goal", "level", "pain"}
    assert fields["pain"]["description"] == "Wo drückt der Schuh?"
