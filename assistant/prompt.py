"""What a model is told: the rules of `prompts/*.md`, then guides and question as fenced data."""

import secrets
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from string import Template

from assistant.types import Draft, Prompt, Question, Turn
from ingest import Index

TURNS = 6  # of the conversation shown for rewriting
TURN_CHARACTERS = 600


def answer_prompt(question: Question, sources: Sequence[Draft], index: Index) -> Prompt:
    """Return the prompt for an answer; the sources are numbered from 1."""
    rules = ["answer", *["simple"] * question.simple, *["english"] * (question.language == "en")]
    fence, canary = _secret(), _secret()
    numbered = [
        _fenced(fence, f"Beleg {number}", f"{_place(source, index)}\n{source.text}")
        for number, source in enumerate(sources, start=1)
    ]
    asked = _fenced(fence, "Frage", question.search_text)
    user = "\n\n".join((*numbered, asked))
    return Prompt(_system(rules, fence, canary), user, (fence, canary))


def rewrite_prompt(asked: str, history: Sequence[Turn]) -> Prompt:
    """Return the prompt that makes a follow-up stand alone."""
    fence, canary = _secret(), _secret()
    names = {"user": "Frage", "assistant": "Antwort"}
    turns = [
        _fenced(fence, names[turn.role], turn.content[:TURN_CHARACTERS])
        for turn in history[-TURNS:]
    ]
    user = "\n\n".join((*turns, _fenced(fence, "Letzte Frage", asked)))
    return Prompt(_system(["rewrite"], fence, canary), user, (fence, canary))


def _system(rules: Sequence[str], fence: str, canary: str) -> str:
    """Return rules that never change, so that servers keep them read, and then the new marks."""
    marks = Template(_text("marks")).substitute(fence=fence, canary=canary)
    return "".join((*map(_text, rules), marks))


def _fenced(fence: str, name: str, text: str) -> str:
    """Return text between marks that nobody who wrote it could have known."""
    return f"{fence} {name}\n{text}\n{fence} Ende"


def _secret() -> str:
    return secrets.token_hex(8)


def _place(source: Draft, index: Index) -> str:
    """Return where a source stands, as a reader would name it."""
    quote = source.quotes[0]
    return " › ".join((index.documents[quote.guide_id].guide.title, *quote.heading))


@cache
def _text(name: str) -> str:
    return files("assistant").joinpath("prompts", f"{name}.md").read_text("utf-8")
