import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import (
    FileTooLarge,
    ForbiddenFile,
    IngestError,
    NoTextLayer,
    ReaderCrashed,
    TooManyPages,
    TooMuchMemory,
    TooMuchText,
    TooSlow,
)
from ingest.limits import Limits
from ingest.sandbox import Sandbox
from tests.documents import pdf, shown, with_part, word, zipped

SMALL = Limits(file_mb=5, pages=3, page_seconds=2, memory_mb=300, characters=200_000, passages=200)
GOOD = b"# Titel\n\nEin Satz."
SLOW_PAGE = "BT /F1 1 Tf " + "(x) Tj " * 400_000


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(SMALL) as opened:
        yield opened


def child(sandbox: Sandbox) -> int:
    process = sandbox._child
    assert process is not None
    return process.pid


def test_one_child_reads_one_file_after_the_other(sandbox: Sandbox) -> None:
    assert [block.text for block in sandbox.read(GOOD, "a.md").blocks] == ["Titel", "Ein Satz."]
    first = child(sandbox)
    assert sandbox.read(pdf(shown((60, 700, 10, "Ein Satz."))), "b.pdf").format == ".pdf"
    with pytest.raises(NoTextLayer):
        sandbox.read(b"<p></p>", "c.html")
    assert child(sandbox) == first


TOO_MUCH = {
    "bytes": (b"x" * 5_000_001, "a.md", FileTooLarge),
    "pages": (pdf(*[shown((60, 700, 10, "Satz."))] * 4), "a.pdf", TooManyPages),
    "characters": (b"Wort " * 50_000, "a.md", TooMuchText),
    "blocks": (b"a\n\n" * 2_500, "a.md", TooMuchText),
    "a page's time": (pdf(SLOW_PAGE), "a.pdf", TooSlow),
    "doctype": (
        with_part(
            word(lambda document: document.add_paragraph("Satz.")),
            "word/document.xml",
            lambda xml: xml.replace(b"?>", b'?><!DOCTYPE w [<!ENTITY a "b">]>', 1),
        ),
        "a.docx",
        ForbiddenFile,
    ),
}


@pytest.mark.parametrize(("data", "name", "error"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_each_limit_is_a_named_error_and_the_next_file_is_read(
    sandbox: Sandbox, data: bytes, name: str, error: type[IngestError]
) -> None:
    with pytest.raises(error):
        sandbox.read(data, name)
    assert sandbox.read(GOOD, "gut.md").blocks


def test_memory_is_a_limit_and_the_next_file_has_all_of_it() -> None:
    data = b"a *b* " * 60_000
    with Sandbox(Limits(memory_mb=30)) as sandbox:
        with pytest.raises(TooMuchMemory, match="LOTSE_LIMIT_MEMORY_MB"):
            sandbox.read(data, "a.md")
        assert sandbox.read(GOOD, "gut.md").blocks


def test_the_time_for_a_whole_file_is_a_limit() -> None:
    data = pdf(SLOW_PAGE)
    with Sandbox(Limits(seconds=2, page_seconds=60)) as sandbox:
        with pytest.raises(TooSlow, match="LOTSE_LIMIT_SECONDS"):
            sandbox.read(data, "a.pdf")
        assert sandbox.read(GOOD, "gut.md").blocks


def test_a_child_that_dies_is_a_named_error_and_the_next_file_is_read() -> None:
    with Sandbox(SMALL) as sandbox:
        sandbox.read(GOOD, "gut.md")
        os.kill(child(sandbox), signal.SIGSTOP)
        os.kill(child(sandbox), signal.SIGSEGV)
        os.kill(child(sandbox), signal.SIGCONT)
        with pytest.raises(ReaderCrashed):
            sandbox.read(GOOD, "a.md")
        assert sandbox.read(GOOD, "gut.md").blocks


def test_an_archive_is_unpacked_in_the_child(sandbox: Sandbox) -> None:
    assert sandbox.unpack(zipped({"a.md": GOOD}), "a.zip") == [("a.md", GOOD)]
    with pytest.raises(ForbiddenFile):
        sandbox.unpack(zipped({"../a.md": GOOD}), "a.zip")


def test_text_arrives_mended(sandbox: Sandbox) -> None:
    blocks = sandbox.read("Wort\u200b\U000e0041 e\ufb03zient".encode(), "a.md").blocks
    assert [block.text for block in blocks] == ["Wort effizient"]


def test_the_child_knows_no_key_and_loads_no_model(sandbox: Sandbox) -> None:
    sandbox.read(GOOD, "a.md")
    environment = Path(f"/proc/{child(sandbox)}/environ").read_text()
    assert not [name for name in os.environ if name.startswith("LOTSE_") and name in environment]
    code = (
        "import sys, ingest.reading_process\n"
        "print([m for m in ('torch', 'chromadb', 'sentence_transformers') if m in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_no_child_is_left_behind() -> None:
    with Sandbox(SMALL) as sandbox:
        sandbox.read(GOOD, "a.md")
        left = child(sandbox)
    assert not Path(f"/proc/{left}").exists()
