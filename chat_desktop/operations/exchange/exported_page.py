"""Writes an export as one HTML page that any browser opens without a network. It has a search of its own.

Nothing that people have written can act in it: all of it is escaped, and the page's policy runs our script alone.
"""

import base64
import hashlib
import json
import re
from html import escape
from typing import IO, Any
from urllib.parse import quote

from chat_desktop.languages import sentences

SCRIPT = """
const field = document.querySelector("input"), told = document.querySelector("output");
const forms = JSON.parse(told.dataset.forms), plural = new Intl.PluralRules(document.documentElement.lang);
const count = new Intl.NumberFormat(document.documentElement.lang);
const rows = [...document.querySelectorAll("li")].map((row) => [row, row.textContent.toLowerCase()]);
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let found = 0;
  for (const [row, text] of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) found += 1;
  }
  const text = forms[plural.select(found)] ?? forms.other;
  told.value = words.length ? text.replace("{n}", count.format(found)) : "";
});
"""
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-inline-size: 52rem; margin: 0 auto; padding: 0 1rem 4rem; }
header { position: sticky; inset-block-start: 0; padding-block: 0.75rem; background: Canvas; }
input { inline-size: 100%; box-sizing: border-box; min-block-size: 2.75rem; padding-inline: 0.75rem; font: inherit; }
ol { list-style: none; padding: 0; } li { margin-block: 0.75rem; } b { unicode-bidi: isolate; }
time, .gone, .hash { color: GrayText; font-size: 0.8125rem; } .hash { font-family: monospace; overflow-wrap: anywhere; }
p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
"""
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
HASH_SHOWN = 12  # characters of the hash beside each message


class ExportedPage:
    """The page, which is written while the messages come in. Its own words are in the language of the office."""

    def __init__(self, file: IO[str], office: str, exported_at: str, language: str) -> None:
        self._file, self._names, self._language = file, dict[str, str](), language
        direction, search = sentences.shipped().direction(language), self._text("archive.search")
        forms = json.dumps(sentences.shipped().of(language)["archive.found"], ensure_ascii=False)
        digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
        policy = f"default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
        title = f"{office}, {exported_at[:10]}"
        self._write(
            f'<!doctype html><html lang="{escape(language)}" dir="{direction}"><head>'
            f'<meta charset="utf-8"><title>{escape(title)}</title>'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>'
            f'<h1><bdi>{escape(title)}</bdi></h1><header><input type="search" aria-label="{search}" '
            f'placeholder="{search}"><output role="status" data-forms="{escape(forms)}"></output></header>'
        )
        self._is_in_room = False

    def user(self, user: dict[str, Any]) -> None:
        """Notes the name of a person."""
        self._names[user["id"]] = user["name"]

    def room(self, room: dict[str, Any]) -> None:
        """Begins the messages of a room."""
        self._end_room()
        self._write(f"<h2><bdi>{escape(room['name']) or self._text('exchange.direct')}</bdi></h2><ol>")
        self._is_in_room = True

    def message(self, message: dict[str, Any], digest: str) -> None:
        """Writes a message with the names of its files, and the beginning of its hash."""
        name = escape(self._names.get(message["sender_id"], message["sender_id"]))
        at = escape(message["created_at"][:16].replace("T", " "))
        gone = f'<p class="gone">{self._text("message.deleted")}</p>'
        body = gone if message["deleted"] else f"<p{_language(message['body'])}>{escape(message['body'])}</p>"
        files = "".join(_link(one) for one in message["attachments"])
        mark = f'<span class="hash" title="{digest}">{digest[:HASH_SHOWN]}</span>'
        self._write(
            f'<li id="{escape(message["id"])}"><b>{name}</b> <time dir="ltr">{at}</time> {mark}{body}{files}</li>'
        )

    def end(self, head: str) -> None:
        """Ends the page with the last hash, which stands for all lines before it."""
        self._end_room()
        chain = self._text("archive.chain").replace("{hash}", f'<bdi dir="ltr">{head}</bdi>')
        self._write(f'<p class="hash">{chain}</p><script>{SCRIPT}</script></body></html>')

    def _text(self, key: str) -> str:
        return escape(sentences.shipped().text(self._language, key))

    def _end_room(self) -> None:
        if self._is_in_room:
            self._write("</ol>")

    def _write(self, text: str) -> None:
        self._file.write(text + "\n")


def _language(text: str) -> str:
    """Returns the attribute that has Japanese drawn in Japanese forms, as the page does (lib/formatting/format.js)."""
    return ' lang="ja"' if _KANA.search(text) else ""


def _link(attachment: dict[str, Any]) -> str:
    name = escape(attachment["name"])
    if "path" not in attachment:
        return f'<p class="gone">{name}</p>'
    return f'<p><a href="{escape(quote(attachment["path"]))}">{name}</a></p>'
