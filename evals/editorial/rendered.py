"""Reports that are ingested as PDF or DOCX: rendered from the source that is committed."""

import hashlib
import tomllib
from collections.abc import Iterator, Sequence

from evals.editorial.sources import Source


def check_rendered(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """Yield reports whose rendered file is missing or older than its source."""
    for source in sources:
        if source.path.parent.name != "_quellen":
            continue
        target = source.path.parents[1] / source.path.stem
        if not any(target.with_suffix(suffix).exists() for suffix in (".pdf", ".docx")):
            yield source.id, "ist nicht gesetzt; »make corpus« setzt PDF und DOCX"
            continue
        sidecar = tomllib.loads(target.with_suffix(".toml").read_text("utf-8"))
        if sidecar.get("quelle_sha256") != hashlib.sha256(source.path.read_bytes()).hexdigest():
            yield source.id, "die Quelle ist neuer als das Gesetzte; »make corpus« setzt neu"
