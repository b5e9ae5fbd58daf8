"""Reads the bulk export of Mattermost: JSON lines, alone or in a zip archive with the files of people in `data/`.

People are known by their user names there, and messages by their channel, sender and time.
"""

import re
from collections.abc import Generator, Iterator
from typing import Any

from chat_desktop.chat.importing.records import (
    ImportedFile,
    ImportedMessage,
    ImportedRoom,
    Person,
    Record,
    derived_id,
    derived_message_id,
    named,
)
from chat_desktop.operations.exchange import json_pieces, shapes
from chat_desktop.operations.exchange.bundle import Bundle
from chat_desktop.operations.exchange.formats import markup
from chat_desktop.operations.exchange.left_out import LeftOut
from chat_desktop.operations.exchange.refused import ExchangeRefused

NAME = "Mattermost"
VERSION = 1
USUAL_NAME = "import.jsonl"  # the file that Mattermost itself writes
MOST_MEMBERSHIPS = 1_000_000
MENTION = re.compile(r"(?<![\w@/])@([a-z0-9][a-z0-9._-]{0,63})", re.IGNORECASE)
SYSTEM_LEFT = "left.notices_mattermost"
NO_TIME = "left.no_time"
OTHER_LINES = "left.other_lines"
NO_ROOM = "left.no_channel"
SKIPPED = frozenset({"version", "team", "emoji", "scheme", "role", "info"})


def place(bundle: Bundle) -> str | None:
    """Returns the name of the lines in an export of Mattermost, "" when it is one file; None for other exports."""
    names = [name for name in bundle.names if name.endswith(".jsonl") and name.count("/") <= 1] or [""]
    for name in names if bundle.is_archive == bool(names[0]) else []:
        with bundle.open(name) as file:
            first = json_pieces.first_object(file)
        if isinstance(first, dict) and first.get("type") == "version":
            return name
    return None


def is_one(bundle: Bundle) -> bool:
    """Returns whether this is an export of Mattermost."""
    return place(bundle) is not None


def read(bundle: Bundle, left_out: LeftOut) -> Generator[Record, None, None]:
    """Yields the records of an export. Raises ExchangeRefused."""
    yield from _Mattermost(bundle, left_out).records()


class _Mattermost:
    def __init__(self, bundle: Bundle, left_out: LeftOut) -> None:
        self._bundle, self._left_out = bundle, left_out
        self._name = place(bundle) or ""
        self._folder = self._name.rpartition("/")[0]
        self._users: set[str] = set()
        # Channels stand before their members: they are held until the first message.
        self._channels: dict[str, ImportedRoom] = {}
        self._members: dict[str, list[str]] = {}
        self._memberships = 0
        self._told: set[str] = set()

    def records(self) -> Iterator[Record]:
        with self._bundle.open(self._name) as file:
            for number, line in json_pieces.lines(file, self._name or USUAL_NAME):
                if number == 1 and line.get("version") != VERSION:
                    raise ExchangeRefused("exchange_mattermost_version", {"version": VERSION})
                yield from self._line(line)
        yield from self._rooms()

    def _line(self, line: dict[str, Any]) -> Iterator[Record]:
        kind = shapes.text(line.get("type"), 60)
        found = shapes.inner(line.get(kind))
        if kind == "channel":
            self._add_channel(found)
        elif kind in ("user", "bot"):
            yield self._person(found, is_bot=kind == "bot")
        elif kind == "post":
            yield from self._rooms()
            yield from self._post(found, self._channel_id(found.get("team"), found.get("channel")))
        elif kind == "direct_channel":
            yield self._direct(found)
        elif kind == "direct_post":
            yield from self._rooms()
            yield from self._post(found, self._direct_id(found.get("channel_members")))
        elif kind not in SKIPPED:
            self._left_out.add(OTHER_LINES, kind)

    def _rooms(self) -> Iterator[Record]:
        held, self._channels = self._channels, {}
        for room_id, room in held.items():
            self._told.add(room_id)
            members = tuple(self._members.pop(room_id, ()))
            yield ImportedRoom(room_id, room.kind, room.name, room.topic, room.description, members)

    def _add_channel(self, found: dict[str, Any]) -> None:
        room_id = self._channel_id(found.get("team"), found.get("name"))
        self._channels[room_id] = ImportedRoom(
            room_id,
            "open" if found.get("type") == "O" else "closed",
            shapes.text(found.get("display_name"), 200) or shapes.text(found.get("name"), 200) or None,
            shapes.text(found.get("header"), 250),
            shapes.text(found.get("purpose"), 2_000),
        )

    def _person(self, found: dict[str, Any], *, is_bot: bool) -> Person:
        name = shapes.text(found.get("username"), 100)
        self._users.add(name.casefold())
        for team in shapes.objects(found.get("teams"), 1_000):
            for channel in shapes.objects(team.get("channels")):
                self._join(self._channel_id(team.get("name"), channel.get("name")), name)
        whole = f"{shapes.text(found.get('first_name'), 100)} {shapes.text(found.get('last_name'), 100)}".strip()
        mail = shapes.text(found.get("email"), 200).partition("@")[0]
        names = (
            whole,
            shapes.text(found.get("nickname"), 100),
            shapes.text(found.get("display_name"), 100),
            name,
            mail,
        )
        return Person(self._person_id(name), tuple(dict.fromkeys(filter(None, names))), is_bot)

    def _join(self, room_id: str, name: str) -> None:
        self._memberships += 1
        if self._memberships > MOST_MEMBERSHIPS:
            raise ExchangeRefused("exchange_many_memberships", {"n": MOST_MEMBERSHIPS})
        self._members.setdefault(room_id, []).append(self._person_id(name))

    def _direct(self, found: dict[str, Any]) -> ImportedRoom:
        people = self._direct_names(found.get("members"), found.get("participants"))
        room_id = self._direct_id(list(people))
        self._told.add(room_id)
        members = tuple(self._person_id(name) for name in people)
        return ImportedRoom(room_id, "direct", ", ".join(people)[:60], people=members)

    def _post(self, found: dict[str, Any], room_id: str, root: str | None = None) -> Iterator[Record]:
        at, text = shapes.moment(found.get("create_at")), shapes.text(found.get("message"))
        name = shapes.text(found.get("user"), 100)
        if shapes.text(found.get("type"), 60).startswith("system_"):
            self._left_out.add(SYSTEM_LEFT, text)
            return
        if at is None or not name:
            self._left_out.add(NO_TIME, text)
            return
        if room_id not in self._told:
            self._left_out.add(NO_ROOM, text)
            return
        edited_at = shapes.moment(found.get("edit_at"))
        message_id = derived_message_id(at, "mattermost", room_id, name.casefold())
        yield ImportedMessage(
            id=message_id,
            room_id=room_id,
            sender_id=self._person_id(name),
            body=self._body(text),
            created_at=at,
            edited_at=edited_at if edited_at and edited_at > at else None,
            is_deleted=bool(found.get("delete_at")),
            reply_to=root,
            is_folded=root is not None,
            reactions=self._reactions(found),
            files=tuple(self._file(one) for one in shapes.objects(found.get("attachments"), 20)),
            pinned=(self._person_id(name), at) if found.get("is_pinned") is True else None,
        )
        for reply in shapes.objects(found.get("replies")) if root is None else ():
            yield from self._post(reply, room_id, message_id)

    def _body(self, text: str) -> str:
        def mention(found: re.Match[str]) -> str:
            # A dot at the end of a sentence is no part of a name.
            name = found[1] if found[1].casefold() in self._users else found[1].rstrip("._-")
            if name.casefold() in self._users:
                return named(self._person_id(name)) + found[1][len(name) :]
            return {"all": "@everyone", "channel": "@everyone"}.get(found[1], found[0])

        def plain(part: str) -> str:
            return MENTION.sub(mention, markup.labelled_links(markup.short_names(part)))

        return markup.outside_code(text, plain)

    def _reactions(self, found: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        given: dict[str, list[str]] = {}
        for one in shapes.objects(found.get("reactions"), 1_000):
            emoji = markup.emoji(shapes.text(one.get("emoji_name"), 100))
            given.setdefault(emoji, []).append(self._person_id(shapes.text(one.get("user"), 100)))
        return tuple((emoji, tuple(people)) for emoji, people in given.items())

    def _file(self, one: dict[str, Any]) -> ImportedFile:
        path = shapes.text(one.get("path"), 2_000)
        folder = f"{self._folder}/" if self._folder else ""
        there = next((each for each in (f"{folder}data/{path}", folder + path) if each in self._bundle.names), None)
        return ImportedFile(path.rpartition("/")[2] or "file", there)

    def _person_id(self, name: str) -> str:
        return derived_id("mattermost", "person", name.casefold())

    def _channel_id(self, team: Any, name: Any) -> str:
        return derived_id("mattermost", "room", shapes.text(team, 100), shapes.text(name, 100))

    def _direct_names(self, members: Any, participants: Any) -> tuple[str, ...]:
        names = shapes.texts(members) or tuple(
            shapes.text(one.get("username"), 100) for one in shapes.objects(participants)
        )
        return tuple(sorted(filter(None, names)))

    def _direct_id(self, members: Any) -> str:
        return derived_id("mattermost", "direct", *(name.casefold() for name in self._direct_names(members, None)))
