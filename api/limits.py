"""How much at once, and how often from one client, so that everybody gets an answer."""

import asyncio
import hashlib
import ipaddress
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.failures import Overloaded, TooMany

PATIENCE = 5.0  # seconds that a question waits for its turn
WAITING = 16  # questions that may wait, for each that is being answered


class RateLimit:
    """At most `count` hits in `minutes` minutes and client; 0 is no limit.

    Clients are remembered in memory only, as a hash whose salt dies with the process.
    """

    def __init__(self, count: int, minutes: int = 1) -> None:
        self._item = RateLimitItemPerMinute(count, minutes) if count else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._salt = secrets.token_bytes(16)

    def hit(self, address: str) -> None:
        """Count a hit of the client at an IP address; raises TooMany."""
        if self._item is None:
            return
        client = self._client(address)
        if not self._limiter.hit(self._item, client):
            window = self._limiter.get_window_stats(self._item, client)
            raise TooMany(max(1, round(window.reset_time - time.time())))

    def forget(self, address: str) -> None:
        """Let the client at an IP address begin anew."""
        if self._item is not None:
            self._limiter.clear(self._item, self._client(address))

    def _client(self, address: str) -> str:
        return hashlib.blake2b(_network(address).encode(), key=self._salt).hexdigest()


class Turnstile:
    """Lets so many through at once; the others wait a moment."""

    def __init__(self, at_once: int, patience: float = PATIENCE) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._room = at_once * WAITING
        self._patience = patience
        self._waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold a place until the block ends; raises Overloaded when none becomes free in time."""
        if self._waiting >= self._room:
            raise Overloaded
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise Overloaded from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()


def _network(address: str) -> str:
    """Return what one client owns: an IPv4 address, or the /64 network of an IPv6 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)
