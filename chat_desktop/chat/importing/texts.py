"""Makes the text of an imported message one that may be stored here."""

import re
from collections.abc import Mapping

from chat_desktop.chat.importing.records import NAME_BEGINS, NAME_ENDS
from chat_desktop.chat.messages import posting

MENTION = re.compile(f"{NAME_BEGINS}([^{NAME_BEGINS}{NAME_ENDS}]{{1,64}}){NAME_ENDS}")
CUT = "…"


def stored(body: str, people: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, list[str], bool]:
    """Returns the text with the names that people have here, who is mentioned, and whether it was too long.

    PEOPLE are the ids here by those of the export, NAMES the names by the ids here.
    """
    mentioned: list[str] = []

    def name(found: re.Match[str]) -> str:
        user_id = people.get(found[1])
        if user_id is None:
            return f"@{found[1]}"
        mentioned.append(user_id)
        return f"@{names.get(user_id, found[1])}"

    text = MENTION.sub(name, body).replace(NAME_BEGINS, "").replace(NAME_ENDS, "").replace("\0", "")
    text = text.encode("utf-8", "replace").decode()
    is_long = len(text) > posting.MAX_BODY_CHARACTERS
    return text[: posting.MAX_BODY_CHARACTERS - 1] + CUT if is_long else text, list(dict.fromkeys(mentioned)), is_long
