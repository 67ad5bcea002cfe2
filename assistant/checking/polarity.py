"""Words that turn a statement around: negations, opposites, duties, conditions; tables only."""

import re

# They deny what their clause says …
NEGATIONS = frozenset(
    "nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem nichts "
    "nirgends weder not no never none nobody neither nor cannot nothing".split()
)
# … these deny by their own meaning: a text without them can say the same …
DENIALS = re.compile(
    r"verb[oi]\w*|untersag\w*|unzulässig\w*|ausgenommen|entf[aä]ll\w*|verzicht\w*|unnötig\w*|"
    r"un(?:brauch|benutz)bar\w*|versäum\w*|fehl(?:t|en|te|ten)|scheidet|zeitverschwendung|"
    r"freiwillig|ungeeignet|prohibit\w*|forbidden|verloren|weg|außer|except|gesperr\w*",
    re.IGNORECASE,
)
# … and these leave only one case over.
RESTRICTIONS = re.compile(r"nur|allein|lediglich|only|ander\w*|zuerst|vergleich\w*", re.IGNORECASE)
# A negation that belongs to a comparison: "nicht mehr als drei".
COMPARED = re.compile(
    r"\b(?:nicht|not|no) (?:mehr|weniger|länger|kürzer|größer|über|unter|more|less|fewer)"
    r"(?: als| than)?(?= (?:\d|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|"
    r"eine?[nrm]?)\b)",
    re.IGNORECASE,
)
# One that belongs to an attribute: "nicht personenbezogene Daten".
ATTRIBUTE = re.compile(r"\b[Nn]icht (?=[a-zäöüß]{5,}(?:e|en|er|es|em) [A-ZÄÖÜ])")
# Two parts whose order is what is said: "erst … dann …", "nicht …, sondern …".
SEQUENCES = (
    re.compile(r"\b(?:erst|zuerst|zunächst|first)\b(.*?)\b(?:dann|danach|then)\b(.*)", re.I | re.S),
    re.compile(r"\b(?:nicht|kein\w*|not)\b(.*?)\b(?:sondern|but)\b(.*)", re.I | re.S),
    re.compile(r"([^;.]*)\bstatt\b([^;.]*)", re.I),
    re.compile(r"([^,;.]*)\b\w{3,}er\b[^,;.]*?\bals\b([^,;.]*)", re.I),
)
# Words that stand for one another, under the spelling they share.
SYNONYMS = {
    form: plain
    for plain, forms in {
        "personen": "person leute leuten mitarbeitende mitarbeitenden mitarbeiter mitarbeitern "
        "beschaftigte beschaftigten beschaftigter menschen",
        "betrieb": "unternehmen unternehmens firma firmen",
        "arbeitgeber": "chef chefs",
    }.items()
    for form in forms.split()
}
# Prepositions that govern the next noun; with a star, conjunctions that govern their clause.
SIDES = {
    "mit": "with",
    "samt": "with",
    "with": "with",
    "ohne": "without",
    "without": "without",
    "vor": "before",
    "before": "before",
    "bevor": "before*",
    "ehe": "before*",
    "nach": "after",
    "after": "after",
    "nachdem": "after*",
}
OPPOSITE_SIDE = {"with": "without", "without": "with", "before": "after", "after": "before"}

# Two sides that exclude each other, as beginnings of words; "|" ends a whole word.
OPPOSITES: tuple[tuple[str, str], ...] = (
    ("intern| interne eigene internal", "extern fremde external"),
    ("pflicht verpflicht vorgeschrieben mandatory", "freiwillig voluntary"),
    ("arbeitgeber employer|", "arbeitnehmer"),
    ("hoch| hohe| hohem| hohen| hoher| höher high", "niedrig gering low|"),
    ("groß größer", "klein| kleine| kleiner| kleinen|"),
    ("lange| länger", "kurz| kurze| kürzer"),
    ("teuer teurer teuerst", "billig günstig"),
    ("steig stieg erhöh wächst", "sinkt sank| sanken| gesunken senk fiel| fällt| fallen| reduzier"),
    ("oft| häufig", "selten"),
    ("immer| stets|", "nie| niemals| selten|"),
    ("mehr|", "weniger|"),
    ("meisten| most|", "wenigsten least|"),
    ("richtig", "falsch"),
    ("erfolgreich gelungen", "gescheitert scheiter misslungen"),
    ("inländisch inland", "ausländisch ausland"),
    ("eingeschaltet", "abgeschaltet ausgeschaltet"),
    ("vorher| vorab| zuvor| davor|", "nachher| danach| hinterher|"),
    ("begann| beginnt| beginn| start", "endete| endet| ende| abgelaufen"),
    ("früher| eher|", "später|"),
    ("bevor| ehe|", "nachdem|"),
    ("mindestens| wenigstens|", "höchstens| maximal|"),
    ("erlaub zulässig darf| dürfen|", "verboten verbiet untersagt unzulässig"),
    ("leicht| leichter|", "schwer| schwerer|"),
    ("gut| besser|", "schlecht schlechter|"),
    ("schnell", "langsam"),
    ("erwachsen", "jugendlich"),
    ("muss-", "kann- soll-"),
    ("eignet eignen geeignet", "ungeeignet"),
)
MODALS = {
    "must": re.compile(
        r"\b(?:muss|müssen|musste\w*|\w*pflicht(?:ig\w*|en)?|verpflicht\w*|zwingend|nötig|notwendig|erforderlich|"
        r"vorgeschrieben|verlangt|must|has to|have to|obliged|required|braucht|brauchen|mandatory|"
        r"(?:ist|sind)\s(?:\S+\s){0,8}?zu\s\w+en|hat\s(?:\S+\s){0,9}?zu\s\w+en)\b",
        re.IGNORECASE,
    ),
    "should": re.compile(
        r"\b(?:soll|sollen|sollte|sollten|empfehl\w*|empfohlen|ratsam|should|richtwert\w*)\b",
        re.IGNORECASE,
    ),
    "can": re.compile(
        r"\b(?:kann|können|könnte\w*|möglich|darf|dürfen|erlaubt|zulässig|can|may|could|allowed|infrage|"
        r"vermutlich|eventuell)\b",
        re.IGNORECASE,
    ),
}
# Claims about every case.
ALL = re.compile(
    r"\b(?:(?<!für )immer|stets|jederzeit|ausnahmslos|grundsätzlich|generell|in jedem fall|always|"
    r"every|all|all(?:e|en|er)(?! (?:\d+|zwei|drei|vier|fünf|sechs) )|"
    r"jede[rsnm]?(?! (?:\w+e )?(?:stunde|tag|woche|monat|jahr))|"
    r"sämtliche\w*|"
    r"kein (?:betrieb|unternehmen|mensch)|everyone|any)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:wenn|sofern|falls|solange|sobald|soweit|außer|es sei denn|if|unless|as long as)\b",
    re.IGNORECASE,
)
LEADS_CONDITION = re.compile(rf"\s*(?:und |aber |anders nur,? )?{CONDITION.pattern}", re.IGNORECASE)
EVEN_IF = re.compile(r"\b(?:auch (?:dann|wenn|bei|in|ohne)|selbst wenn|even if)\b", re.IGNORECASE)
# Who acts, whatever language names them.
ACTORS = {
    "employer": "employers?|arbeitgebers?|chef",
    "worker": "arbeitnehmern?",
    "works_council": "betriebsrats?|works council",
    "customer": "kunden?|customers?",
    "supplier": "lieferanten?|zulieferern?|suppliers?",
    "manufacturer": "herstellern?|herstellers|manufacturers?",
    "operator": "betreibern?|betreibers|operators?",
    "user": "nutzern?|users?",
    "provider": "anbietern?|anbieters|providers?",
    "authority": "behörden?|authorit(?:y|ies)",
    "management": "geschäftsführung|management",
    "staff": "beschäftigten?|mitarbeitenden?|employees",
}
ACTOR = re.compile(
    r"\b(?:\w+-)?(?:" + "|".join(f"(?P<{who}>{said})" for who, said in ACTORS.items()) + r")\b",
    re.IGNORECASE,
)
