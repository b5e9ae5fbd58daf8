"""A language that nobody speaks, made from English: longer, with accents, and in brackets, so that leftovers show."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import jinja2
from playwright.sync_api import Page, Route

from chat_desktop import paths
from chat_desktop.languages.catalogues import Catalogue, Catalogues
from chat_desktop.languages.template_words import template_words

OPEN, CLOSE = "⟦", "⟧"
_LETTERS = str.maketrans("aeiouAEIOUncsy", "àéîöüÀÉÎÖÜñçšý")
_PLACE = re.compile(r"(\{\w+\})")
# How much longer a text becomes, by its length: short ones grow the most (IBM's table).
_GROWTH = ((10, 1.0), (20, 0.8), (30, 0.6), (50, 0.4), (10_000, 0.3))


def pseudo(text: str) -> str:
    """Returns the text in the pseudo-language. Its placeholders stay."""
    letters = "".join(part if _PLACE.fullmatch(part) else part.translate(_LETTERS) for part in _PLACE.split(text))
    growth = next(share for most, share in _GROWTH if len(text) <= most)
    padding = " ".join(["lörém", "ïpsum"] * 40)[: int(len(text) * growth)].strip()
    return f"{OPEN}{letters} {padding}{CLOSE}" if padding else f"{OPEN}{letters}{CLOSE}"


def catalogue(direction: str = "ltr") -> str:
    """Returns the whole catalogue in the pseudo-language, as JSON."""
    english = json.loads((paths.webui() / "i18n" / "en.json").read_text("utf-8"))
    return json.dumps(_pseudo_texts(english) | {"language.name": "Pseudo", "language.direction": direction})


def put_into(program: Path) -> None:
    """Puts both catalogues, of the page and of the window, in the place of the English ones of a frozen PROGRAM."""
    window = program / "_internal" / "chat_desktop" / "desktop" / "texts" / "en.json"
    for file, words in (
        (window, json.dumps(_pseudo_texts(json.loads(window.read_text("utf-8"))))),
        (program / "_internal" / "webui" / "i18n" / "en.json", catalogue()),
    ):
        file.unlink()  # it may be a hard link
        file.write_text(words, "utf-8")


def _pseudo_texts(english: Catalogue) -> Catalogue:
    return {
        key: pseudo(text) if isinstance(text, str) else {form: pseudo(one) for form, one in text.items()}
        for key, text in english.items()
    }


def written(template: str, folder: Path, ui: str, values: Mapping[str, object]) -> str:
    """Returns a page that the host writes, from its TEMPLATE. UI is where its sheets are. FOLDER gets the catalogue."""
    (folder / "en.json").write_text(catalogue(), "utf-8")
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(paths.webui() / "templates"), autoescape=True)
    return made.get_template(template).render(ui=ui, **template_words(Catalogues(folder), "en"), **values)


def serve(page: Page, code: str, direction: str = "ltr") -> None:
    """Answers the requests of a page for the catalogue CODE in the pseudo-language."""
    body = catalogue(direction)

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="application/json")

    page.route(re.compile(rf"/i18n/{code}(\.rest)?\.json"), answer)
