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

from assistant.answer import answered, lead, numbered, pieces, tokens
from assistant.decline import declined
from assistant.errors import ModelUnavailable
from assistant.evidence import gather
from assistant.extract import extract
from assistant.generate import generate
from assistant.models import ChatModel
from assistant.notices import NOT_SIMPLE, TRANSLATED, UNSUPPORTED, failed
from assistant.path_answer import asks_for_path, path_answer, profile_of
from assistant.question import understand
from assistant.recommend import recommend
from assistant.rewrite import rewrite
from assistant.sufficiency import Sufficiency
from assistant.types import (
    Answer,
    Draft,
    Event,
    Evidence,
    Language,
    Profile,
    Question,
    ReadingPath,
    Sources,
    Token,
    Turn,
)
from assistant.verify import supports, verified
from ingest import Index, LiveIndex

logger = logging.getLogger(__name__)

NO_PROFILE = Profile()
SUFFICIENCY = Sufficiency()


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
        sufficiency: Sufficiency = SUFFICIENCY,
    ) -> None:
        self.live = live
        self._embeddings = embeddings
        self._contact = contact
        self._today = today
        self._model = model
        self._sufficiency = sufficiency

    def ask(
        self,
        asked: str,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        *,
        profile: Profile = NO_PROFILE,
        simple: bool = False,
        check_cancelled: Callable[[], None] = lambda: None,
    ) -> Answer:
        """Return the answer to a question; raises BadQuestion."""
        *_, last = self.stream(
            asked,
            history,
            language,
            profile=profile,
            simple=simple,
            check_cancelled=check_cancelled,
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
        profile: Profile = NO_PROFILE,
        simple: bool = False,
        check_cancelled: Callable[[], None] = lambda: None,
    ) -> Generator[Event, None, None]:
        """Yield the guides looked up, the answer's text in pieces, and last the whole answer.

        `profile` is for "which guides fit us?", `simple` asks for Einfache Sprache.
        `check_cancelled` is called while a model is waited for; what it raises ends the stream, as
        closing it does.
        """
        clock = _Clock()
        with clock.step("understand"):
            question = replace(understand(asked, history, language), simple=simple)
            if self._model is not None and question.is_follow_up:
                question = rewrite(question, history, self._model, check_cancelled)
        if asks_for_path(question):
            yield from self._path(question, profile_of(question, profile), clock)
            return
        with self.live.pinned() as index:
            with clock.step("embed"):
                vector = self.embed(question)
            with clock.step("search"):
                evidence = gather(index, question, vector, self._sufficiency)
            yield Sources(evidence.guides, evidence.judgement.sufficiency)
            drafts: list[Draft] = []
            notices: list[str] = []
            if evidence.judgement.enough:
                if self._model is not None:
                    written = generate(question, evidence, index, self._model, check_cancelled)
                    drafts, notices = yield from self._written(written, question, index, clock)
                if not drafts:
                    drafts = yield from self._quoted(question, evidence, index, clock)
                    notices += [NOT_SIMPLE[question.language]] * simple
            if drafts:
                earlier = [turn.content for turn in history if turn.role == "user"]
                today = self._today()
                answer = answered(question, evidence, drafts, index, today, earlier, notices)
                yield Token(tokens(answer)[-1])
            else:
                answer = declined(question, evidence, index, self._contact)
                yield Token(answer.text)
            logger.info("question %s in %.0f ms", answer.status, clock.total())
            yield replace(answer, timings_ms=clock.timings())

    def _path(self, question: Question, profile: Profile, clock: "_Clock") -> Iterator[Event]:
        """Yield a reading path as the answer to "which guides fit us?"."""
        with self.live.pinned() as index:
            with clock.step("search"):
                path = recommend(profile, index, self._vector)
            with clock.step("compose"):
                answer = path_answer(question, profile, path, index, self._today())
            yield Sources(answer.guides, sufficiency=1.0)
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

    def _written(
        self,
        drafts: Generator[Draft, None, None],
        question: Question,
        index: Index,
        clock: "_Clock",
    ) -> Generator[Token, None, tuple[list[Draft], list[str]]]:
        """Yield what a model says once it is verified; return it, and what to say beside it."""
        told: list[Draft] = []
        notices: list[str] = []
        try:
            with closing(drafts):
                while True:
                    with clock.step("compose"):
                        draft = next(drafts, None)
                    if draft is None:
                        break
                    with clock.step("verify"):
                        supported = supports(draft, index, self._embeddings)
                    if supported:
                        told.append(draft)
                        if told == [draft] and (before := lead(question, told)):
                            yield Token(before)
                        yield Token(pieces(numbered(told))[-1])
        except ModelUnavailable as error:
            logger.warning("chat model: %s", error.code)
            notices.append(failed(error, question.language, told=bool(told)))
        else:
            if not told:
                logger.info("chat model: nothing it wrote is supported")
                notices.append(UNSUPPORTED[question.language])
        if any(draft.translation for draft in told):
            notices.append(TRANSLATED[question.language])
        return told, notices

    def _quoted(
        self, question: Question, evidence: Evidence, index: Index, clock: "_Clock"
    ) -> Generator[Token, None, list[Draft]]:
        """Yield and return the guides' own sentences."""
        with clock.step("compose"):
            drafts = extract(question, evidence, index)
        with clock.step("verify"):
            drafts = verified(drafts, index, self._embeddings)
        if drafts and (before := lead(question, drafts)):
            yield Token(before)
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
