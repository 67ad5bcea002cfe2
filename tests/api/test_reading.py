from api.reading import contents, groups
from ingest import Block, Document, Guide


def document(*blocks: tuple[str, str, dict[str, object]]) -> Document:
    """A document of (kind, text, more) blocks, one a line."""
    text, made = "", []
    for kind, words, more in blocks:
        made.append(Block(kind, words, len(text), len(text) + len(words), **more))  # type: ignore[arg-type]
        text += words + "\n"
    return Document(Guide("g", "Titel", "leitfaden", "g.md"), text, tuple(made))


EPISODE = document(
    ("heading", "Titel", {"level": 1}),
    ("heading", "0:18 Über Öl & Maß", {"level": 2}),
    ("paragraph", "Ein Satz. Noch einer.", {}),
    ("heading", "0:18 Über Öl & Maß", {"level": 2}),
    ("row", "Posten | Preis", {}),
    ("row", "Sensor | 300 €", {"columns": ("Posten", "Preis")}),
    ("item", "Legen Sie los.", {"marker": "2."}),
)


def test_headings_have_lasting_anchors_and_time_marks() -> None:
    first, second = contents(groups(EPISODE))
    assert (first.anchor, first.time) == ("0-18-ueber-oel-mass", "0:18")
    assert first.cells[0][0].text == "Über Öl & Maß"
    assert second.anchor.startswith("b")


def test_the_title_is_not_shown_twice_and_runs_are_grouped() -> None:
    kinds = [group.kind for group in groups(EPISODE)]
    assert kinds == ["heading", "paragraph", "heading", "table", "steps"]
    table, steps = groups(EPISODE)[3:]
    assert [line.header for line in table.lines] == [True, False]
    assert steps.lines[0].number == "2"


def marked(start: int, end: int) -> list[tuple[str, bool]]:
    return [
        (piece.text, piece.first)
        for group in groups(EPISODE, (start, end))
        for line in group.lines
        for cell in line.cells
        for piece in cell
        if piece.marked
    ]


def test_exactly_the_quoted_characters_are_marked() -> None:
    start = EPISODE.text.index("Noch")
    assert marked(start, start + 4) == [("Noch", True)]


def test_a_quote_may_span_blocks_and_cells_and_has_one_anchor() -> None:
    start = EPISODE.text.index("einer.")
    end = EPISODE.text.index("300") + 3
    assert marked(start, end) == [
        ("einer.", True),
        ("Über Öl & Maß", False),
        ("Posten", False),
        ("Preis", False),
        ("Sensor", False),
        ("300", False),
    ]


def test_a_span_outside_the_text_marks_nothing() -> None:
    assert marked(9_000, 9_999) == []
    assert marked(30, 30) == []
