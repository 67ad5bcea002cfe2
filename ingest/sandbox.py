"""Foreign files are read in a child process: what hurts the reader does not hurt the ingest.

One child reads file after file until it dies or a limit ends it; the next file gets a new one.
It gets bytes and gives back mended blocks as JSON; it opens no file of ours (reading_process.py).
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pydantic import TypeAdapter, ValidationError

from ingest.errors import IngestError, NoTextLayer, ReaderCrashed, TooMuchText, TooSlow
from ingest.frames import read_frame, write_frame
from ingest.limits import Guard, Limits
from ingest.ocr import with_text_layer
from ingest.types import Reading

PAGE_TOO_SLOW = 66  # exit code of a child that gave up on a page
_READING = TypeAdapter(Reading)
_BYTES_PER_CHARACTER = 40  # of JSON, with the blocks around the text; beyond it is no answer
_START_SECONDS = 60
_OUR_ROOT = Path(__file__).parents[1]


class Sandbox:
    """Reads files in a child process within limits; a context manager, started when needed.

    With `ocr`, a PDF of pictures is given its text by ocrmypdf and read again.
    """

    def __init__(self, limits: Limits | None = None, *, ocr: bool = False) -> None:
        self.limits = limits or Limits()
        self._ocr = ocr
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, data: bytes, name: str) -> Reading:
        """Return what a reader makes of a file; raises the UnreadableFile that says why not."""
        try:
            return self._read(data, name)
        except NoTextLayer:
            if not (self._ocr and data.startswith(b"%PDF-")):
                raise
            return self._read(with_text_layer(data, self.limits), name)

    def _read(self, data: bytes, name: str) -> Reading:
        Guard(self.limits).size(len(data))
        with self._asked("read", data, name) as answer:
            return _READING.validate_json(read_frame(answer, self._most()))

    def unpack(self, data: bytes, name: str) -> list[tuple[str, bytes]]:
        """Return the files in a ZIP archive, by their paths in it; raises UnreadableFile."""
        Guard(self.limits).size(len(data))
        with self._asked("unpack", data, name) as answer:
            names: list[str] = json.loads(read_frame(answer, self._most()))
            most = self.limits.zip_mb * 1_000_000
            return [(member, read_frame(answer, most)) for member in names]

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                _close(pipe)
            self._child = None

    def _most(self) -> int:
        return 1_000_000 + _BYTES_PER_CHARACTER * self.limits.characters

    @contextmanager
    def _asked(self, job: str, data: bytes, name: str) -> Iterator[IO[bytes]]:
        """Send a job and yield the pipe its result comes from; a dead child is a named error."""
        child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        expired = threading.Event()
        timer = threading.Timer(self.limits.seconds, _expire, (child, expired))
        timer.start()
        head = {"last": True}
        try:
            write_frame(child.stdin, json.dumps({"job": job, "name": name}).encode())
            write_frame(child.stdin, data)
            head = json.loads(read_frame(child.stdout, 100_000))
            if head["failure"]:
                raise _as_raised(**head["failure"])
            yield child.stdout
        except (OSError, EOFError) as error:
            self.close()
            raise self._death(child.returncode, expired.is_set()) from error
        except (ValidationError, json.JSONDecodeError, OverflowError) as error:
            self.close()
            raise TooMuchText("Das Dokument ergibt mehr Text, als erlaubt ist.") from error
        finally:
            timer.cancel()
            if head["last"] or expired.is_set():
                self.close()

    def _start(self) -> "subprocess.Popen[bytes]":
        child = subprocess.Popen(
            [sys.executable, "-m", "ingest.reading_process", json.dumps(asdict(self.limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_OUR_ROOT), "PYTHONUTF8": "1"},  # no key of ours goes there
        )
        self._child = child
        assert child.stdout is not None
        timer = threading.Timer(_START_SECONDS, child.kill)
        timer.start()
        try:
            read_frame(child.stdout, 0)  # an empty frame: it is ready, its time begins to count
        except EOFError as error:
            self.close()
            raise ReaderCrashed("Der Leseprozess startet nicht. Bitte `make setup`.") from error
        finally:
            timer.cancel()
        return child

    def _death(self, code: int, expired: bool) -> IngestError:
        if expired:
            return TooSlow(
                f"Das Lesen dauert länger als {self.limits.seconds:g} s. "
                "Bitte teilen, neu erzeugen oder LOTSE_LIMIT_SECONDS erhöhen."
            )
        if code == PAGE_TOO_SLOW:
            return TooSlow(
                f"Eine Seite braucht länger als {self.limits.page_seconds:g} s. "
                "Bitte neu erzeugen oder LOTSE_LIMIT_PAGE_SECONDS erhöhen."
            )
        return ReaderCrashed("Beim Lesen ist der Leseprozess abgestürzt. Bitte neu erzeugen.")


def _expire(child: "subprocess.Popen[bytes]", expired: threading.Event) -> None:
    expired.set()
    child.kill()


def _close(pipe: IO[Any] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        pass  # the rest of a request that the dead child will never read


def _as_raised(code: str, message: str) -> IngestError:
    kinds = {kind.code: kind for kind in _descendants(IngestError)}
    return kinds.get(code, ReaderCrashed)(message)


def _descendants(kind: type[IngestError]) -> Iterator[type[IngestError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _descendants(child)
