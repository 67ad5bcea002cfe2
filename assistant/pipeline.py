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

from assistant.answer import answered, declined, tokens
from assistant.evidence import gather
from assistant.extract import extract
from assistant.path_answer import asks_for_path, path_answer, profile_of
from assistant.question import understand
from assistant.recommend import recommend
from assistant.sufficiency import calibration
from assistant.types import (
    Answer,
    Event,
    Language,
    Profile,
    Question,
    ReadingPath,
    Sources,
    Token,
    Turn,
)
from assistant.verify import verified
from ingest import LiveIndex

logger = logging.getLogger(__name__)
NO_PROFILE = Profile()


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
        self,
        asked: str,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        *,
        profile: Profile = NO_PROFILE,
    ) -> Answer:
        """Return the answer to a question; raises BadQuestion."""
        *_, last = self.stream(asked, history, language, profile=profile)
        if not isinstance(last, Answer):
            raise AssertionError("a stream ends with its answer")
        return last

    def stream(
        self,
        asked: str,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        *,
        profile: Profile = NO_PROFILE,
    ) -> Iterator[Event]:
        """Yield the guides looked up, the answer's text in pieces, and last the whole answer."""
        clock = _Clock()
        with clock.step("understand"):
            question = understand(asked, history, language)
        if asks_for_path(question):
            yield from self._path(question, profile_of(question, profile), clock)
            return
        with self.live.pinned() as index:
            with clock.step("embed"):
                vector = self.embed(question)
            with clock.step("search"):
                evidence = gather(index, question, vector)
            yield Sources(evidence.guides)
            drafts = []
            if evidence.sufficiency >= calibration().threshold:
                with clock.step("compose"):
                    drafts = extract(question, evidence, index)
                with clock.step("verify"):
                    drafts = verified(drafts, index, self._embeddings)
            if drafts:
                earlier = [turn.content for turn in history if turn.role == "user"]
                answer = answered(question, evidence, drafts, index, self._today(), earlier)
            else:
                answer = declined(question, evidence, index, self._contact)
            for piece in tokens(answer):
                yield Token(piece)
            logger.info("question %s in %.0f ms", answer.status, clock.total())
            yield replace(answer, timings_ms=clock.timings())

    def _path(self, question: Question, profile: Profile, clock: "_Clock") -> Iterator[Event]:
        """Yield a reading path as the answer to "which guides fit us?"."""
        with self.live.pinned() as index:
            with clock.step("search"):
                path = recommend(profile, index, self._vector)
            with clock.step("compose"):
                answer = path_answer(question, profile, path, index, self._today())
            yield Sources(answer.guides)
            yield from (Token(piece) for piece in tokens(answer))
            logger.info("reading path in %.0f ms", clock.total())
            yield replace(answer, timings_ms=clock.timings())

    def recommend(self, profile: Profile) -> ReadingPath:
        """Return the guides that a firm should read first; raises BadProfile."""
        with self.live.pinned() as index:
            return recommend(profile, index, self._vector)

    def embed(self, question: Question) -> npt.NDArray[np.float32]:
        """Return the vector that a question is searched with, shape (dimension,)."""
        return self._vector(question.search_text)

    def _vector(self, text: str) -> npt.NDArray[np.float32]:
        return np.asarray(self._embeddings.embed_query(text), dtype=np.float32)


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
