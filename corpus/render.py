"""Render the reports whose Markdown source stands in `_quellen/` as the PDFs that are ingested.

    python corpus/render.py [ID …]

Beside each PDF stands a TOML sidecar with the source's front matter and the source's hash, so that
a test can tell when a PDF is older than its source.
"""

import hashlib
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import frontmatter
import tomli_w
from jinja2 import Environment
from markdown_it import MarkdownIt

CORPUS = Path(__file__).parent
SOURCES = CORPUS / "berichte" / "_quellen"

PAGE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>{{ titel }}</title>
<meta name="author" content="{{ verantwortlich }}">
<style>
@page {
  size: A4; margin: 24mm 22mm 22mm 24mm;
  @top-left { content: "{{ titel }}"; font: 8pt sans-serif; color: #555; }
  @top-right { content: "Stand {{ stand }}"; font: 8pt sans-serif; color: #555; }
  @bottom-right { content: "Seite " counter(page) " von " counter(pages);
                  font: 8pt sans-serif; color: #555; }
}
body { font: 10.5pt/1.45 "DejaVu Sans", "Liberation Sans", sans-serif; color: #1a1a1a; }
h1 { font-size: 20pt; line-height: 1.2; color: #12486b; margin: 0 0 6mm; }
h2 { font-size: 14pt; color: #12486b; margin: 7mm 0 2mm; break-after: avoid; }
h3 { font-size: 12pt; margin: 5mm 0 1mm; break-after: avoid; }
p, ul, ol, table { margin: 0 0 3mm; }
li { margin: 0 0 1mm; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 0.4pt solid #999; padding: 1.2mm 2mm; text-align: left;
         vertical-align: top; }
</style>
</head>
<body>{{ body }}</body>
</html>"""


def render(source: Path, target: Path) -> None:
    """Write `target` (.pdf) and its sidecar from a Markdown source with front matter."""
    from weasyprint import HTML

    post = frontmatter.loads(source.read_text("utf-8"))
    body = MarkdownIt("commonmark").enable("table").render(_without_site_links(post.content))
    page = Environment(autoescape=False).from_string(PAGE)
    html = page.render(body=body, **{**post.metadata, "stand": _german(post.metadata["stand"])})
    HTML(string=html).write_pdf(target, pdf_identifier=source.stem.encode())
    target.with_suffix(".toml").write_text(sidecar(source, post.metadata), "utf-8")


def sidecar(source: Path, metadata: dict[str, Any]) -> str:
    """Return the TOML that carries the front matter and the hash of the source."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    return tomli_w.dumps({**metadata, "quelle_sha256": digest}, multiline_strings=True)


def _without_site_links(markdown: str) -> str:
    """Keep the words of links to other guides: on paper they lead nowhere."""
    return re.sub(r"\[([^\]]*)\]\(/guides/[^)]*\)", r"\1", markdown)


def _german(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def main(ids: list[str]) -> None:
    """Render the named reports, or all of them."""
    for source in sorted(SOURCES.glob("*.md")):
        if not ids or source.stem in ids:
            target = SOURCES.parent / f"{source.stem}.pdf"
            render(source, target)
            print(target.relative_to(CORPUS.parent))


if __name__ == "__main__":
    main(sys.argv[1:])
