import asyncio
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from api.failures import Overloaded, TooMany
from api.limits import RateLimit, Turnstile

ASKED = {"question": "Was kostet ein Sensor an der Drehbank?"}


def test_a_client_has_its_own_count() -> None:
    limit = RateLimit(2)
    for _ in range(2):
        limit.hit("10.0.0.1")
    with pytest.raises(TooMany) as refused:
        limit.hit("10.0.0.1")
    assert 1 <= refused.value.retry_after <= 60
    limit.hit("10.0.0.2")
    for _ in range(9):
        RateLimit(0).hit("10.0.0.1")


def test_one_home_is_one_client_in_ipv6() -> None:
    limit = RateLimit(1)
    limit.hit("2001:db8:1:2::1")
    with pytest.raises(TooMany):
        limit.hit("2001:db8:1:2:ffff::9")
    limit.hit("2001:db8:1:3::1")
    limit.hit("10.0.0.1")
    with pytest.raises(TooMany):
        limit.hit("::ffff:10.0.0.1")


def test_no_address_is_kept_readable() -> None:
    limit = RateLimit(5)
    limit.hit("192.0.2.77")
    storage = limit._limiter.storage
    assert storage.events  # type: ignore[attr-defined]
    assert "192.0.2.77" not in repr(vars(storage))


def test_so_many_at_once_then_a_short_wait_then_a_refusal() -> None:
    async def scene() -> list[str]:
        turnstile = Turnstile(1, patience=0.05)
        release = asyncio.Event()
        told = []

        async def asks(name: str) -> None:
            try:
                async with turnstile.turn():
                    told.append(name)
                    await release.wait()
            except Overloaded:
                told.append(f"{name} refused")

        first = asyncio.create_task(asks("first"))
        await asyncio.sleep(0)
        await asks("second")
        third = asyncio.create_task(asks("third"))
        await asyncio.sleep(0)
        release.set()
        await asyncio.gather(first, third)
        return told

    assert asyncio.run(scene()) == ["first", "second refused", "third"]


def test_the_queue_is_short() -> None:
    async def scene() -> list[BaseException | None]:
        turnstile = Turnstile(1, patience=0.2)

        async def asks() -> None:
            async with turnstile.turn():
                await asyncio.sleep(10)

        tasks = [asyncio.create_task(asks()) for _ in range(40)]
        await asyncio.sleep(0.05)
        at_once = [task.exception() for task in tasks if task.done()]
        for task in tasks:
            task.cancel()
        return at_once

    refused = asyncio.run(scene())
    assert len(refused) > 20
    assert all(isinstance(one, Overloaded) for one in refused)


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_too_many_questions_get_a_429(serve: Callable[..., TestClient], accept: str) -> None:
    client = serve(rate_limit=2)
    for _ in range(2):
        assert client.post("/api/chat", json=ASKED, headers={"accept": accept}).status_code == 200
    refused = client.post("/api/chat", json=ASKED, headers={"accept": accept})
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert int(refused.headers["retry-after"]) >= 1
    assert client.get("/", params={"frage": "Was?"}).status_code == 429
    assert client.get("/").status_code == 200
    assert client.get("/api/guides").status_code == 200


def test_every_answer_gives_its_place_back(serve: Callable[..., TestClient]) -> None:
    client = serve(max_concurrency=1)
    bodies: list[object] = [ASKED, {"question": "?!"}, {}, ASKED]
    for accept in ("application/json", "text/event-stream"):
        for body in bodies:
            response = client.post("/api/chat", json=body, headers={"accept": accept})
            assert response.status_code in (200, 422)
    assert client.get("/", params={"frage": ASKED["question"]}).status_code == 200


def test_when_all_places_are_taken_it_says_so(serve: Callable[..., TestClient]) -> None:
    client = serve(max_concurrency=1)
    shared = client.app.state.shared  # type: ignore[attr-defined]
    shared.turnstile._patience = 0.01
    asyncio.run(shared.turnstile._free.acquire())
    response = client.post("/api/chat", json=ASKED)
    assert (response.status_code, response.json()["code"]) == (503, "overloaded")
    assert response.headers["retry-after"] == "5"
    shared.turnstile._free.release()
    assert client.post("/api/chat", json=ASKED).status_code == 200


def test_forwarded_addresses_are_believed_of_known_proxies_only(
    serve: Callable[..., TestClient],
) -> None:
    def statuses(client: TestClient) -> list[int]:
        forwarded = ["1.1.1.1", "2.2.2.2", "2.2.2.2, 10.0.0.1", "6.6.6.6, 1.1.1.1"]
        return [
            client.post("/api/chat", json=ASKED, headers={"x-forwarded-for": one}).status_code
            for one in forwarded
        ]

    assert statuses(serve(rate_limit=1)) == [200, 429, 429, 429]
    assert statuses(serve(rate_limit=1, trusted_proxies="192.168.0.0/16")) == [200, 429, 429, 429]
    # The last address that is no proxy counts: what a client writes before it is its own claim.
    assert statuses(serve(rate_limit=1, trusted_proxies="10.0.0.0/8")) == [200, 200, 429, 429]
