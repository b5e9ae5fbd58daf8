"""Commands about what follows a person to other devices: drafts and snippets."""

from typing import Annotated

import msgspec

from chat_desktop.chat.core.commands import Command, Text


class KeepDraft(Command, frozen=True):
    """What was begun in a room; nothing removes the draft. `page_id` is told with the event, so that the page that sent
    this knows its own."""

    body: Annotated[str, msgspec.Meta(max_length=16_000)] = ""
    reply_to: Text | None = None
    page_id: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Snippet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A saved text, completed by its name."""

    name: Text
    text: Annotated[str, msgspec.Meta(max_length=16_000)]


class ReplaceSnippets(Command, frozen=True):
    snippets: list[Snippet]
