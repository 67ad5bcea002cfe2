"""The document's outline: which blocks stand below which headings."""

from ingest.types import Block, Document, Section


def split_sections(document: Document) -> list[Section]:
    """Return the sections with text in reading order; the title is no part of a heading path."""
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    blocks: list[Block] = []

    def close() -> None:
        if blocks:
            heading = tuple(text for _, text in path if text != document.guide.title)
            sections.append(Section(len(sections), heading, tuple(blocks)))
            blocks.clear()

    for block in document.blocks:
        if block.kind != "heading":
            blocks.append(block)
            continue
        close()
        path = [(level, text) for level, text in path if level < block.level]
        path.append((block.level, block.text))
    close()
    return sections
