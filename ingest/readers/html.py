"""HTML: the main content's headings, paragraphs, list items and table rows; no hidden text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import NoTextLayer
from ingest.limits import Guard
from ingest.readers.hidden import hidden_nodes
from ingest.types import BlockKind, Properties, RawBlock

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_NO_CONTENT = (
    "script,style,template,noscript,iframe,object,embed,svg,math,canvas,audio,video,select,button,"
    "nav,aside,dialog,datalist,title,head,[role=navigation],[role=doc-toc],[role=banner],"
    "[role=search],[role=contentinfo],[role=complementary],[role=dialog],[role=menu],#TOC,.toc"
)
_MAIN = ("main", "[role=main]", "article", "#content", "body")
_FEWEST, _SHARE = 200, 0.3  # characters of the main content, at least, or its share of the page
_REFERENCE_SHARE = 0.4  # of a block's characters: with more inside links it points elsewhere
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody td "
    "tfoot th thead tr ul caption".split()
)


def read_html(data: bytes, guard: Guard | None = None) -> list[RawBlock]:
    """Return the blocks of a page's main content; raises NoTextLayer for one without words."""
    guard = guard or Guard()
    tree = LexborHTMLParser(_decode(data))
    left_out = hidden_nodes(tree) | {node.mem_id for node in tree.css(_NO_CONTENT)}
    blocks = list(_Walk(left_out).blocks(_main(tree)))
    if not any(block.text.strip() for block in blocks):
        raise NoTextLayer("Die Seite enthält keinen lesbaren Text.")
    return blocks


def html_properties(data: bytes, guard: Guard | None = None) -> Properties:
    """Return a page's title, language and day of publication as its head gives them."""
    tree = LexborHTMLParser(_decode(data))
    root, title = tree.css_first("html"), tree.css_first("title")
    said = {
        (node.attributes.get("name") or node.attributes.get("property") or "").lower(): (
            node.attributes.get("content") or ""
        )
        for node in tree.css("meta")[:200]
    }
    days = ("dcterms.modified", "article:modified_time", "dcterms.date", "dc.date", "date")
    return Properties(
        title=" ".join((title.text() if title else "").split())[:300],
        language=((root.attributes.get("lang") if root else "") or "")[:2].lower(),
        as_of=next((day for name in days if (day := _day(said.get(name, "")))), None),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _decode(data: bytes) -> str:
    """Return the page's text: by its byte order mark, its own word, UTF-8 or Windows-1252."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    named = _CHARSET.search(data[:4_096])
    for encoding in (named[1].decode() if named else "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _main(tree: LexborHTMLParser) -> LexborNode:
    """Return the element that holds the content: the first likely one with enough text."""
    body = tree.body
    if body is None:
        raise NoTextLayer("Die Seite enthält keinen lesbaren Text.")
    least = min(_FEWEST, _SHARE * len(body.text()))
    for selector in _MAIN:
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text()) >= least:
            return found[0]
    return body


@dataclass(slots=True)
class _Walk:
    """One way through the tree; text gathers until a block begins or ends."""

    left_out: set[int]
    text: list[str] = field(default_factory=list)
    kind: BlockKind = "paragraph"
    level: int = 0
    marker: str = ""
    columns: tuple[str, ...] = ()
    cells: list[str] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)  # next number of each open list, 0: bullets
    cell_depth: int = 0
    link_depth: int = 0
    linked: int = 0  # characters of the gathered text that are links

    def blocks(self, root: LexborNode) -> Iterator[RawBlock]:
        """Walk without recursion: pages may be nested deeper than Python's stack."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if node.mem_id in self.left_out:
                continue
            if node.is_text_node:
                self.text.append(node.text_content or "")
                self.linked += len(self.text[-1]) if self.link_depth else 0
            elif leaving:
                yield from self._leave(node.tag or "")
            elif node.is_element_node:
                yield from self._enter(node)
                stack.append((node, True))
                child, children = node.child, []
                while child is not None:
                    children.append((child, False))
                    child = child.next
                stack.extend(reversed(children))
        yield from self._flush()

    def _enter(self, node: LexborNode) -> Iterator[RawBlock]:
        tag = node.tag or ""
        if tag == "br":
            self.text.append("\n")
        self.link_depth += tag == "a"
        if tag not in _BLOCKS:
            return
        if self.cell_depth and tag not in ("td", "th"):
            self.text.append(" ")
            return
        yield from self._flush()
        if tag == "table":
            self.columns = ()
        elif tag == "tr":
            self.cells = []
        elif tag in ("td", "th"):
            self.cell_depth += 1
        elif tag in ("ul", "ol"):
            self.lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._item()
        elif tag[0] == "h" and tag[1:].isdigit():
            self.kind, self.level = "heading", int(tag[1])

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else 0
        self.kind, self.level = "item", max(1, len(self.lists))
        self.marker = f"{number}." if number else "•"
        if number:
            self.lists[-1] += 1

    def _leave(self, tag: str) -> Iterator[RawBlock]:
        self.link_depth -= tag == "a"
        if tag not in _BLOCKS:
            return
        if tag in ("td", "th"):
            self.cells.append(" ".join("".join(self.text).split()))
            self.text.clear()
            self.cell_depth -= 1
        elif self.cell_depth:
            self.text.append(" ")
        elif tag == "tr":
            yield RawBlock("row", " | ".join(self.cells), columns=self.columns)
            self.columns = self.columns or tuple(self.cells)
        else:
            yield from self._flush()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()

    def _flush(self) -> Iterator[RawBlock]:
        text = " ".join("".join(self.text).split())
        about_elsewhere = self.kind != "heading" and self.linked > _REFERENCE_SHARE * len(text)
        self.text.clear()
        self.linked = 0
        if text:
            kind: BlockKind = "reference" if about_elsewhere else self.kind
            yield RawBlock(kind, text, level=self.level, marker=self.marker)
            if self.kind == "heading":
                self.kind, self.level = "paragraph", 0
        if not self.lists:
            self.kind, self.level, self.marker = "paragraph", 0, ""
