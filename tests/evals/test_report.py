"""The report page, opened in a real browser."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from evals.cases import Case
from evals.coverage import coverage
from evals.gate import accept, read_baseline
from evals.report import write_report
from evals.runs import describe, write_run
from evals.trials import run_suite
from evals.types import CitedSpan, Reply, Said, Span
from ingest import Index
from tests.evals.test_trials import Scripted

HOSTILE = '<img src=x onerror="document.title=1"> und <script>alert(1)</script>?'
CASES = [
    Case(id="k1", question="Was kostet ein Sensor?", expected=("sensor",), type="zahl",
         must_contain=("300",)),
    Case(id="k2", question="Ab wann E-Rechnungen?", expected=("rechnung",), type="datum"),
    Case(id="k3", question=HOSTILE, answerable=False, type="injektion"),
]  # fmt: skip


def replies(index: Index) -> dict[str, Reply]:
    text = index.documents["sensor"].text
    quote = "Ein Sensor für eine alte Drehbank kostet 300 bis 1.500 € als Richtwert."
    start = text.index(quote)
    span = CitedSpan("sensor", start, start + len(quote), quote)
    found = ("sensor", "rechnung")
    return {
        CASES[0].question: Reply(True, f"{quote} [1]", found, (span,), 12.0,
                                 (Said(quote, (0,)),), (Span("sensor", 0, len(text)),), 0.9),
        CASES[1].question: Reply(False, "Dazu steht nichts da.", found, (), 14.0, sufficiency=0.2),
        CASES[2].question: Reply(False, f"Nein: {HOSTILE}", found, (), 15.0, sufficiency=0.1),
    }  # fmt: skip


@pytest.fixture
def page_file(small_index: Index, tmp_path: Path) -> Path:
    suite = tmp_path / "klein.jsonl"
    suite.write_text("\n".join(case.model_dump_json() for case in CASES))
    system = Scripted(replies(small_index), small_index.documents)
    trials = run_suite(CASES, system, small_index)
    run = write_run(tmp_path / "run", describe(suite, "lotse", system, "gram"), trials)
    accept([run], tmp_path / "baseline.json")
    sections = [(p.guide_id, p.heading[0] if p.heading else "") for p in small_index.passages]
    reach = coverage(trials, small_index.documents, sections, [], date(2026, 11, 24))
    file = tmp_path / "report.html"
    baseline = read_baseline(tmp_path / "baseline.json")
    write_report(file, [run], small_index.documents, reach, 0.4, baseline, [run])
    return file


@pytest.fixture
def page(browser: Any) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 390, "height": 844})
    yield found
    found.close()


def test_the_page_is_one_file_without_network(page_file: Path) -> None:
    text = page_file.read_text("utf-8")
    assert "default-src &#39;none&#39;" in text
    assert not any(
        word in text for word in ("http://", "https://", "<link", "<img", "url(", "style=")
    )


def test_the_filter_shows_what_was_asked_for(page_file: Path, page: Page) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(page_file.as_uri())
    shown = page.locator("details.question:visible")
    assert shown.count() == 3
    page.select_option("select[name=verdict]", "zu Unrecht abgelehnt")
    assert shown.count() == 1
    assert "k2" in shown.first.inner_text()
    assert page.inner_text("#count") == "1 von 3 Fragen"
    page.click("button[type=reset]")
    page.fill("input[name=text]", "SENSOR")
    assert shown.count() == 1
    shown.first.locator("summary").click()
    assert page.locator("details[open] mark").inner_text().startswith("Ein Sensor")
    assert page.locator("details[open] dd").first.inner_text() == "Sensor an der Drehbank"
    assert problems == []


def test_nothing_in_a_question_is_run_or_rendered(page_file: Path, page: Page) -> None:
    page.goto(page_file.as_uri())
    assert page.title() == "Wie gut lotse antwortet"
    assert page.locator("img").count() == 0
    assert HOSTILE in page.locator("details.question summary").nth(2).inner_text()


def test_the_page_fits_a_phone(page_file: Path, page: Page) -> None:
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("svg").count() >= 4
