"""Describes a User-Agent in words that its person knows, such as "Chrome on Android".

The table is our own: a dozen names are enough for a list of devices, and the maintained parsers bring half a megabyte
of patterns. The result is shown only, and decides nothing.
"""

import re
from functools import lru_cache

from chat_desktop.languages.sentences import Sentence, sentence

WINDOW = "Chat Desktop window"  # what a session of the host's own window is stored under
APP, NAMELESS, UNKNOWN = "An app", "A browser", "Unknown device"
COMMAND_LINE = "Chat Desktop command line"  # the same for a session of a command

# The order matters: nearly all of them call themselves Chrome and Safari too.
BROWSERS = (
    (re.compile(r"\bQtWebEngine/"), WINDOW),
    (re.compile(r"\bEdg(?:e|A|iOS)?/"), "Edge"),
    (re.compile(r"\b(?:OPR|OPiOS|OPX|Opera)/"), "Opera"),
    (re.compile(r"\bSamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"\bVivaldi/"), "Vivaldi"),
    (re.compile(r"\bYaBrowser/"), "Yandex Browser"),
    (re.compile(r"\bDuckDuckGo/|\bDdg/"), "DuckDuckGo"),
    (re.compile(r"\bMiuiBrowser/"), "Mi Browser"),
    (re.compile(r"\bHuaweiBrowser/"), "Huawei Browser"),
    (re.compile(r"\bUCBrowser/"), "UC Browser"),
    (re.compile(r"\bFocus/"), "Firefox Focus"),
    (re.compile(r"\b(?:Firefox|FxiOS)/"), "Firefox"),
    (re.compile(r"\b(?:Chrome|CriOS|Chromium|HeadlessChrome)/"), "Chrome"),
    (re.compile(r"\bVersion/[\d.]+ .*Safari/"), "Safari"),
    # WebKit without a name is a view inside an app: on a Mac our own window, elsewhere somebody's scanner or mail.
    (re.compile(r"\bMacintosh\b.*AppleWebKit/"), WINDOW),
    (re.compile(r"\bAppleWebKit/"), APP),
)
SYSTEMS = (
    (re.compile(r"\biPhone\b"), "iPhone"),
    (re.compile(r"\biPad\b"), "iPad"),
    (re.compile(r"\biPod\b"), "iPod"),
    (re.compile(r"\bAndroid\b"), "Android"),
    (re.compile(r"\bCrOS\b"), "ChromeOS"),
    (re.compile(r"\bWindows\b"), "Windows"),
    (re.compile(r"\b(?:Macintosh|Mac OS X)\b"), "Mac"),
    (re.compile(r"\b(?:Linux|X11|FreeBSD|OpenBSD)\b"), "Linux"),
)
_ON = " on "


@lru_cache(maxsize=64)  # an office has a few kinds of browsers, and 500 of them may connect at once
def describe(agent: str) -> str:
    """Returns the browser and the system of a User-Agent header."""
    if agent in (WINDOW, COMMAND_LINE):
        return agent
    browser = _first(BROWSERS, agent)
    system = _first(SYSTEMS, agent)
    if browser == WINDOW:
        return WINDOW
    if system is None:
        return browser or UNKNOWN
    return f"{browser or NAMELESS}{_ON}{system}"


def told(description: str) -> Sentence | None:
    """Returns what `describe` has returned as a sentence of the catalogue; None for the bare name of a browser."""
    if description in _ALONE:
        return _ALONE[description]
    browser, on, system = description.rpartition(_ON)
    if not on:
        return None
    if browser == APP:
        return sentence("device.app_on", system=system)
    if browser == NAMELESS:
        return sentence("device.browser_on", system=system)
    return sentence("device.on", browser=browser, system=system)


_ALONE = {
    WINDOW: sentence("device.window"),
    COMMAND_LINE: sentence("device.command_line"),
    APP: sentence("device.app"),
    UNKNOWN: sentence("device.unknown"),
}


def _first(table: tuple[tuple[re.Pattern[str], str], ...], agent: str) -> str | None:
    return next((name for pattern, name in table if pattern.search(agent)), None)
