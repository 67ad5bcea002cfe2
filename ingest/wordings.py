"""The readers' words for guides: questions people ask a section, kept beside the guides.

They lead a search to their guide and are never shown as evidence or cited. `leserfragen.jsonl` in
the import root holds lines {"id": guide, "abschnitt": heading, "fragen": [text]}, where known with
"satz": the sentence of the guide, word for word, that answers them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.durable import write_durably
from ingest.errors import BadMetadata
from ingest.types import Document, ReaderQuestion

WORDINGS_FILE = "leserfragen.jsonl"


class WordingLine(BaseModel):
    """Questions that one section answers, or the sentence `satz` of it.

    `sha256` is the text that a proposal was made for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    abschnitt: str
    fragen: tuple[str, ...]
    satz: str = ""
    sha256: str = ""


def read_lines(file: Path) -> list[WordingLine]:
    """Return the lines of a file of questions, none without one; raises BadMetadata."""
    return [line for line, _ in _lines(file)]


def forget_lines(guide_id: str, file: Path) -> bool:
    """Delete a guide's lines from a file of questions; return whether it held any.

    Raises BadMetadata.
    """
    lines = list(_lines(file))
    others = [text for line, text in lines if line.id != guide_id]
    if len(others) < len(lines):
        write_durably(file, "".join(f"{text}\n" for text in others))
    return len(others) < len(lines)


def read_wordings(root: Path) -> dict[str, tuple[ReaderQuestion, ...]]:
    """Return the readers' questions below `root` by guide id; raises BadMetadata."""
    found: dict[str, tuple[ReaderQuestion, ...]] = {}
    for line in read_lines(root / WORDINGS_FILE):
        own = tuple(ReaderQuestion(question, line.abschnitt, line.satz) for question in line.fragen)
        found[line.id] = found.get(line.id, ()) + own
    return found


def with_wordings(
    documents: Mapping[str, Document], wordings: Mapping[str, tuple[ReaderQuestion, ...]]
) -> dict[str, Document]:
    """Return the documents, each with the readers' questions of its guide."""
    return {
        id_: replace(
            document, guide=replace(document.guide, reader_questions=wordings.get(id_, ()))
        )
        for id_, document in documents.items()
    }


def _lines(file: Path) -> Iterator[tuple[WordingLine, str]]:
    """Yield the lines of a file, each with its text; none without a file."""
    if not file.is_file():
        return
    for number, text in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not text.strip():
            continue
        try:
            yield WordingLine.model_validate_json(text), text
        except ValidationError as error:
            raise BadMetadata(
                f"{file.name}, Zeile {number}: erwartet wird id, abschnitt und fragen. "
                "Bitte die Zeile berichtigen."
            ) from error
