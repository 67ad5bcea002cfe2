"""What a page's styles keep from its readers' eyes: text nobody sees must not answer anybody."""

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from ingest.readers.colours import alike, colour

Style = Mapping[str, str]
_HIDDEN = "[hidden],.sr-only,.visually-hidden,.screen-reader-text,.skip-link"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_STATE = re.compile(r"::|:(?:hover|focus|active|visited|target|checked|before|after)")
_NOT_ON_SCREEN = re.compile(
    r"\s*@(?:media\s+(?:only\s+)?print\b|font-face|(?:-\w+-)?keyframes|page)"
)
_LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|r?em|%|vw|vh|ch|mm|cm|in)?")
_PIXELS = {
    "pt": 1.33,
    "em": 16,
    "rem": 16,
    "ch": 8,
    "vw": 13,
    "vh": 8,
    "mm": 3.8,
    "cm": 38,
    "in": 96,
}
_LEAST_TYPE = 4.0  # pixels; smaller type is not read
_FAR = -400.0  # pixels outside the page
_MOST_RULES = 5_000
_INVISIBLE = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "content-visibility": re.compile(r"hidden"),
    "opacity": re.compile(r"0*\.?0[0-5]?\d*%?$|[0-5]%$"),
    "clip": re.compile(r"rect\(\s*[01]?(?:px)?[\s,]+[01]?(?:px)?[\s,]+[01]?(?:px)?"),
    "clip-path": re.compile(r"inset\((?:[5-9]\d|100)%|circle\(0|polygon\(\s*\)"),
    "transform": re.compile(r"scale\w*\(0[),.]|translate\w*\(\s*-\d{4}"),
}


def hidden_nodes(tree: LexborHTMLParser) -> set[int]:
    """Return the `mem_id`s of the elements and texts that the page's own styles hide."""
    styles = _styles(tree)
    hidden = {node.mem_id for node in tree.css(_HIDDEN)}
    if tree.body is None:
        return hidden
    stack: list[tuple[LexborNode, str, str]] = [(tree.body, "black", "white")]
    while stack:
        node, ink, paper = stack.pop()
        style = {**styles.get(node.mem_id, {})} | _declarations(node.attributes.get("style") or "")
        paper = style.get("background-color") or style.get("background") or paper
        paper = node.attributes.get("bgcolor") or paper
        own = style.get("color") or (node.attributes.get("color") if node.tag == "font" else None)
        ink = own or ink
        if _hides(style):
            hidden.add(node.mem_id)
            continue
        unseen = alike(colour(ink), colour(paper))
        child = node.child
        while child is not None:
            if child.is_element_node:
                stack.append((child, ink, paper))
            elif unseen:
                hidden.add(child.mem_id)
            child = child.next
    return hidden


def _styles(tree: LexborHTMLParser) -> dict[int, Style]:
    """Return the declarations of the page's style sheets by element, later rules over earlier."""
    styles: dict[int, Style] = {}
    sheets = "\n".join(node.text() for node in tree.css("style"))
    for number, (selector, declarations) in enumerate(_rules(sheets)):
        if number >= _MOST_RULES:
            break
        if not (style := _declarations(declarations)):
            continue
        for part in selector.split(","):
            for node in _matches(tree, part):
                styles[node.mem_id] = {**styles.get(node.mem_id, {}), **style}
    return styles


def _matches(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    if not selector.strip() or _STATE.search(selector):
        return []
    try:
        return tree.css(selector)
    except SelectolaxError:
        return []  # a selector of a newer kind than the parser's


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Return (selector, declarations) of the rules that count on a screen."""
    open_: list[str] = []
    for part in re.split(r"(?<=[{}])", _COMMENT.sub(" ", sheet)):
        text, brace = part[:-1], part[-1:]
        if brace == "{":
            open_.append(text.rsplit(";", 1)[-1].strip())
        elif brace == "}" and open_:
            selector = open_.pop()
            if not selector.startswith("@") and not any(map(_NOT_ON_SCREEN.match, open_)):
                yield selector, text


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in text.lower().split(";") if ":" in part)
    return {
        name.strip(): value.replace("!important", "").strip()
        for name, value in pairs
        if not name.strip().startswith("--")
    }


def _hides(style: Style) -> bool:
    if any(name in style and rule.match(style[name]) for name, rule in _INVISIBLE.items()):
        return True
    if "font-size" in style and abs(_pixels(style["font-size"], _LEAST_TYPE)) < _LEAST_TYPE:
        return True
    if _pixels(style.get("text-indent", ""), 0) < _FAR:
        return True
    sides = ("left", "top", "right", "bottom", "margin-left", "margin-top", "inset")
    if any(_pixels(style.get(side, ""), 0) < _FAR for side in sides):
        return True
    cut = style.get("overflow", "").startswith(("hidden", "clip"))
    sizes = ("width", "height", "max-width", "max-height")
    return cut and any(_pixels(style.get(size, ""), 100) <= 1 for size in sizes)


def _pixels(value: str, otherwise: float) -> float:
    """Return a CSS length in pixels, `otherwise` for what is none; percents count as pixels."""
    length = _LENGTH.match(value)
    try:
        return float(length[1]) * _PIXELS.get(length[2] or "px", 1) if length else otherwise
    except ValueError:
        return otherwise
