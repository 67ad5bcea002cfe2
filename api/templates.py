"""The templates of the pages, and the words they have for what guides carry as codes."""

from datetime import date
from pathlib import Path

from fastapi.templating import Jinja2Templates

WEB = Path(__file__).parent / "web"
KINDS = {"leitfaden": "Leitfaden", "bericht": "Bericht", "episode": "Podcast-Episode"}
LEVELS = {"einsteiger": "Einstieg", "fortgeschritten": "Fortgeschritten", "profi": "Profi"}
CATEGORIES = {
    "strategie": "Strategie & Organisation",
    "prozesse": "Prozesse & Automatisierung",
    "systeme": "ERP, MES & Systeme",
    "produktion": "Vernetzte Produktion",
    "daten-ki": "Daten & KI",
    "sicherheit": "IT-/OT-Sicherheit & Notfall",
    "menschen": "Menschen, Wissen & Mitbestimmung",
    "vertrieb": "Vertrieb & Lieferkette",
    "recht": "Recht, Compliance & Nachhaltigkeit",
    "foerderung": "Förderung & Finanzierung",
}


def _templates() -> Jinja2Templates:
    found = Jinja2Templates(WEB / "pages")
    found.env.trim_blocks = found.env.lstrip_blocks = True
    found.env.globals |= {"kinds": KINDS, "levels": LEVELS, "categories": CATEGORIES}
    found.env.filters["day"] = _day
    return found


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


templates = _templates()
