"""What a browser calls itself, in words that its owner knows: "Chrome on Android".

A table of our own: a dozen names are all that a list of one's devices has to tell apart, and the maintained parsers
bring half a megabyte of patterns for every robot and television that a LAN will never see. Shown only, never trusted.
"""

import re

WINDOW = "Chat Desktop window"  # what a session of the host's own window is stored under

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
    (re.compile(r"\bAppleWebKit/"), "An app"),
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
NAMELESS = "A browser"
UNKNOWN = "Unknown device"


def describe(agent: str) -> str:
    """The browser and the system in a User-Agent header."""
    if agent == WINDOW:
        return WINDOW
    browser = _first(BROWSERS, agent)
    system = _first(SYSTEMS, agent)
    if browser == WINDOW:
        return WINDOW
    if system is None:
        return browser or UNKNOWN
    return f"{browser or NAMELESS} on {system}"


def _first(table: tuple[tuple[re.Pattern[str], str], ...], agent: str) -> str | None:
    return next((name for pattern, name in table if pattern.search(agent)), None)
