"""Answers the dialogs that a page may ask for: `alert`, `confirm`, `prompt`, and the question on leaving it.

The office's own page has dialogs of its own. A page that calls these in a loop would keep the person from closing the
window, so none is shown but the question on leaving the page of the own office, while a voice note is recorded.
"""

import logging
from typing import Any

from chat_desktop.desktop.downloads.rules import Pace
from chat_desktop.desktop.window.external_links import NavigationPolicy

log = logging.getLogger(__name__)

# More questions a minute than a person can cause by leaving a page.
_QUESTIONS = 3


def answer_dialogs(native: Any, policy: NavigationPolicy) -> None:
    """Replaces the dialogs of the page in the window."""
    page = native.webview.page()
    pace = Pace(most=_QUESTIONS)
    is_asking = False

    def confirm(origin: Any, words: str) -> bool:
        nonlocal is_asking
        is_own_page = policy.is_own_office and policy.contains(origin.toString().rstrip("/"))
        if not is_own_page or is_asking or not pace.admits_another():
            # The person has left the page already: nothing holds them.
            return True
        is_asking = True
        try:
            return bool(type(page).javaScriptConfirm(page, origin, words))
        finally:
            is_asking = False

    # Qt calls these in the place of its own methods.
    page.javaScriptAlert = lambda _origin, _words: log.info("A page called alert.")
    page.javaScriptConfirm = confirm
    page.javaScriptPrompt = lambda _origin, _words, _given: (False, "")
