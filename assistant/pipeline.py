"""The spine of the assistant: a question becomes a cited answer, streamed or whole."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from assistant.answer import answered, declined, pieces
from assistant.evidence import gather
from assistant.extract import extract
from assistant.question import understand
from assistant.sufficiency import calibration
from assistant.types import Answer, Event, Language, Question, Sources, Token, Turn
from assistant.verify import verified
from ingest import LiveIndex

logger = logging.getLogger(__name__)


class Assistant:
    """Answers questions from one live index; safe to use from several threads."""

    def __init__(
        self,
        live: LiveIndex,
        embeddings: Embeddings,
        contact: str,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.live = live
        self._embeddings = embeddings
        self._contact = contact
        self._today = today

    def ask(
        self, asked: str, history: Sequence[Turn] = (), language: Language | None = None
    ) -> Answer:
        """Return the answer to a question; raises BadQuestion."""
        *_, last = self.stream(asked, history, language)
        if not isinstance(last, Answer):
            raise AssertionError("a stream ends with its answer")
        return last

    def stream(
        self, asked: str, history: Sequence[Turn] = (), language: Language | None = None
    ) -> Iterator[Event]:
        """Yield the guides looked up, the answer's text in pieces, and last the whole answer."""
        clock = _Clock()
        with clock.step("understand"):
            question = understand(asked, history, language)
        with self.live.pinned() as index:
            with clock.step("embed"):
                vector = self.embed(question)
            with clock.step("search"):
                evidence = gather(index, question, vector)
            yield Sources(evidence.guides, evidence.sufficiency)
            drafts = []
            if evidence.sufficiency >= calibration().threshold:
                with clock.step("compose"):
                    drafts = extract(question, evidence, index)
                with clock.step("verify"):
                    drafts = verified(drafts, index)
            if drafts:
                answer = answered(question, evidence, drafts, index, self._today())
            else:
                answer = declined(question, evidence, index, self._contact)
            for piece in pieces(answer.statements) or [answer.text]:
                yield Token(piece)
            logger.info("question %s in %.0f ms", answer.status, clock.total())
            yield replace(answer, timings_ms=clock.timings())

    def embed(self, question: Question) -> npt.NDArray[np.float32]:
        """Return the vector that a question is searched with, shape (dimension,)."""
        return np.asarray(self._embeddings.embed_query(question.search_text), dtype=np.float32)


class _Clock:
    """Milliseconds a step."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._steps[name] = 1000 * (time.perf_counter() - began)

    def total(self) -> float:
        return 1000 * (time.perf_counter() - self._started)

    def timings(self) -> dict[str, float]:
        return {name: round(ms, 1) for name, ms in (self._steps | {"total": self.total()}).items()}
