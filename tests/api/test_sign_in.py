"""Who gets in, and what the cookies and pages of the staff allow a stranger: nothing."""

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from fastapi.testclient import TestClient

from api.auth import Keys, Sessions
from tests.api.conftest import KEY, sign_in, token

PAGES = [
    "/staff",
    "/staff/releases",
    "/staff/releases/000001",
    "/staff/ingest",
    "/staff/feedback",
    "/staff/questions",
    "/staff/report",
    "/staff/gaps",
]
POSTS = [
    "/staff/ingest",
    "/staff/ingest/uploads",
    "/staff/releases/000001/rollback",
    "/staff/feedback/delete",
    "/staff/questions/delete",
    "/staff/logout",
]
HIDDEN = ["/staff/feedback.jsonl", "/staff/ingest/events", "/staff/report/content"]


def cookie(response_headers: list[str], name: str) -> SimpleCookie:
    found = [one for header in response_headers if name in (one := SimpleCookie(header))]
    assert found, response_headers
    return found[-1]


def test_without_keys_the_pages_are_switched_off(serve: Callable[..., TestClient]) -> None:
    client = serve()
    for address in [*PAGES, *HIDDEN, "/staff/login"]:
        response = client.get(address)
        assert response.status_code == 404
        assert "LOTSE_ADMIN_KEYS" in response.text
    for address in [*POSTS, "/staff/login"]:
        assert client.post(address, data={"key": ""}).status_code == 404


@pytest.mark.parametrize("address", [*PAGES, *HIDDEN])
def test_whoever_is_not_signed_in_is_led_to_the_form(staff: TestClient, address: str) -> None:
    response = staff.get(address, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/staff/login")


@pytest.mark.parametrize("address", POSTS)
def test_whoever_is_not_signed_in_can_send_nothing(staff: TestClient, address: str) -> None:
    files = [("files", ("a.md", b"# A"))] if address.endswith("uploads") else None
    assert staff.post(address, data={"csrf": "x"}, files=files).status_code == 403


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize("csrf", [None, "", "x", "ä\udcff"])
def test_a_form_without_its_token_is_refused(
    staff: TestClient, address: str, csrf: str | None
) -> None:
    sign_in(staff)
    body = {} if csrf is None else {"csrf": csrf.encode("utf-8", "surrogateescape")}
    files = [("files", ("a.md", b"# A"))] if address.endswith("uploads") else None
    response = staff.post(address, data=body, files=files)
    assert response.status_code == 403
    assert "abgelaufen" in response.text
    assert staff.get("/staff", follow_redirects=False).status_code == 200


def test_the_token_of_another_session_is_refused(staff: TestClient) -> None:
    other = sign_in(staff)
    staff.cookies.clear()
    own = sign_in(staff)
    assert own != other
    assert staff.post("/staff/logout", data={"csrf": other}).status_code == 403
    assert staff.post("/staff/logout", data={"csrf": own}).status_code == 200


def test_the_login_form_needs_its_cookie_and_its_token(staff: TestClient) -> None:
    form = token(staff.get("/staff/login").text)
    assert staff.post("/staff/login", data={"key": KEY}).status_code == 403
    assert staff.post("/staff/login", data={"key": KEY, "csrf": form + "x"}).status_code == 403
    staff.cookies.clear()
    assert staff.post("/staff/login", data={"key": KEY, "csrf": form}).status_code == 403


@pytest.mark.parametrize("key", ["", "falsch", KEY[:-1], KEY + "x", f"anderer, {KEY}", "ü" * 50])
def test_a_wrong_key_stays_outside(staff: TestClient, key: str) -> None:
    form = token(staff.get("/staff/login").text)
    response = staff.post("/staff/login", data={"key": key, "csrf": form})
    assert response.status_code == 401
    assert "stimmt nicht" in response.text
    assert staff.get("/staff", follow_redirects=False).status_code == 303


def test_every_key_of_the_list_opens(staff: TestClient) -> None:
    for key in (KEY, "anderer-schluessel-auch-lang"):
        staff.cookies.clear()
        sign_in(staff, key)


def test_guessing_is_stopped(staff: TestClient) -> None:
    statuses = []
    for _ in range(7):
        form = token(staff.get("/staff/login").text)
        response = staff.post("/staff/login", data={"key": "geraten", "csrf": form})
        statuses.append(response.status_code)
    assert statuses == [401] * 5 + [429] * 2
    assert int(response.headers["retry-after"]) > 0
    assert "zu viele" in response.text


def test_only_failures_count(staff: TestClient) -> None:
    for _ in range(7):
        staff.cookies.clear()
        sign_in(staff)


@pytest.mark.parametrize("https", [True, False])
def test_the_session_cookie_is_closed_to_scripts_and_other_sites(
    staff: TestClient, https: bool
) -> None:
    staff.base_url = staff.base_url.copy_with(scheme="https" if https else "http")
    form = staff.get("/staff/login")
    sent = {"key": KEY, "csrf": token(form.text)}
    response = staff.post("/staff/login", data=sent, follow_redirects=False)
    for found, name in (
        (cookie(form.headers.get_list("set-cookie"), "lotse_staff_login"), "lotse_staff_login"),
        (cookie(response.headers.get_list("set-cookie"), "lotse_staff"), "lotse_staff"),
    ):
        morsel = found[name]
        assert morsel["httponly"]
        assert morsel["samesite"] == "strict"
        assert morsel["path"] == "/staff"
        assert bool(morsel["secure"]) == https
        assert int(morsel["max-age"]) <= 8 * 3600


def test_signing_in_always_begins_a_new_session(staff: TestClient) -> None:
    planted = "ein-wert-den-ein-fremder-kennt"
    staff.cookies.set("lotse_staff", planted, path="/staff")
    form = token(staff.get("/staff/login").text)
    staff.post("/staff/login", data={"key": KEY, "csrf": form}, follow_redirects=False)
    names = [one.value for one in staff.cookies.jar if one.name == "lotse_staff"]
    assert any(value != planted for value in names)
    staff.cookies.clear()
    staff.cookies.set("lotse_staff", planted, path="/staff")
    assert staff.get("/staff", follow_redirects=False).status_code == 303


def test_signing_out_ends_the_session_at_the_server(staff: TestClient) -> None:
    csrf = sign_in(staff)
    kept = staff.cookies["lotse_staff"]
    left = staff.post("/staff/logout", data={"csrf": csrf})
    assert "abgemeldet" in left.text
    staff.cookies.set("lotse_staff", kept, path="/staff")
    assert staff.get("/staff", follow_redirects=False).status_code == 303


def test_sessions_end(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("api.auth.time.monotonic", lambda: now)
    sessions = Sessions()
    cookie = sessions.open()
    now += 8 * 3600 - 1
    assert sessions.find(cookie)
    now += 2
    assert sessions.find(cookie) is None


def test_keys_are_kept_as_digests() -> None:
    keys = Keys(["eins", "zwei"])
    assert [keys.has(key) for key in ("eins", "zwei", "drei", "")] == [True, True, False, False]
    assert "eins" not in repr(vars(keys))
    assert not Keys([])


@pytest.mark.parametrize("address", ["/staff/login", *PAGES])
def test_staff_pages_are_german_uncached_and_tightly_secured(
    staff: TestClient, address: str
) -> None:
    if address != "/staff/login":
        sign_in(staff)
    response = staff.get(address, follow_redirects=False)
    assert response.headers["cache-control"] == "no-store"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert '<html lang="de">' in response.text
    assert "<script" not in response.text.replace('<script src="/static/', "")
    assert " style=" not in response.text
