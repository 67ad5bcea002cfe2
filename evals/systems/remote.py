"""Systems behind a URL: anything that speaks our chat contract (DESIGN 4.3) or OpenAI's."""

import re
import time
import weakref
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from assistant import Turn
from evals.types import CitedSpan, Reply, Said, Span
from ingest import Document, Guide

TIMEOUT = httpx.Timeout(10, read=180)  # seconds; a language model may think for a while
_TRIES = 6
_LONGEST_WAIT = 60  # seconds, when a rate limit tells no other
# What a chat model says when it does not know; the OpenAI contract has no field for it.
_REFUSAL = re.compile(
    r"\b(?:steht nichts|keine (?:verlässliche\w* )?(?:informationen|angaben|auskunft)|"
    r"kann ich (?:\w+ )?nicht (?:beantworten|sagen|helfen)|weiß ich nicht|"
    r"liegen mir nicht vor|say nothing|i (?:don't|do not) know|(?:can't|cannot) (?:help|answer))\b",
    re.IGNORECASE,
)


class RemoteFailed(Exception):
    """A remote system cannot be asked; the German text says why."""


class _Remote:
    """A connection that waits when it is told to, and names what goes wrong."""

    passages: Sequence[Span] = ()

    def __init__(self, url: str, key: str) -> None:
        self._url = url.rstrip("/")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(timeout=TIMEOUT, headers=headers, follow_redirects=False)
        weakref.finalize(self, self._client.close)

    def _get(self, path: str) -> Any:
        return self._json("GET", path, None)

    def _post(self, path: str, body: Mapping[str, object]) -> tuple[Any, float]:
        """Return the answer and how long the last try took, in milliseconds."""
        answer = self._json("POST", path, body)
        return answer, self._last_ms

    def _json(self, method: str, path: str, body: Mapping[str, object] | None) -> Any:
        for _ in range(_TRIES):
            started = time.perf_counter()
            try:
                response = self._client.request(method, f"{self._url}{path}", json=body)
            except httpx.HTTPError as error:
                raise RemoteFailed(f"»{self._url}« antwortet nicht: {error}.") from error
            self._last_ms = 1000 * (time.perf_counter() - started)
            if response.status_code not in (429, 503):
                break
            time.sleep(_wait(response))
        try:
            response.raise_for_status()
            return response.json()
        except (httpx.HTTPStatusError, ValueError) as error:
            raise RemoteFailed(
                f"»{self._url}{path}« antwortet mit {response.status_code} statt mit einer "
                "Antwort. Bitte Adresse und Schlüssel prüfen (LOTSE_REMOTE_KEY)."
            ) from error


class RemoteLotse(_Remote):
    """A deployed Lotse, or whatever speaks its contract."""

    def __init__(self, url: str, key: str = "") -> None:
        super().__init__(url, key)
        listed = [self._get(f"/api/guides/{guide['id']}") for guide in self._get("/api/guides")]
        self.documents: Mapping[str, Document] = {g["id"]: _document(g) for g in listed}
        self.release = listed[0]["release"] if listed else ""

    def ask(self, question: str, history: Sequence[Turn]) -> Reply:
        """Ask `POST /api/chat`."""
        turns = [{"role": turn.role, "content": turn.content} for turn in history]
        answer, ms = self._post("/api/chat", {"question": question, "history": turns})
        try:
            return _reply(answer, ms)
        except (KeyError, TypeError) as error:
            raise RemoteFailed(f"»{self._url}« antwortet anders als vereinbart.") from error


class OpenAi(_Remote):
    """Any chat completions endpoint; it tells neither guides nor citations."""

    documents: Mapping[str, Document] = {}

    def __init__(self, url: str, key: str = "") -> None:
        super().__init__(url, key)
        self.release: str = self._get("/models")["data"][0]["id"]

    def ask(self, question: str, history: Sequence[Turn]) -> Reply:
        """Ask `POST /chat/completions` with the first model that the endpoint offers."""
        messages = [{"role": turn.role, "content": turn.content} for turn in history]
        messages.append({"role": "user", "content": question})
        body = {"model": self.release, "messages": messages, "temperature": 0}
        answer, ms = self._post("/chat/completions", body)
        try:
            text = answer["choices"][0]["message"]["content"] or ""
        except (KeyError, IndexError, TypeError) as error:
            raise RemoteFailed(f"»{self._url}« antwortet anders als OpenAI.") from error
        return Reply(bool(text) and not _REFUSAL.search(text), text, (), (), ms)


def open_remote(url: str, key: str = "") -> RemoteLotse | OpenAi:
    """Return the system behind a URL: OpenAI's contract if its path ends in /v1, else ours."""
    path = httpx.URL(url).path.rstrip("/")
    return OpenAi(url, key) if path.endswith("/v1") else RemoteLotse(url, key)


def _reply(answer: Any, latency_ms: float) -> Reply:
    at = {citation["number"]: n for n, citation in enumerate(answer["citations"])}
    return Reply(
        answered=answer["status"] == "answered",
        text=answer["text"],
        guides=tuple(guide["guide_id"] for guide in answer["guides"]),
        citations=tuple(
            CitedSpan(c["guide_id"], c["start"], c["end"], c["quote"]) for c in answer["citations"]
        ),
        latency_ms=latency_ms,
        statements=tuple(
            Said(said["text"], tuple(at[number] for number in said["citations"]))
            for said in answer["statements"]
        ),
    )


def _document(guide: Any) -> Document:
    about = Guide(id=guide["id"], title=guide["title"], kind=guide["kind"], file="")
    return Document(about, guide["text"], blocks=())


def _wait(response: httpx.Response) -> float:
    told = response.headers.get("retry-after", "")
    return min(float(told), _LONGEST_WAIT) if told.isdigit() else 2.0
