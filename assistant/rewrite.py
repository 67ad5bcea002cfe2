"""A follow-up made to stand alone by the model; its words must come from the conversation."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.errors import BadQuestion, ModelUnavailable
from assistant.models import ChatModel
from assistant.plain import plain
from assistant.prompt import rewrite_prompt
from assistant.question import understand
from assistant.types import Question, Turn
from ingest import grams

SECONDS = 8.0  # a rewriting that takes longer is not worth the wait
MIN_OWN = 0.75  # share of its 5-grams that the conversation holds

logger = logging.getLogger(__name__)


def rewrite(
    question: Question,
    history: Sequence[Turn],
    model: ChatModel,
    check_cancelled: Callable[[], None],
) -> Question:
    """Return the follow-up as the model understands it, or unchanged where that cannot be used."""
    prompt = rewrite_prompt(question.asked, history)
    try:
        written = plain("".join(model.stream(prompt, check_cancelled, SECONDS)))
        alone = understand(written, (), question.language)
    except (ModelUnavailable, BadQuestion) as error:
        logger.info("follow-up kept as it was: %s", error.code)
        return question
    told = " ".join((question.asked, *(turn.content for turn in history)))
    own, held = grams(written), set(grams(told))
    if sum(gram in held for gram in own) < MIN_OWN * len(own):
        logger.info("follow-up kept as it was: the model changed its subject")
        return question
    return replace(
        question, search_text=alone.search_text, topical=alone.topical, wanted=alone.wanted
    )
