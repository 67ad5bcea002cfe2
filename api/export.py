"""Questions without a good answer, and rated ones, as JSON lines for `python -m evals`."""

import json
from collections.abc import Iterator

from api.database import Database, Entry


def feedback_lines(database: Database) -> Iterator[str]:
    """Yield one line an entry that holds a question, oldest first; raises DatabaseUnavailable."""
    entries = [one for one in (*database.ratings(), *database.unanswered()) if one.question]
    for entry in sorted(entries, key=lambda one: (one.asked_at, one.id or 0)):
        yield json.dumps(_row(entry), ensure_ascii=False) + "\n"


def _row(entry: Entry) -> dict[str, object]:
    return {
        "asked_at": entry.asked_at,
        "question": entry.question,
        "status": entry.status,
        "rating": entry.rating,
        "reason": entry.reason or "",
        "comment": entry.comment or "",
        "guides": list(entry.guides),
        "release": entry.release,
    }
