"""Records of what people have begun to write, and of what messages said before they were edited."""

from msgspec import Struct


class Draft(Struct, frozen=True):
    """What a person has begun to write in a room: with an empty body and no `reply_to`, nothing any more."""

    room_id: str
    body: str
    reply_to: str | None
    changed_at: int


class Version(Struct, frozen=True):
    """A text that a message had from `at` on."""

    body: str
    at: int
