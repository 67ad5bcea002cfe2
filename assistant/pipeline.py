"""The spine of the assistant: a question becomes a cited answer, streamed or whole."""

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from assistant.answer import answered, declined, numbered, pieces
from assistant.errors import ModelUnavailable
from assistant.evidence import gather
from assistant.extract import extract
from assistant.generate import generate
from assistant.models import ChatModel
from assistant.notices import NOT_SIMPLE, TRANSLATED, UNSUPPORTED, failed
from assistant.question import understand
from assistant.rewrite import rewrite
from assistant.sufficiency import calibration
from assistant.types import Answer, Draft, Event, Evidence, Language, Question, Sources, Token, Turn
from assistant.verify import supports, verified
from ingest import Index, LiveIndex

logger = logging.getLogger(__name__)


class Assistant:
    """Answers questions from one live index; safe to use from several threads.

    Without a model, answers are the guides' own sentences.
    """

    def __init__(
        self,
        live: LiveIndex,
        embeddings: Embeddings,
        contact: str,
        today: Callable[[], date] = date.today,
        model: ChatModel | None = None,
    ) -> None:
        self.live = live
        self._embeddings = embeddings
        self._contact = contact
        self._today = today
        self._model = model

    def ask(
        self,
        asked: str,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        *,
        simple: bool = False,
        check_cancelled: Callable[[], None] = lambda: None,
    ) -> Answer:
        """Return the answer to a question; raises BadQuestion."""
        *_, last = self.stream(
            asked, history, language, simple=simple, check_cancelled=check_cancelled
        )
        if not isinstance(last, Answer):
            raise AssertionError("a stream ends with its answer")
        return last

    def stream(
        self,
        asked: str,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        *,
        simple: bool = False,
        check_cancelled: Callable[[], None] = lambda: None,
    ) -> Generator[Event, None, None]:
        """Yield the guides looked up, the answer's text in pieces, and last the whole answer.

        `simple` asks for Einfache Sprache. `check_cancelled` is called while a model is waited
        for; what it raises ends the stream, as closing it does.
        """
        clock = _Clock()
        with clock.step("understand"):
            question = replace(understand(asked, history, language), simple=simple)
            if self._model is not None and question.is_follow_up:
                question = rewrite(question, history, self._model, check_cancelled)
        with self.live.pinned() as index:
            with clock.step("embed"):
                vector = self.embed(question)
            with clock.step("search"):
                evidence = gather(index, question, vector)
            yield Sources(evidence.guides)
            drafts: list[Draft] = []
            notices: list[str] = []
            if evidence.sufficiency >= calibration().threshold:
                if self._model is not None:
                    written = generate(question, evidence, index, self._model, check_cancelled)
                    drafts, notices = yield from _written(written, question, index, clock)
                if not drafts:
                    drafts = yield from _quoted(question, evidence, index, clock)
                    notices += [NOT_SIMPLE[question.language]] * simple
            if drafts:
                answer = answered(question, evidence, drafts, index, self._today(), notices)
            else:
                answer = declined(question, evidence, index, self._contact)
                yield Token(answer.text)
            logger.info("question %s in %.0f ms", answer.status, clock.total())
            yield replace(answer, timings_ms=clock.timings())

    def embed(self, question: Question) -> npt.NDArray[np.float32]:
        """Return the vector that a question is searched with, shape (dimension,)."""
        return np.asarray(self._embeddings.embed_query(question.search_text), dtype=np.float32)


def _written(
    drafts: Generator[Draft, None, None], question: Question, index: Index, clock: "_Clock"
) -> Generator[Token, None, tuple[list[Draft], list[str]]]:
    """Yield what a model says as soon as it is verified; return it, and what to say beside it."""
    told: list[Draft] = []
    try:
        with closing(drafts):
            while True:
                with clock.step("compose"):
                    draft = next(drafts, None)
                if draft is None:
                    break
                with clock.step("verify"):
                    supported = supports(draft, index)
                if supported:
                    told.append(draft)
                    yield Token(pieces(numbered(told))[-1])
    except ModelUnavailable as error:
        logger.warning("chat model: %s", error.code)
        return told, [failed(error, question.language, told=bool(told))]
    if not told:
        logger.info("chat model: nothing it wrote is supported")
        return told, [UNSUPPORTED[question.language]]
    return told, [TRANSLATED[question.language]] * any(draft.translation for draft in told)


def _quoted(
    question: Question, evidence: Evidence, index: Index, clock: "_Clock"
) -> Generator[Token, None, list[Draft]]:
    """Yield and return the guides' own sentences."""
    with clock.step("compose"):
        drafts = extract(question, evidence, index)
    with clock.step("verify"):
        drafts = verified(drafts, index)
    yield from map(Token, pieces(numbered(drafts)))
    return drafts


class _Clock:
    """Milliseconds a step, added up where a step is taken several times."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            spent = 1000 * (time.perf_counter() - began)
            self._steps[name] = self._steps.get(name, 0.0) + spent

    def total(self) -> float:
        return 1000 * (time.perf_counter() - self._started)

    def timings(self) -> dict[str, float]:
        return {name: round(ms, 1) for name, ms in (self._steps | {"total": self.total()}).items()}
