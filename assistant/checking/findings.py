"""What a check finds: verdicts and their reasons, and what a statement is checked against."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a statement is supported (the first two) or is not."""

    VERBATIM = "woertlich"
    PARAPHRASE = "sinngemaess"
    UNCITED = "ohne_zitat"
    UNKNOWN_NUMBER = "unbekannte_nummer"
    QUOTE_MISSING = "zitat_fehlt"
    FIGURE_MISSING = "zahl_fehlt"
    FIGURE_SWAPPED = "zahl_vertauscht"
    BOUND_CHANGED = "schwelle"
    NAME_MISSING = "name_fehlt"
    NEGATION = "verneinung"
    OPPOSITE = "gegenteil"
    MODALITY = "modalitaet"
    OVERGENERAL = "verallgemeinert"
    CONDITION = "bedingung"
    ROLES_SWAPPED = "rollen"
    SUBJECT_CHANGED = "subjekt"
    WORDING = "wortlaut"


SENTENCES = {
    Reason.VERBATIM: "Steht wörtlich im Zitat.",
    Reason.PARAPHRASE: "Sagt dasselbe wie das Zitat.",
    Reason.UNCITED: "Die Aussage nennt keine Fundstelle.",
    Reason.UNKNOWN_NUMBER: "Die Aussage verweist auf eine Nummer, zu der es keine Fundstelle gibt.",
    Reason.QUOTE_MISSING: "Das Zitat steht nicht an der angegebenen Stelle.",
    Reason.FIGURE_MISSING: "Diese Angabe steht nicht im Zitat.",
    Reason.FIGURE_SWAPPED: "Diese Angabe gehört im Zitat zu etwas anderem.",
    Reason.BOUND_CHANGED: "Mindestens und höchstens oder ab und bis sind vertauscht.",
    Reason.NAME_MISSING: "Dieser Name steht nicht im Zitat.",
    Reason.NEGATION: "Die Verneinung weicht vom Zitat ab.",
    Reason.OPPOSITE: "Das Zitat sagt das Gegenteil.",
    Reason.MODALITY: "Müssen, sollen und können weichen vom Zitat ab.",
    Reason.OVERGENERAL: "Die Aussage verallgemeinert, was das Zitat sagt.",
    Reason.CONDITION: "Eine Bedingung aus dem Zitat fehlt oder ist verändert.",
    Reason.ROLES_SWAPPED: "Wer was tut, ist gegenüber dem Zitat vertauscht.",
    Reason.SUBJECT_CHANGED: "Die Aussage handelt von etwas anderem als das Zitat.",
    Reason.WORDING: "Der Wortlaut liegt zu weit vom Zitat entfernt.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a statement is supported, why, and by which words (`detail`) that was decided."""

    reason: Reason
    detail: str = ""

    @property
    def supported(self) -> bool:
        """Whether the statement may be said."""
        return self.reason in (Reason.VERBATIM, Reason.PARAPHRASE)


@dataclass(frozen=True, slots=True)
class Source:
    """The cited words (`quotes`), and the whole sentences that they stand in."""

    quotes: tuple[str, ...]
    sentences: tuple[str, ...]
