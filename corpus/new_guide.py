"""Start a guide from the template: `make new-guide ID=kuerzel TITEL="Ein Titel"`."""

import sys
from datetime import date, timedelta
from pathlib import Path

CORPUS = Path(__file__).parent
REVIEW_AFTER = timedelta(days=180)


def new_guide(id_: str, title: str, today: date) -> Path:
    """Write `leitfaeden/ID.md` from the template and return it; an existing guide is left alone."""
    target = CORPUS / "leitfaeden" / f"{id_}.md"
    if target.exists():
        raise SystemExit(f"{target} gibt es schon.")
    template = (CORPUS / "_vorlage.md").read_text("utf-8")
    filled = (
        template.replace("{id}", id_)
        .replace("{titel}", title)
        .replace("{stand}", today.isoformat())
        .replace("{pruefen_bis}", (today + REVIEW_AFTER).isoformat())
    )
    target.write_text(filled, "utf-8")
    return target


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit('Aufruf: make new-guide ID=kuerzel TITEL="Ein Titel"')
    print(new_guide(sys.argv[1], sys.argv[2], date.today()))
