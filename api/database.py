"""Feedback and unanswered questions in a database: SQLite, or whatever SQLAlchemy can reach.

Nothing about a person is stored: no address, no browser, and words only when a setting says so.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError

from api.failures import DatabaseUnavailable

SCHEMA_VERSION = 1
_METADATA = MetaData()
_VERSION = Table("schema_version", _METADATA, Column("version", Integer, primary_key=True))
# One table for both: an unanswered question is an entry that nobody has rated. `asked_at` is
# ISO 8601 in UTC, to the second, so that it sorts as text in every database.
_ENTRIES = Table(
    "entries",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("asked_at", String(25), nullable=False, index=True),
    Column("status", String(10), nullable=False),
    Column("rating", String(4), nullable=True),
    Column("reason", String(40), nullable=True),
    Column("comment", Text, nullable=True),
    Column("question", Text, nullable=True),
    Column("guides", JSON, nullable=False),
    Column("release", String(10), nullable=False),
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A rating, or a question that the guides do not answer (`rating` is None)."""

    status: str
    guides: tuple[str, ...] = ()
    release: str = ""
    rating: str | None = None
    reason: str | None = None
    comment: str | None = None
    question: str | None = None
    asked_at: str = field(default_factory=lambda: _timestamp(datetime.now(UTC)))
    id: int | None = None


class Database:
    """The entries; every method raises DatabaseUnavailable. Safe to use from several threads."""

    def __init__(self, address: str) -> None:
        """Connect lazily to a SQLAlchemy URL; its schema is made on first use."""
        self._engine = _engine(address)
        self._ready = False
        self._first_use = threading.Lock()

    def check(self) -> None:
        """Return when the database answers."""
        with self._transaction() as connection:
            connection.execute(select(_VERSION.c.version))

    def add(self, entry: Entry) -> None:
        """Store an entry; its id is given by the database."""
        row = asdict(entry) | {"guides": list(entry.guides)}
        del row["id"]
        for name in ("comment", "question"):  # PostgreSQL takes no NUL in a text
            row[name] = row[name] and row[name].replace("\x00", "")
        with self._transaction() as connection:
            connection.execute(insert(_ENTRIES), [row])

    def ratings(self, rating: str | None = None) -> list[Entry]:
        """Return what people said about answers, newest first; only "up" or "down" if asked."""
        wanted = _ENTRIES.c.rating == rating if rating else _ENTRIES.c.rating.is_not(None)
        return self._select(wanted)

    def unanswered(self) -> list[Entry]:
        """Return the questions that were declined, newest first."""
        return self._select(_ENTRIES.c.rating.is_(None))

    def remove(self, ids: Sequence[int]) -> int:
        """Delete entries; return how many there were."""
        with self._transaction() as connection:
            return connection.execute(delete(_ENTRIES).where(_ENTRIES.c.id.in_(ids))).rowcount

    def purge(self, days: int, now: datetime | None = None) -> int:
        """Delete what is older than so many days; return how much that was."""
        oldest = _timestamp((now or datetime.now(UTC)) - timedelta(days=days))
        with self._transaction() as connection:
            return connection.execute(delete(_ENTRIES).where(_ENTRIES.c.asked_at < oldest)).rowcount

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _prepare(self) -> None:
        if self._ready:
            return
        if (url := self._engine.url).get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        with self._engine.begin() as connection:
            _make_schema(connection)
        self._ready = True

    def _select(self, wanted: ColumnElement[bool]) -> list[Entry]:
        newest_first = (_ENTRIES.c.asked_at.desc(), _ENTRIES.c.id.desc())
        query = select(_ENTRIES).where(wanted).order_by(*newest_first)
        with self._transaction() as connection:
            rows = connection.execute(query).mappings().all()
        return [Entry(**{**row, "guides": tuple(row["guides"])}) for row in rows]

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._first_use:
                self._prepare()
            with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            logger.error("database: %s", type(error).__name__)  # its text may hold a question
            raise DatabaseUnavailable(
                "Die Datenbank ist gerade nicht erreichbar. Bitte später noch einmal versuchen."
            ) from error


def _engine(address: str) -> Engine:
    url = make_url(address)
    if url.drivername == "postgresql":  # SQLAlchemy would look for the older psycopg2
        url = url.set(drivername="postgresql+psycopg")
    # Without hide_parameters an error's text would carry the question into the log.
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _overwrite_what_is_deleted)
    return engine


def _overwrite_what_is_deleted(connection: DBAPIConnection, _: object) -> None:
    connection.cursor().execute("PRAGMA secure_delete=ON")


def _make_schema(connection: Connection) -> None:
    """Create the tables, or refuse those of a newer version."""
    if not inspect(connection).has_table("schema_version"):
        _METADATA.create_all(connection)
        connection.execute(insert(_VERSION).values(version=SCHEMA_VERSION))
    found = connection.execute(select(_VERSION.c.version)).scalar_one()
    if found != SCHEMA_VERSION:
        raise DatabaseUnavailable(
            f"Die Datenbank hat die Fassung {found}, dieses Programm kennt {SCHEMA_VERSION}. "
            "Bitte Lotse aktualisieren."
        )


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
