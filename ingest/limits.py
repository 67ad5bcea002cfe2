"""What one foreign file may ask for, and the guard that counts it while a reader reads."""

from collections.abc import Callable
from dataclasses import dataclass

from ingest.errors import FileTooLarge, TooManyPages, TooMuchText


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that reading one file may take; the defaults were measured on 604 odd PDFs."""

    file_mb: int = 50
    pages: int = 2_000
    page_seconds: float = 20
    seconds: float = 300
    memory_mb: int = 1_536
    characters: int = 5_000_000
    passages: int = 20_000
    zip_entries: int = 2_000
    zip_mb: int = 200
    zip_ratio: int = 100


class Guard:
    """Counts pages and characters of one file; raises a LimitExceeded in the middle of reading.

    `on_page` is called with the number of each page before it is read.
    """

    def __init__(
        self, limits: Limits | None = None, on_page: Callable[[int], None] = lambda number: None
    ) -> None:
        self.limits = limits or Limits()
        self._on_page = on_page
        self._characters = 0

    def page(self, number: int) -> None:
        """Begin the page with this number, counted from 1."""
        if number > self.limits.pages:
            raise TooManyPages(
                f"Das Dokument hat mehr als {self.limits.pages} Seiten. "
                "Bitte teilen oder LOTSE_LIMIT_PAGES erhöhen."
            )
        self._on_page(number)

    def text(self, length: int) -> None:
        """Count as many more characters."""
        self._characters += length
        if self._characters > self.limits.characters:
            raise TooMuchText(
                f"Das Dokument hat mehr als {self.limits.characters} Zeichen. "
                "Bitte teilen oder LOTSE_LIMIT_CHARACTERS erhöhen."
            )

    def size(self, count: int) -> None:
        """Refuse a file of so many bytes if that is too many."""
        if count > self.limits.file_mb * 1_000_000:
            raise FileTooLarge(
                f"Die Datei ist größer als {self.limits.file_mb} MB. "
                "Bitte verkleinern oder LOTSE_LIMIT_FILE_MB erhöhen."
            )
