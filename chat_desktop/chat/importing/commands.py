"""Commands about imports and exports: the bodies of requests, as in commands.py."""

from typing import Annotated, Literal

import msgspec

from chat_desktop.chat.core.commands import Command, Text

PEOPLE_MOST = 1_000


class ChooseImport(Command, frozen=True):
    """Read an uploaded file that no message carries."""

    attachment_id: Text


class BeginImport(Command, frozen=True):
    """Import what was read. `people` says who some people of the export are here; None is somebody new."""

    people: Annotated[dict[Text, Text | None], msgspec.Meta(max_length=PEOPLE_MOST)] = msgspec.field(
        default_factory=dict
    )


class BeginExport(Command, frozen=True):
    """Export rooms as lines or as a page, or one's own data. Without `room_ids`, all but direct conversations."""

    what: Literal["rooms", "mine"]
    room_ids: Annotated[list[Text], msgspec.Meta(min_length=1, max_length=200)] | None = None
    form: Literal["lines", "page"] = "lines"
    files: bool = True


class AllowExports(Command, frozen=True):
    """Whether members may export their rooms."""

    members: bool
