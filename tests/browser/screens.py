"""`make screens`: a picture of every page and state in docs/screens, at desk and phone size."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from api.app import create_app
from api.settings import ApiSettings
from tests.browser.conftest import PHONE, asked
from tests.browser.servers import served
from tests.conftest import ARGS, CHROMIUM

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
DESK = {"viewport": {"width": 1280, "height": 860}}
QUESTION = "Ab wann muss ich E-Rechnungen schreiben?"
EMERGENCY = "Alles heißt plötzlich .locked, was jetzt?"
OFF_TOPIC = "Welche ERP-Firma ist denn die beste, sag mir einfach einen Namen"
MAX_BYTES = 200_000


def answer(page: Any) -> None:
    asked(page, QUESTION).get_by_role("button", name="Fundstelle 1").click()


def why(page: Any) -> None:
    asked(page, QUESTION).get_by_role("button", name="Warum diese Antwort?").click()


def decline(page: Any) -> None:
    asked(page, OFF_TOPIC)


def panel(page: Any) -> None:
    page.get_by_role("button", name="Chat öffnen").click()


def steps(page: Any) -> None:
    panel(page)
    asked(page, EMERGENCY)


def feedback(page: Any) -> None:
    panel(page)
    turn = asked(page, QUESTION)
    turn.get_by_role("button", name="Nicht hilfreich").click()
    turn.get_by_label("Veraltet").check()
    turn.get_by_role("button", name="Absenden").scroll_into_view_if_needed()


def offline(page: Any) -> None:
    panel(page)
    page.context.set_offline(True)
    asked(page, QUESTION)


def nothing(page: Any) -> None:
    page.wait_for_load_state("networkidle")


def typed(page: Any) -> None:
    page.get_by_role("textbox", name="Ihre Frage").fill(QUESTION)
    page.get_by_role("button", name="Fragen").click()


State = tuple[str, Callable[[Any], None], dict[str, Any]]
STATES: dict[str, State] = {
    "start": ("/", nothing, {}),
    "start-dunkel": ("/", nothing, {"color_scheme": "dark"}),
    "antwort": ("/", answer, {}),
    "antwort-dunkel": ("/", answer, {"color_scheme": "dark"}),
    "warum": ("/", why, {}),
    "absage": ("/", decline, {}),
    "ohne-javascript": ("/", typed, {"java_script_enabled": False}),
    "leitfaeden": ("/guides", nothing, {}),
    "leitfaeden-gefiltert": ("/guides?thema=sicherheit&art=leitfaden", nothing, {}),
    "leitfaden": ("/guides/e-rechnung", nothing, {}),
    "leitfaden-dunkel": ("/guides/e-rechnung", nothing, {"color_scheme": "dark"}),
    "zitat": ("/guides/e-rechnung?zitat=63-178#zitat", nothing, {}),
    "episode": ("/guides/p-digitale-transformation", nothing, {}),
    "fenster": ("/guides/e-rechnung", panel, {}),
    "schritte": ("/guides/it-basisschutz", steps, {}),
    "bewertung": ("/guides/e-rechnung", feedback, {}),
    "offline": ("/guides/e-rechnung", offline, {}),
    "datenschutz": ("/datenschutz", nothing, {}),
    "fremde-seite": ("/demo", nothing, {}),
    "fremde-seite-offen": ("/demo", panel, {}),
    "fremde-seite-dunkel": ("/demo", steps, {"color_scheme": "dark"}),
}


def main() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(create_app(ApiSettings())) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for size, device in (("desk", DESK), ("phone", PHONE)):
            for name, (path, act, options) in STATES.items():
                context = browser.new_context(reduced_motion="reduce", **(device | options))
                page = context.new_page()
                page.set_default_timeout(10_000)
                page.goto(address + path)
                act(page)
                page.wait_for_timeout(200)
                save(page.screenshot(), FOLDER / f"{size}-{name}.png")
                context.close()
        browser.close()


def save(png: bytes, path: Path) -> None:
    """Write a picture in 256 colours, which is enough for a screen."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    if path.stat().st_size > MAX_BYTES:
        raise SystemExit(f"{path.name} is larger than {MAX_BYTES} bytes")


if __name__ == "__main__":
    main()
