"""Translates the text of a message of Slack (its mrkdwn) into ours."""

import html
import re
from collections.abc import Callable, Mapping

from chat_desktop.chat.importing.records import named
from chat_desktop.operations.exchange.formats import markup

ENTITY = re.compile(r"<([^<>\n]{1,3000})>")
BULLET = re.compile(r"^([ \t]*)[•◦▪] ", re.MULTILINE)
WORDS = {"!here": "@here", "!channel": "@everyone", "!everyone": "@everyone"}


def translated(text: str, person_id: Callable[[str], str], channels: Mapping[str, str]) -> str:
    """Returns our text. PERSON_ID makes our id of one of Slack, CHANNELS has the names of channels by their ids."""

    def entity(found: re.Match[str]) -> str:
        target, _, label = found[1].partition("|")
        if target.startswith("@"):
            return named(person_id(target[1:]))
        if target.startswith("#"):
            return f"#{label or channels.get(target[1:], target[1:])}"
        if target.startswith("!"):
            return WORDS.get(target, label or target[1:].partition("^")[0])
        return markup.labelled(label, target)

    def plain(part: str) -> str:
        # Marks first: an address may have them in it, and is put in afterwards.
        return ENTITY.sub(entity, BULLET.sub(r"\1- ", markup.short_names(markup.single_marks(part))))

    outside = markup.outside_code(text, plain)
    return html.unescape(markup.fenced(outside))
