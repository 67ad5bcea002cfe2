"""Who may do what: keys, the sessions of the staff, and tokens against forged forms."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from itsdangerous import BadData, URLSafeTimedSerializer

from api.failures import ForgedForm

SESSION_SECONDS = 8 * 3600  # a working day
LOGIN_FORM_SECONDS = 3600
MAX_SESSIONS = 200


class Keys:
    """A set of keys; only their digests are kept."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._digests = tuple(_digest(key) for key in keys)

    def __bool__(self) -> bool:
        return bool(self._digests)

    def has(self, key: str) -> bool:
        """Say whether a key is one of them, in a time that does not depend on which."""
        asked = _digest(key)
        matches = [hmac.compare_digest(asked, digest) for digest in self._digests]
        return any(matches)


@dataclass(frozen=True, slots=True)
class Session:
    """Someone of the staff who is signed in, until `expires` (seconds of the monotonic clock)."""

    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    expires: float = field(default_factory=lambda: time.monotonic() + SESSION_SECONDS)

    def check(self, token: str) -> None:
        """Raise ForgedForm unless a form carries this session's token."""
        if not hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self.csrf.encode()):
            raise ForgedForm(
                "Das Formular ist abgelaufen. Bitte die Seite neu laden und noch einmal absenden."
            )


class Sessions:
    """Sessions in memory, by the digest of their cookie: a restart signs everybody out."""

    def __init__(self) -> None:
        self._sessions: dict[bytes, Session] = {}

    def open(self) -> str:
        """Begin a session; return the cookie that it is found by."""
        now = time.monotonic()
        kept = {key: one for key, one in self._sessions.items() if one.expires > now}
        self._sessions = dict(list(kept.items())[-(MAX_SESSIONS - 1) :])
        cookie = secrets.token_urlsafe(32)
        self._sessions[_digest(cookie)] = Session()
        return cookie

    def find(self, cookie: str) -> Session | None:
        """Return the session of a cookie, or None when there is none (any more)."""
        session = self._sessions.get(_digest(cookie))
        return session if session and session.expires > time.monotonic() else None

    def close(self, cookie: str) -> None:
        """End a session."""
        self._sessions.pop(_digest(cookie), None)


class LoginForms:
    """Tokens for the one form that is sent before there is a session: a cookie and its signature.

    Nothing is kept, so that a thousand visitors of the form cost nothing.
    """

    def __init__(self) -> None:
        self._signer = URLSafeTimedSerializer(secrets.token_bytes(32), salt="login")

    def issue(self) -> tuple[str, str]:
        """Return a new cookie and the token that the form must carry with it."""
        cookie = secrets.token_urlsafe(16)
        return cookie, str(self._signer.dumps(cookie))

    def check(self, cookie: str, token: str) -> None:
        """Raise ForgedForm unless the token was issued with this cookie, less than an hour ago."""
        try:
            signed = self._signer.loads(token, max_age=LOGIN_FORM_SECONDS)
        except BadData:
            signed = ""
        if not cookie or not hmac.compare_digest(str(signed).encode(), cookie.encode()):
            raise ForgedForm("Das Formular ist abgelaufen. Bitte noch einmal anmelden.")


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
