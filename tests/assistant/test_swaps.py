"""Fifty releases published under a constant load of questions: no error, no mixture."""

import re
import threading
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from ingest import LiveIndex, Registry, ingest, publication
from ingest.verification import verify
from tests.fakes import AlwaysEnough, GramEmbeddings

SWAPS = 50
QUESTION = "Was kostet ein Sensor für eine alte Drehbank?"
GUIDE = """# Sensor an der Drehbank

## Kosten

Ein Sensor für eine alte Drehbank kostet {price} € als Richtwert. Die Montage an der Drehbank
kostet ebenfalls {price} € und dauert einen halben Tag.
"""


def price(release: str) -> str:
    """Each release names a price of its own."""
    return str(1000 + int(release))


@pytest.mark.slow
def test_no_answer_mixes_releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "verify_in_child", verify)  # see tests/conftest.py
    corpus, index_dir, model = tmp_path / "corpus", tmp_path / "index", GramEmbeddings()
    corpus.mkdir()

    def publish(number: int) -> None:
        text = GUIDE.format(price=price(f"{number}"))
        (corpus / "sensor.md").write_text(text, "utf-8")
        with closing(Registry(tmp_path / "registry.sqlite")) as registry:
            report = ingest(corpus, index_dir, registry, "gram", lambda: model)
        assert report.generation == f"{number:06d}"

    publish(1)
    live = LiveIndex(index_dir, "gram")
    assistant = Assistant(live, model, "die IHK", sufficiency=AlwaysEnough())
    answers: list[Answer] = []
    errors: list[Exception] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.wait(0.01):
            try:
                answers.append(assistant.ask(QUESTION))
            except Exception as error:  # collected for the assertion below
                errors.append(error)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for number in range(2, SWAPS + 2):
        publish(number)
        assert live.refresh()
    stop.set()
    for asker in askers:
        asker.join()
    live.close()
    assert errors == []
    assert len({answer.release for answer in answers}) > SWAPS // 2
    for answer in answers:
        said = set(re.findall(r"\b1\.?0\d\d\b", answer.text + str(answer.citations)))
        assert answer.status == "answered"
        assert said == {price(answer.release)}, answer.text
