"""The documents as their authors wrote them: front matter and Markdown, before rendering."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter

from ingest import RawBlock, read_markdown


@dataclass(frozen=True, slots=True)
class Source:
    """A document's source: its metadata, its Markdown and the blocks a reader makes of it."""

    path: Path
    metadata: dict[str, Any]
    markdown: str
    blocks: tuple[RawBlock, ...]

    @property
    def id(self) -> str:
        """The id in the front matter, or the file's name where that is missing."""
        return str(self.metadata.get("id", self.path.stem))

    @property
    def kind(self) -> str:
        """leitfaden, bericht or episode."""
        return str(self.metadata.get("art", ""))

    @property
    def text(self) -> str:
        """All words in reading order, one block a line."""
        return "\n".join(" ".join(block.text.split()) for block in self.blocks)

    @property
    def links(self) -> list[str]:
        """Where the document's links lead."""
        return re.findall(r"\]\(([^)\s]+)\)", self.markdown)


def words(text: str) -> str:
    """Return a text's words in lower case with a blank between, for comparison."""
    return " ".join(re.findall(r"\w+", text.lower()))


def read_sources(corpus: Path) -> list[Source]:
    """Return every Markdown source below a corpus folder, in path order; READMEs are none."""
    return [
        _source(path)
        for path in sorted(corpus.rglob("*.md"))
        if path.stem != "README" and not path.stem.startswith("_")
    ]


def _source(path: Path) -> Source:
    data = path.read_bytes()
    post = frontmatter.loads(data.decode("utf-8"))
    return Source(path, dict(post.metadata), post.content, tuple(read_markdown(data)))
