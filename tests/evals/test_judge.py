"""The judge over real HTTP: an endpoint of OpenAI's kind on a free port."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from evals.__main__ import app
from evals.cases import Case
from evals.judge import NoJudge, agreement, judged, open_judge, read_labels
from evals.types import CitedSpan, Reply, Trial
from tests.evals.test_remote import served


def trial(id_: str, text: str, answered: bool = True) -> Trial:
    span = CitedSpan("a", 0, 5, "Beleg {answer}")
    return Trial(Case(id=id_, question="Frage?"), Reply(answered, text, (), (span,), 1.0), {})


def endpoint(seen: list[str]) -> FastAPI:
    """Says yes to answers with the word "gut", mumbles about "unklar", else says no."""
    http = FastAPI()

    @http.post("/v1/chat/completions")
    def complete(body: dict[str, Any]) -> dict[str, Any]:
        prompt = body["messages"][-1]["content"]
        seen.append(prompt)
        word = "Ja." if "gut" in prompt else "hm" if "unklar" in prompt else "nein"
        message = {"role": "assistant", "content": word}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return {"id": "1", "object": "chat.completion", "created": 0, "model": "richter",
                "choices": [choice]}  # fmt: skip

    return http


def test_answers_are_judged_and_declined_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    with served(endpoint(seen)) as url:
        monkeypatch.setenv("OPENAI_API_KEY", "egal")
        monkeypatch.setenv("OPENAI_API_BASE", f"{url}/v1")
        monkeypatch.setenv("OPENAI_BASE_URL", f"{url}/v1")
        trials = [trial("1", "gut"), trial("2", "falsch"), trial("3", "unklar"),
                  trial("4", "gut", answered=False)]  # fmt: skip
        assert judged(trials, open_judge("openai:richter")) == {"1": True, "2": False}
    assert len(seen) == 3
    assert "Beleg {answer}" in seen[0]


def test_without_a_model_nothing_is_judged(tmp_path: Path) -> None:
    with pytest.raises(NoJudge, match="LOTSE_JUDGE_MODEL"):
        open_judge("")
    with pytest.raises(NoJudge, match="öffnen"):
        open_judge("gibtsnicht:modell")
    done = CliRunner().invoke(app, ["judge", str(tmp_path)])
    assert done.exit_code == 2


def test_agreement_is_cohens_kappa_by_hand() -> None:
    # 2x2 table 4, 1 / 2, 3: observed 0.7, expected 0.5*0.6 + 0.5*0.4 = 0.5.
    ours = [True] * 4 + [True] + [False] * 2 + [False] * 3
    theirs = [True] * 4 + [False] + [True] * 2 + [False] * 3
    verdicts = {str(n): value for n, value in enumerate(ours)}
    labels = {str(n): value for n, value in enumerate(theirs)}
    found = agreement(verdicts, labels | {"fremd": True})
    assert (found.n, found.share, found.kappa) == (10, 0.7, pytest.approx(0.4))
    assert agreement({"1": True}, {"1": True}).kappa == 1
    with pytest.raises(NoJudge, match="Kürzel"):
        agreement({"1": True}, {"2": True})


def test_labels_are_read_or_named(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(json.dumps({"id": "g1", "good": False}) + "\n")
    assert read_labels(file) == {"g1": False}
    file.write_text("[]")
    with pytest.raises(NoJudge, match="good"):
        read_labels(file)
