"""Links between documents: they lead somewhere, both ways, and twins point at each other."""

from collections.abc import Iterator, Sequence

from evals.editorial.sources import Source

PREFIX = "/guides/"


def check_links(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """Yield links into nothing, one-sided relations and twins without a pointer."""
    by_id = {source.id: source for source in sources}
    for source in sources:
        linked = {link.removeprefix(PREFIX) for link in source.links if link.startswith(PREFIX)}
        for link in source.links:
            if not link.startswith((PREFIX, "https://")):
                yield source.id, f"Verweis »{link}« ist weder /guides/… noch https"
        for target in sorted(linked - set(by_id)):
            yield source.id, f"Verweis auf »{target}« führt ins Leere"
        for other in _ids(source, "verwandt"):
            if other not in by_id:
                yield source.id, f"verwandt mit »{other}«, das es nicht gibt"
            elif source.id not in _ids(by_id[other], "verwandt"):
                yield source.id, f"verwandt mit »{other}«, aber nicht umgekehrt"
            if other not in linked:
                yield source.id, f"»{other}« ist verwandt, aber im Text nicht verlinkt"
        first = source.markdown.split("\n## ")[1] if "\n## " in source.markdown else ""
        for twin in _ids(source, "abgrenzung"):
            if f"{PREFIX}{twin})" not in first:
                yield source.id, f"der erste Abschnitt grenzt nicht von »{twin}« ab"


def _ids(source: Source, field: str) -> list[str]:
    return list(source.metadata.get(field) or [])
