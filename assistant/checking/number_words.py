"""Numbers, months and units as German and English texts write them; tables only."""

import re

MONTHS = {
    name: number
    for names in (
        "januar februar märz april mai juni juli august september oktober november dezember",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
NUMBER_WORDS = {
    word: number
    for words in (
        "null - zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "zero - two three four five six seven eight nine ten eleven twelve",
        "- einmal zweimal dreimal viermal fünfmal sechsmal",
        "- - zweite dritte vierte fünfte sechste siebte achte neunte zehnte",
        "- once twice",
    )
    for number, word in enumerate(words.split())
    if word != "-"
} | {
    "dreizehn": 13,
    "vierzehn": 14,
    "fünfzehn": 15,
    "sechzehn": 16,
    "siebzehn": 17,
    "achtzehn": 18,
    "neunzehn": 19,
    "zwanzig": 20,
    "dreißig": 30,
    "vierzig": 40,
    "fünfzig": 50,
    "hundert": 100,
    "fifteen": 15,
    "twenty": 20,
}
FRACTIONS = {
    "hälfte": 2,
    "half": 2,
    "drittel": 3,
    "third": 3,
    "viertel": 4,
    "quarter": 4,
    "fünftel": 5,
    "fifth": 5,
    "zehntel": 10,
    "tenth": 10,
}
MULTIPLIERS = {
    "tsd": 10**3,
    "tausend": 10**3,
    "thousand": 10**3,
    "mio": 10**6,
    "million": 10**6,
    "millionen": 10**6,
    "mrd": 10**9,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "billion": 10**9,
}
# Units by the pattern that names them; a compound counts as its head ("Arbeitstage" are days).
UNITS = {
    "euro": r"€|euros?\b|eur\b",
    "minute": r"(?:\w*-?)minuten?\b|minutes?\b|min\b",
    "hour": r"\w*stunden?\b|hours?\b",
    "day": r"(?:\w*[a-zäöü])?tag(?:e|en|es|s)?\b|days?\b",
    "week": r"\w*wochen?\b|weeks?\b",
    "month": r"\w*monat(?:e|en|s)?\b|months?\b",
    "year": r"\w*jahr(?:e|en|es|s)?\b|years?\b",
    "millisecond": r"millisekunden?\b|ms\b",
    "second": r"sekunden?\b|seconds?\b",
    "kwh": r"kwh\b",
    "mwh": r"mwh\b",
    "gwh": r"gwh\b",
    "kw": r"kw\b|kilowatt\b",
    "kg": r"kg\b|kilogramm\b",
    "g": r"g\b|gramm\b",
    "t": r"t\b|tonnen?\b",
    "mm": r"mm\b|millimetern?\b",
    "cm": r"cm\b|zentimetern?\b",
    "m2": r"m²|m2\b|quadratmetern?\b",
    "km": r"km\b|kilometern?\b",
    "m": r"m\b|metern?\b",
    "mbit/s": r"mbit/s",
    "mb": r"mb\b|megabyte\b",
    "gb": r"gb\b|gigabyte\b",
    "tb": r"tb\b|terabyte\b",
    "percent": r"%|prozent\w*|per ?cent\b",
    "once": r"mal\b|times\b",
}
UNIT = re.compile(
    r"(?:\s|-)?(?:[a-zäöüß]{3,}(?:e|en|er|es)\s)?(?:"
    + "|".join(f"(?P<u{at}>{pattern})" for at, pattern in enumerate(UNITS.values()))
    + ")",
    re.IGNORECASE,
)
# "im Jahr", "pro Woche", "€/Monat", "monatlich": a claim about how often, without a number.
PERIOD_NOUNS = {
    "year": r"jahr|year",
    "month": r"monat|month",
    "week": r"woche|week",
    "day": r"tag|day",
    "hour": r"stunde|hour",
    "minute": r"minute",
}
PERIOD_ADVERBS = {
    "year": "jährlich",
    "month": "monatlich",
    "week": "wöchentlich",
    "day": "täglich",
    "hour": "stündlich",
}


def unit_named(match: re.Match[str]) -> str:
    """Return the unit that a match of UNIT names."""
    at = next(int(name[1:]) for name, said in match.groupdict().items() if said)
    return list(UNITS)[at]
