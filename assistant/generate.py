"""Answers with a model: statements over numbered sources, plain text, one by one as they come."""

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing

from assistant.extract import quotable
from assistant.grounding import grounded
from assistant.models import ChatModel
from assistant.plain import addresses, plain
from assistant.prompt import answer_prompt
from assistant.statements import Written, statements
from assistant.translation import faithful
from assistant.types import Draft, Evidence, Prompt, Question
from ingest import Index, split_sentences

SOURCES = 12  # shown to the model
MAX_DRAFTS = 12  # a model that writes more has lost its way

_NOT_A_WORD = re.compile(r"[\W_]+")


def generate(
    question: Question,
    evidence: Evidence,
    index: Index,
    model: ChatModel,
    check_cancelled: Callable[[], None],
) -> Generator[Draft, None, None]:
    """Yield up to MAX_DRAFTS drafts as the model writes them; raises ModelUnavailable."""
    sources = quotable(question, evidence, index, SOURCES)
    prompt = answer_prompt(question, sources, index)
    said: set[str] = set()
    with closing(model.stream(prompt, check_cancelled)) as pieces:
        for written in statements(pieces):
            for draft in _drafts(written, sources, prompt, english=question.language == "en"):
                if (words := _letters(draft.text)) in said:
                    continue
                said.add(words)
                yield draft
                if len(said) == MAX_DRAFTS:
                    return


def _drafts(
    written: Written, sources: Sequence[Draft], prompt: Prompt, english: bool
) -> Iterator[Draft]:
    """Yield a statement sentence by sentence, so that none hides behind a true one."""
    cited = [sources[number - 1] for number in written.numbers if 0 < number <= len(sources)]
    quotes = tuple(dict.fromkeys(quote for source in cited for quote in source.quotes))
    step = cited[0].step if len(cited) == 1 else 0
    text, translation = plain(written.text), plain(written.translation)
    if not cited or _tells(prompt.secrets, f"{text} {translation}"):
        return
    if _points_away(f"{text} {translation}", cited):
        return
    words = " ".join(source.text for source in cited)
    if english:
        if grounded(text, words) and faithful(text, translation):
            yield Draft(text, quotes, step, translation)
        return
    for start, end in split_sentences(text):
        sentence = text[start:end]
        # What lost its end to `plain` is torn, unless the source has no full stop either.
        is_whole = sentence.endswith((".", "!", "?", "…")) or sentence in words
        if is_whole and grounded(sentence, words):
            yield Draft(sentence, quotes, step * (start == 0))


def _tells(secrets: Sequence[str], text: str) -> bool:
    """Return whether a text gives away a secret, however it is spaced or turned around."""
    letters = _letters(text)
    return any(secret in letters or secret in letters[::-1] for secret in secrets)


def _letters(text: str) -> str:
    return _NOT_A_WORD.sub("", text).casefold()


def _points_away(text: str, cited: Sequence[Draft]) -> bool:
    """Return whether a text names an address or a file that its sources do not."""
    held = {address for source in cited for address in addresses(source.text)}
    return not held.issuperset(addresses(text))
