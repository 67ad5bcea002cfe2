"""Render the reports whose source stands in `_quellen/` as PDF or, with `satz: docx`, as Word.

    python corpus/render.py [ID …]

Beside each stands a TOML sidecar with the source's front matter and hash, so that a check can tell
when what is ingested is older than its source.
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

from ingest import read_markdown

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


def render(source: Path) -> Path:
    """Write the report and its sidecar from its Markdown source; return the report's path."""
    post = frontmatter.loads(source.read_text("utf-8"))
    form = post.metadata.get("satz", "pdf")
    target = SOURCES.parent / f"{source.stem}.{form}"
    WRITERS[form](_without_site_links(post.content), post.metadata, target)
    target.with_suffix(".toml").write_text(sidecar(source, post.metadata), "utf-8")
    return target


def write_pdf(markdown: str, metadata: dict[str, Any], target: Path) -> None:
    """Set a report as a PDF with running headers and page numbers."""
    from weasyprint import HTML

    body = MarkdownIt("commonmark").enable("table").render(markdown)
    page = Environment(autoescape=False).from_string(PAGE)
    html = page.render(body=body, **{**metadata, "stand": _german(metadata["stand"])})
    HTML(string=html).write_pdf(target, pdf_identifier=target.stem.encode())


def write_docx(markdown: str, metadata: dict[str, Any], target: Path) -> None:
    """Set a report as a Word document with the built-in styles for headings, lists and tables."""
    from docx import Document

    document = Document()
    document.core_properties.title = metadata["titel"]
    document.core_properties.author = metadata["verantwortlich"]
    rows: list[list[str]] = []
    for block in read_markdown(markdown.encode()):
        if block.kind == "row":
            rows.append(block.text.split(" | "))
            continue
        _add_table(document, rows)
        rows = []
        if block.kind == "heading":
            document.add_heading(block.text, level=block.level)
        elif block.marker:
            numbered = block.marker[0].isdigit()
            document.add_paragraph(block.text, "List Number" if numbered else "List Bullet")
        else:
            document.add_paragraph(block.text)
    _add_table(document, rows)
    document.save(str(target))


def _add_table(document: Any, rows: list[list[str]]) -> None:
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]), style="Light Grid")
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text


WRITERS = {"pdf": write_pdf, "docx": write_docx}


def sidecar(source: Path, metadata: dict[str, Any]) -> str:
    """Return the TOML that carries the front matter and the hash of the source."""
    return tomli_w.dumps({**metadata, "quelle_sha256": _digest(source)}, multiline_strings=True)


def _without_site_links(markdown: str) -> str:
    """Keep the words of links to other guides: on paper they lead nowhere."""
    return re.sub(r"\[([^\]]*)\]\(/guides/[^)]*\)", r"\1", markdown)


def _german(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def main(ids: list[str]) -> None:
    """Render the named reports, or all whose source has changed since they were rendered."""
    for source in sorted(SOURCES.glob("*.md")):
        if source.stem in ids or not (ids or _is_current(source)):
            print(render(source).relative_to(CORPUS.parent))


def _is_current(source: Path) -> bool:
    written = SOURCES.parent / f"{source.stem}.toml"
    return written.exists() and _digest(source) in written.read_text("utf-8")


def _digest(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
