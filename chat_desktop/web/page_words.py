"""The sentences of the pages that the host writes, in the language of who asks for them."""

from typing import Any

from flask import request

from chat_desktop.chat.office import offices
from chat_desktop.languages import matching
from chat_desktop.languages.catalogues import ENGLISH
from chat_desktop.languages.template_words import template_words
from chat_desktop.web.services import current_services

COOKIE = "lang"  # the language that was chosen in this browser
MAX_PREFERRED = 20


def language() -> str:
    """Returns the language of the current request: what was chosen in this browser, else what it prefers.

    Where we have none of these, it is the office's language.
    """
    chosen = request.cookies.get(COOKIE)
    accepted = [tag for tag, quality in request.accept_languages if quality > 0][:MAX_PREFERRED]
    codes = current_services().files.assets.catalogues.codes
    return matching.first([*([chosen] if chosen else []), *accepted], codes) or _of_office(codes)


def _of_office(codes: tuple[str, ...]) -> str:
    try:
        language = current_services().rules.read(offices.get).language
    except Exception:
        # The page that says so is written in some language too. What failed first is in the log.
        language = None
    return language if language in codes else ENGLISH


def page_words(chosen: str | None = None) -> dict[str, Any]:
    """Returns the values that every template may use, in the language that the person has CHOSEN or the request's."""
    assets = current_services().files.assets
    code = chosen if chosen in assets.catalogues.codes else language()
    prefix, sentences = assets.prefix, assets.catalogues
    return {"ui": prefix, **template_words(sentences, code)}
