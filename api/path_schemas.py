"""The wire format of a reading path."""

from datetime import date

from pydantic import BaseModel, Field

from assistant import PathItem, ReadingPath


class PathItemOut(BaseModel):
    """Ein Leitfaden des Lesewegs, mit dem Grund, aus dem er dort steht."""

    guide_id: str
    title: str
    kind: str
    url: str
    as_of: date | None
    maturity: str = Field(description="einsteiger, fortgeschritten, profi oder leer")
    effort: str = Field(description="gering, mittel, hoch oder leer")
    duration: str
    costs: str
    reason: str = Field(description="Warum dieser Leitfaden: deutsche Sätze aus seinen Kopfdaten")
    summary: str = Field(description="Sein erster Satz, wörtlich: text[start:end] == summary")
    start: int
    end: int


class ReadingPathOut(BaseModel):
    """Drei bis fünf Leitfäden in der Reihenfolge, in der man sie lesen sollte."""

    items: list[PathItemOut]
    release: str

    @classmethod
    def of(cls, path: ReadingPath) -> "ReadingPathOut":
        """Return a reading path in its wire format."""
        return cls(items=[_path_item(item) for item in path.items], release=path.release)


def _path_item(item: PathItem) -> PathItemOut:
    guide = item.guide
    return PathItemOut(
        guide_id=guide.id,
        title=guide.title,
        kind=guide.kind,
        url=f"/guides/{guide.id}",
        as_of=guide.as_of,
        maturity=guide.maturity,
        effort=guide.effort,
        duration=guide.duration,
        costs=guide.costs,
        reason=item.reason,
        summary=item.summary,
        start=item.quote.start,
        end=item.quote.end,
    )
