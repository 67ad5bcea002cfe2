"""The metrics by name, as people read them; each is the mean of its cases' scores."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """How a metric is called, what it says, and whether more of it is better."""

    label: str
    meaning: str
    higher_is_better: bool = True


METRICS: dict[str, Metric] = {
    "hit@1": Metric("Treffer zuerst", "ein erwarteter Leitfaden steht an erster Stelle"),
    "hit@3": Metric("Treffer unter 3", "ein erwarteter Leitfaden steht unter den ersten drei"),
    "hit@5": Metric("Treffer unter 5", "ein erwarteter Leitfaden steht unter den ersten fünf"),
    "hit@10": Metric("Treffer unter 10", "ein erwarteter Leitfaden steht unter den ersten zehn"),
    "recall@5": Metric("Recall@5", "Anteil der erwarteten Leitfäden unter den ersten fünf"),
    "recall@10": Metric("Recall@10", "Anteil der erwarteten Leitfäden unter den ersten zehn"),
    "mrr@10": Metric("MRR@10", "Kehrwert des Rangs des ersten erwarteten Leitfadens"),
    "ndcg@10": Metric("nDCG@10", "Güte der Reihenfolge der Leitfäden, 1 ist ideal"),
    "passage_hit@1": Metric("Absatz zuerst", "der erste Absatz nennt einen verlangten Fakt"),
    "passage_hit@5": Metric("Absatz unter 5", "einer der ersten fünf Absätze nennt einen Fakt"),
    "passage_recall@10": Metric(
        "Absatz-Recall@10", "Anteil der Absätze mit Fakt, die unter den ersten zehn stehen"
    ),
    "passage_mrr@10": Metric("Absatz-MRR@10", "Kehrwert des Rangs des ersten Absatzes mit Fakt"),
    "passage_ndcg@10": Metric("Absatz-nDCG@10", "Güte der Reihenfolge der Absätze, 1 ist ideal"),
    "cited_expected": Metric("Richtig belegt", "die Antwort zitiert einen erwarteten Leitfaden"),
    "fact_coverage": Metric("Fakten genannt", "die Antwort nennt alles, was sie nennen muss"),
    "citation_validity": Metric(
        "Zitate wörtlich", "Anteil der Zitate, die so an ihrer Stelle stehen"
    ),
    "citation_recall": Metric("Belegquote (ALCE)", "Anteil der Sätze, die ihre Belege stützen"),
    "citation_precision": Metric("Belegschärfe (ALCE)", "Anteil der Belege, die gebraucht werden"),
    "faithfulness": Metric("Belegtreue", "Anteil der Aussagen, die eine Nachprüfung bestätigt"),
    "decline_precision": Metric("Absagen zu Recht", "Anteil der Absagen, die richtig waren"),
    "decline_recall": Metric(
        "Unbeantwortbares abgelehnt", "Anteil der unbeantwortbaren Fragen, die abgelehnt wurden"
    ),
    "false_decline_rate": Metric(
        "Zu Unrecht abgelehnt",
        "Anteil der beantwortbaren Fragen, die abgelehnt wurden",
        higher_is_better=False,
    ),
}
