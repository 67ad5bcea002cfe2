"""The chat model: any provider of LangChain's `init_chat_model`, streamed, with a deadline.

The spine is synchronous, because all it does besides is computing. A read that waits for a
model's next word cannot be interrupted from outside, a task can: so the connections live in one
event loop of their own, and whoever closes a stream cancels its task and thereby its connection.
"""

import asyncio
import math
import queue
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import aclosing
from functools import cache
from threading import Thread

from langchain_core.exceptions import (
    ModelAPIError,
    ModelConnectionError,
    ModelError,
    ModelRateLimitError,
    ModelTimeoutError,
)
from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from assistant.errors import (
    BadModelSetting,
    ModelBusy,
    ModelCutOff,
    ModelGarbage,
    ModelRefused,
    ModelTooSlow,
    ModelUnavailable,
    ModelUnreachable,
)
from assistant.types import Prompt
from ingest import ChatModelFailed, open_chat_model

MAX_TOKENS = 800  # of an answer
MAX_CHARACTERS = 12_000  # read of one stream; a server that sends more does not keep to MAX_TOKENS
RETRY_PAUSE = 0.5  # seconds
WAKE_EVERY = 0.1  # seconds between two looks whether anybody still waits

# What a provider calls the reason why its stream ended; a stream without one was cut.
_ENDINGS = frozenset({"finish_reason", "stop_reason", "done_reason", "stopReason"})
# The first that fits names a failure; LangChain gives every provider the same classes.
_NAMED: tuple[tuple[type[Exception], type[ModelUnavailable]], ...] = (
    (TimeoutError, ModelTooSlow),
    (ModelTimeoutError, ModelTooSlow),
    (ModelRateLimitError, ModelBusy),
    (ModelConnectionError, ModelUnreachable),
    (ModelAPIError, ModelUnreachable),
    (ModelError, ModelRefused),
)


_Arrival = str | ModelUnavailable | None  # a piece, why there are no more, or the end


class ChatModel:
    """A configured chat model; safe to use from several threads."""

    def __init__(self, model: BaseChatModel, seconds: float) -> None:
        self._model = model
        self._seconds = seconds

    def stream(
        self, prompt: Prompt, check_cancelled: Callable[[], None], limit: float = math.inf
    ) -> Generator[str, None, None]:
        """Yield the model's text as it comes; raises ModelUnavailable, after `limit` seconds too.

        `check_cancelled` is called while waiting; what it raises ends the stream at once.
        """
        arrived: queue.SimpleQueue[_Arrival] = queue.SimpleQueue()
        seconds = min(limit, self._seconds)
        task = asyncio.run_coroutine_threadsafe(self._pump(prompt, seconds, arrived.put), _loop())
        try:
            while (piece := _next(arrived, check_cancelled)) is not None:
                if isinstance(piece, ModelUnavailable):
                    raise piece
                yield piece
        finally:
            task.cancel()

    async def _pump(
        self,
        prompt: Prompt,
        seconds: float,
        put: Callable[[_Arrival], None],
    ) -> None:
        """Put every piece, then None or the failure."""
        try:
            async with asyncio.timeout(seconds):
                async for piece in self._with_retry(prompt):
                    put(piece)
        except ModelUnavailable as error:
            put(error)
        except TimeoutError:
            put(ModelTooSlow())
        else:
            put(None)

    async def _with_retry(self, prompt: Prompt) -> AsyncIterator[str]:
        """Ask once more where that may help, as long as nothing was heard."""
        heard = False
        try:
            async for piece in self._asked(prompt):
                heard = True
                yield piece
        except ModelUnavailable as error:
            if heard or not error.passing:
                raise
            await asyncio.sleep(RETRY_PAUSE)
            async for piece in self._asked(prompt):
                yield piece

    async def _asked(self, prompt: Prompt) -> AsyncIterator[str]:
        """Yield one response piece by piece; raises ModelUnavailable by its name."""
        messages = [("system", prompt.system), ("human", prompt.user)]
        read, ended = 0, False
        try:
            async with aclosing(self._model.astream(messages)) as chunks:  # type: ignore[type-var]
                async for chunk in chunks:
                    _heed_cancellation()
                    ended = ended or not _ENDINGS.isdisjoint(chunk.response_metadata)
                    read += len(chunk.text)
                    if read > MAX_CHARACTERS:
                        raise ModelGarbage
                    if chunk.text:
                        yield chunk.text
            _heed_cancellation()
        except (asyncio.CancelledError, GeneratorExit, ModelUnavailable):
            raise
        except Exception as error:
            raise _named(error, heard=read > 0) from error
        if not ended:
            raise ModelCutOff if read else ModelGarbage


def load_chat_model(name: str, base_url: str, api_key: SecretStr, seconds: float) -> ChatModel:
    """Return the model `provider:model`; raises BadModelSetting."""
    options = {"temperature": 0, "max_tokens": MAX_TOKENS, "max_retries": 0}
    try:
        return ChatModel(open_chat_model(name, base_url, api_key, seconds, **options), seconds)
    except ChatModelFailed as error:
        raise BadModelSetting(str(error)) from error


def _named(error: Exception, heard: bool) -> ModelUnavailable:
    name = next((name for kind, name in _NAMED if isinstance(error, kind)), ModelGarbage)
    return ModelCutOff() if heard and name is ModelUnreachable else name()


def _heed_cancellation() -> None:
    """Raise a CancelledError that got lost.

    LangChain waits for each chunk by asyncio.wait_for, which before Python 3.12 forgets a
    cancellation that comes together with the chunk (python/cpython#86296).
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _next(arrived: queue.SimpleQueue[_Arrival], check_cancelled: Callable[[], None]) -> _Arrival:
    while True:
        check_cancelled()
        try:
            return arrived.get(timeout=WAKE_EVERY)
        except queue.Empty:
            continue


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return the loop of all connections: providers share their pools, and a pool has one loop."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="chat-model", daemon=True).start()
    return loop
