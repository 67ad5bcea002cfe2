"""Each editorial rule catches what it is there for, on a small sound corpus that is then broken."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evals.editorial import check_corpus
from evals.editorial.structure import SECTIONS

TODAY = date(2026, 11, 24)
LONG = "Ein Satz mit mehr als acht Wörtern steht nur einmal da."
ASKED = (
    '{"id": "eins", "abschnitt": "Stolpersteine", "fragen": ["Wo klemmt es?"]}\n'
    '{"id": "zwei", "abschnitt": "Vorgehen in Schritten", "satz": "Schritt 1 für zwei.", '
    '"fragen": ["Womit anfangen?"]}\n'
)
HEAD = """---
id: {id}
titel: 'Etwas über {id}'
art: leitfaden
kategorie: prozesse
version: "1.0.0"
stand: 2026-11-24
pruefen_bis: 2027-05-24
verantwortlich: "Redaktion"
zielgruppe: [Meister]
reifegrad: einsteiger
aufwand: gering
dauer: '1 Tag'
kosten: '100 €'
betriebsgroesse: 'alle'
region: NRW
fristen: []
begriffe: [Wort]
typische_fragen: [{questions}]
verwandt: [{other}]
abgrenzung: [{other}]
quellen: []
herkunft: eigen
lizenz: CC-BY-4.0
beispiel: konstruiert
sprache: de
---

# Etwas über {id}
"""
PARTS = {
    "Auf einen Blick": "- Nicht hier: das andere, siehe [Titel](/guides/{other}).",
    "Vorgehen in Schritten": "\n".join(f"{n}. Schritt {n} für {{id}}." for n in range(1, 6)),
    "Aufwand, Kosten und Dauer": "| Posten | Intern |\n|---|---|\n| {id} | 1 Tag |",
    "Weiter geht's": "\n".join(f"- [ ] Haken {n} für {{id}}" for n in range(1, 6)),
}


def guide(id_: str, other: str) -> str:
    questions = ", ".join(f"Frage {n} zu {id_}" for n in range(8))
    text = HEAD.format(id=id_, other=other, questions=questions)
    for section in SECTIONS["leitfaden"]:
        body = PARTS.get(section, "").format(id=id_, other=other)
        filler = "\n\n".join(f"{id_} {section} {n} wort wort wort wort." for n in range(12))
        text += f"\n## {section}\n\n{body}\n\n{filler}\n"
    return text


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "leitfaeden").mkdir()
    for id_, other in (("eins", "zwei"), ("zwei", "eins")):
        (tmp_path / "leitfaeden" / f"{id_}.md").write_text(guide(id_, other), "utf-8")
    rows = [
        {"guide": id_, "fact": "F 1", "source": "redaktion", "sentences": [f"Schritt 1 für {id_}."]}
        for id_ in ("eins", "zwei")
    ]
    (tmp_path / "leserfragen.jsonl").write_text(ASKED, "utf-8")
    (tmp_path / "fakten.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return tmp_path


def test_a_sound_corpus_has_no_findings(corpus: Path) -> None:
    assert check_corpus(corpus, TODAY) == []


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("Gliederung", replaced("## Stolpersteine", "## Tücken")),
        ("Gliederung", replaced("# Etwas über eins", "# Anders")),
        ("Gliederung", replaced("- [ ] Haken 5 für eins", "")),
        ("Gliederung", lambda text: re.sub(r"^\|.*\n", "", text, flags=re.MULTILINE)),
        ("Gliederung", replaced("5. Schritt 5 für eins.", "")),
        ("Kopfdaten", replaced("reifegrad: einsteiger", "reifegrad: egal")),
        ("Kopfdaten", replaced("pruefen_bis: 2027-05-24", "pruefen_bis: 2029-05-24")),
        ("Kopfdaten", replaced("stand: 2026-11-24", "stand: gestern")),
        ("Kopfdaten", replaced("Frage 7 zu eins", "Frage 7 zu eins, a, b, c, d, e")),
        ("Kopfdaten", replaced('verantwortlich: "Redaktion"', "")),
        ("Typografie", replaced("Schritt 2 für eins.", 'Das "geht" so.')),
        ("Typografie", replaced("Schritt 2 für eins.", "Das kostet 3-5 Tage.")),
        ("Typografie", replaced("Schritt 2 für eins.", "Fragen Sie Herr Meier.")),
        ("Typografie", replaced("für eins", "fu\u0308r eins")),
        ("Verweise", replaced("/guides/zwei", "/guides/drei")),
        ("Verweise", replaced("verwandt: [zwei]", "verwandt: []")),
        ("Verweise", replaced("siehe [Titel](/guides/zwei)", "siehe dort")),
        ("Kernfakten", replaced("1. Schritt 1 für eins.", "1. Schritt eins für eins.")),
        ("Gleiches", replaced("5. Schritt 5 für eins.", f"5. {LONG}")),
        ("Gleiches", replaced("Frage 7 zu eins", "Frage 7 zu zwei")),
    ],
)
def test_a_broken_rule_is_found(corpus: Path, rule: str, change: Callable[[str], str]) -> None:
    file = corpus / "leitfaeden" / "eins.md"
    if rule == "Gleiches":
        with (corpus / "leitfaeden" / "zwei.md").open("a", encoding="utf-8") as twin:
            twin.write(f"\n{LONG}\n")
    file.write_text(change(file.read_text("utf-8")), "utf-8")
    assert rule in {finding.rule for finding in check_corpus(corpus, TODAY)}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"eins"', '"drei"', "keinen Leitfaden"),
        ("Stolpersteine", "Tücken", "Abschnitt"),
        ("Schritt 1 für zwei.", "Schritt 1 für drei.", "steht nicht im Text"),
        ("Wo klemmt es?", "womit anfangen", "dieselbe Leserfrage"),
    ],
)
def test_a_reader_question_that_leads_nowhere_is_found(
    corpus: Path, old: str, new: str, complaint: str
) -> None:
    file = corpus / "leserfragen.jsonl"
    file.write_text(ASKED.replace(old, new), "utf-8")
    (finding,) = check_corpus(corpus, TODAY)
    assert (finding.rule, complaint in finding.message) == ("Leserfragen", True)


def test_an_overdue_document_is_found(corpus: Path) -> None:
    findings = check_corpus(corpus, date(2027, 6, 1))
    assert {finding.id for finding in findings} == {"eins", "zwei"}


def test_a_report_that_is_not_rendered_is_found(corpus: Path) -> None:
    source = corpus / "berichte" / "_quellen" / "drei.md"
    source.parent.mkdir(parents=True)
    source.write_text("---\nid: drei\nart: bericht\n---\n# Drei\n")
    assert "Gesetztes" in {f.rule for f in check_corpus(corpus, TODAY) if f.id == "drei"}
