"""Names of devices, from what real browsers send."""

import pytest

from chat_desktop.chat.users.user_agents import COMMAND_LINE, WINDOW, describe, told
from chat_desktop.languages import sentences

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IOS = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        (
            f"Mozilla/5.0 (Linux; Android 14; SM-S918B) {WEBKIT} SamsungBrowser/25.0 Chrome/121.0.0.0 Safari/537.36",
            "Samsung Internet on Android",
        ),
        ("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "Firefox on Android"),
        (f"{IPHONE} {IOS} Version/17.5 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (f"{IPHONE} {IOS} CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        (f"{IPHONE} {IOS} FxiOS/127.0 Mobile/15E148 Safari/605.1.15", "Firefox on iPhone"),
        (f"{IPHONE} {IOS} EdgiOS/125.0 Version/17.0 Mobile/15E148 Safari/604.1", "Edge on iPhone"),
        (f"{IPHONE} {IOS} Mobile/15E148", "An app on iPhone"),
        (
            f"Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) {IOS} Version/16.6 Mobile/15E148 Safari/604.1",
            "Safari on iPad",
        ),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {IOS} Version/17.4 Safari/605.1.15", "Safari on Mac"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/126.0.0.0 Safari/537.36", "Chrome on Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge on Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0",
            "Opera on Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on Linux"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/126.0.0.0 Safari/537.36", "Chrome on ChromeOS"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/126.0.0.0 Safari/537.36", "Chrome on Linux"),
        # Our own window: Qt on Linux, WebKit on a Mac, and anywhere by its one-time token.
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} QtWebEngine/6.7.2 Chrome/118.0.5993.220 Safari/537.36", WINDOW),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {IOS}", WINDOW),
        (WINDOW, WINDOW),
        ("Mozilla/5.0 (Linux; U)", "A browser on Linux"),
        ("python-requests/2.32", "Unknown device"),
        ("", "Unknown device"),
        ("\x00" * 256, "Unknown device"),
    ],
)
def test_a_browser_and_its_system_in_words(agent: str, name: str) -> None:
    assert describe(agent) == name


@pytest.mark.parametrize(
    ("agent", "german"),
    [
        (WINDOW, "Fenster von Chat Desktop"),
        (COMMAND_LINE, "Befehlszeile von Chat Desktop"),
        (f"{IPHONE} {IOS} Mobile/15E148", "Eine App auf iPhone"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/126.0.0.0 Safari/537.36", "Chrome auf Linux"),
        ("Mozilla/5.0 (Linux; U)", "Ein Browser auf Linux"),
        ("Mozilla/5.0 AppleWebKit/537.36", "Eine App"),
        ("python-requests/2.32", "Unbekanntes Gerät"),
    ],
)
def test_the_words_are_in_the_catalogue_of_each_language(agent: str, german: str) -> None:
    found = told(describe(agent))
    assert found is not None
    assert found.english == describe(agent)
    assert sentences.shipped().text("de", found.key, **found.values) == german


def test_the_bare_name_of_a_browser_is_the_same_in_every_language() -> None:
    assert told(describe("Firefox/127.0")) is None
