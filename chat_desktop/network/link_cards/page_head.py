"""Finds the title and the description in the beginning of an HTML page.

The patterns take time in proportion to the text, whatever stands in it; the parser of the standard library does not.
"""

import codecs
import re
from dataclasses import dataclass
from html import unescape

from chat_desktop.network.addressing import untrusted_text

MAX_TITLE_CHARACTERS, MAX_DESCRIPTION_CHARACTERS = 140, 300

_TITLE = re.compile(r"<title(?:\s[^<>]{0,300})?>([^<]{0,2000})", re.IGNORECASE)
_META = re.compile(r"<meta\s([^<>]{1,3000})>", re.IGNORECASE)
# A name begins where no other letter stands before: so each letter is looked at once.
_ATTRIBUTE = re.compile(
    r"""(?<![\w:.-])([\w:.-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,500}))"""
)
_CHARSET = re.compile(rb"<meta\s[^<>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
# How Python calls the encodings that pages have. Others, such as punycode, take time that grows with the square.
_UNICODE, _WESTERN = ("utf-8", "utf-16", "gb"), ("ascii", "iso8859", "cp125", "mac-")
_OTHERS = ("big5", "cp866", "cp874", "euc_", "iso2022_jp", "koi8", "shift_jis")
_ENCODINGS = _UNICODE + _WESTERN + _OTHERS
# The names under which a page gives its title and its description, the best first.
_TITLES, _DESCRIPTIONS = ("og:title", "twitter:title"), ("og:description", "description", "twitter:description")


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says of itself. Without a title, `title` is empty."""

    title: str
    description: str


def read(content: bytes, charset: str | None) -> PageHead:
    """Returns the head of a page whose beginning is CONTENT. CHARSET is that of the response's header."""
    text = _decoded(content, charset)
    said = _meta(text)
    plain = _TITLE.search(text)
    titles = [*(said[name] for name in _TITLES if name in said), plain[1] if plain else ""]
    descriptions = [said[name] for name in _DESCRIPTIONS if name in said]
    return PageHead(_first(titles, MAX_TITLE_CHARACTERS), _first(descriptions, MAX_DESCRIPTION_CHARACTERS))


def _decoded(content: bytes, charset: str | None) -> str:
    named = _CHARSET.search(content[:4096])
    for name in filter(None, (charset, named[1].decode("ascii", "replace") if named else None, "utf-8")):
        try:
            if codecs.lookup(name).name.startswith(_ENCODINGS):
                return content.decode(name, errors="replace")
        except (LookupError, ValueError):
            continue
    return ""


def _meta(text: str) -> dict[str, str]:
    """The contents of the meta elements by their names; of several with one name the first."""
    found: dict[str, str] = {}
    for element in _META.findall(text):
        values = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(element)}
        name = (values.get("property") or values.get("name") or "").lower()
        if name and "content" in values:
            found.setdefault(name, values["content"])
    return found


def _first(texts: list[str], most: int) -> str:
    shown = (untrusted_text.text(unescape(text[: 8 * most]), most) for text in texts)
    return next((text for text in shown if text), "")
