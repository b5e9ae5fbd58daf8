"""Reads what is exported of Rocket.Chat: a zip archive of its collections, or of one or more rooms.

The collections are those of `mongoexport`, as lines or as arrays: `users`, `rocketchat_room`, `rocketchat_subscription`
and `rocketchat_message`, with or without that beginning and a plural s. The export of a room, and a person's own data,
have a file for each room with lines of `msg`, `username` and `ts`. Files of people are found by their id.
"""

import re
from collections.abc import Generator, Iterator
from typing import Any

from chat_desktop.chat.core.records import Kind
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
from chat_desktop.operations.exchange import shapes
from chat_desktop.operations.exchange.bundle import Bundle
from chat_desktop.operations.exchange.formats import markup, places
from chat_desktop.operations.exchange.left_out import LeftOut

NAME = "Rocket.Chat"
COLLECTION = re.compile(r"(?:rocketchat_)?(user|room|subscription|message)s?\.jsonl?")
KINDS: dict[str, Kind] = {"c": "open", "p": "closed", "d": "direct"}
MENTION = re.compile(r"(?<![\w@/])@([a-z0-9][a-z0-9._-]{0,63})", re.IGNORECASE)
REMOVED = "rm"
SYSTEM_LEFT = "left.notices_rocketchat"
NO_TIME = "left.no_time"
NO_ROOM = "left.no_room"
OTHER_ROOMS = "left.other_rooms"


def is_one(bundle: Bundle) -> bool:
    """Returns whether this is an export of Rocket.Chat."""
    return "message" in _collections(bundle) or bool(_room_files(bundle))


def read(bundle: Bundle, left_out: LeftOut) -> Generator[Record, None, None]:
    """Yields the records of an export. Raises ExchangeRefused."""
    yield from _RocketChat(bundle, left_out).records()


def _collections(bundle: Bundle) -> dict[str, str]:
    """Returns the names of the collections by what they hold."""
    found: dict[str, str] = {}
    for name in sorted(bundle.names, key=len):
        kind = COLLECTION.fullmatch(name.rpartition("/")[2])
        if kind is not None and name.count("/") <= 1:
            found.setdefault(kind[1], name)
    return found if {"message", "room"} <= found.keys() else {}


def _room_files(bundle: Bundle) -> list[str]:
    """Returns the names of the files with the messages of one room each."""
    names = [name for name in bundle.names if name.endswith(".json") and name.count("/") <= 2][:1_000]
    found = []
    for name in names if not _collections(bundle) else []:
        first = next(iter(places.objects(bundle, name)), {}) if bundle.names[name] else {}
        if {"msg", "username", "ts"} <= first.keys():
            found.append(name)
    return sorted(found)


class _RocketChat:
    def __init__(self, bundle: Bundle, left_out: LeftOut) -> None:
        self._bundle, self._left_out = bundle, left_out
        self._collections = _collections(bundle)
        self._files = places.files_by_id(name for name in bundle.names if not name.endswith((".json", ".jsonl")))
        self._names: dict[str, str] = {}  # our ids of people by their user names
        self._rooms: set[str] = set()

    def records(self) -> Iterator[Record]:
        if not self._collections:
            for name in _room_files(self._bundle):
                yield from self._room_file(name)
            return
        members: dict[str, list[str]] = {}
        for user in self._of("user"):
            yield self._person(user)
            for room_id in shapes.texts(user.get("__rooms")):
                members.setdefault(room_id, []).append(self._person_id(user.get("_id")))
        for one in self._of("subscription"):
            user_id = self._person_id(shapes.inner(one.get("u")).get("_id"))
            members.setdefault(shapes.text(one.get("rid"), 100), []).append(user_id)
        for room in self._of("room"):
            yield from self._room(room, members)
        for message in self._of("message"):
            yield from self._message(message)

    def _of(self, kind: str) -> Iterator[dict[str, Any]]:
        return places.objects(self._bundle, self._collections[kind]) if kind in self._collections else iter(())

    def _person(self, user: dict[str, Any]) -> Person:
        found = self._person_id(user.get("_id"))
        username = shapes.text(user.get("username"), 100)
        self._names[username.casefold()] = found
        mails = [shapes.text(one.get("address"), 200) for one in shapes.objects(user.get("emails"), 10)]
        names = (shapes.text(user.get("name"), 200), username, *(mail.partition("@")[0] for mail in mails))
        return Person(found, tuple(dict.fromkeys(filter(None, names))), user.get("type") == "bot")

    def _room(self, room: dict[str, Any], members: dict[str, list[str]]) -> Iterator[Record]:
        kind, room_id = KINDS.get(shapes.text(room.get("t"), 10)), shapes.text(room.get("_id"), 100)
        name = shapes.text(room.get("fname"), 200) or shapes.text(room.get("name"), 200)
        if kind is None:
            self._left_out.add(OTHER_ROOMS, name)
            return
        self._rooms.add(room_id)
        inside = [self._person_id(each) for each in shapes.texts(room.get("uids"))]
        inside += members.get(room_id, [])
        inside += [
            self._names[each.casefold()]
            for each in shapes.texts(room.get("usernames"))
            if each.casefold() in self._names
        ]
        yield ImportedRoom(
            self._room_id(room_id),
            kind,
            name or None,
            shapes.text(room.get("topic"), 250),
            shapes.text(room.get("description"), 2_000),
            tuple(dict.fromkeys(inside)),
            shapes.moment(room.get("ts")),
            room.get("archived") is True,
        )

    def _message(self, one: dict[str, Any]) -> Iterator[Record]:
        room_id, kind = shapes.text(one.get("rid"), 100), shapes.text(one.get("t"), 60)
        at, text = shapes.moment(one.get("ts")), shapes.text(one.get("msg"))
        sender, message_id = shapes.inner(one.get("u")), shapes.text(one.get("_id"), 100)
        if (kind and kind != REMOVED) or one.get("_hidden") is True:
            self._left_out.add(SYSTEM_LEFT, text or kind)
            return
        if at is None or not message_id:
            self._left_out.add(NO_TIME, text)
            return
        if room_id not in self._rooms:
            self._left_out.add(NO_ROOM, text)
            return
        thread = shapes.text(one.get("tmid"), 100)
        username = shapes.text(sender.get("username"), 100)
        if username.casefold() not in self._names:  # deleted there
            yield self._person(sender)
        pinned_by = shapes.inner(one.get("pinnedBy")).get("_id")
        yield ImportedMessage(
            id=self._message_id(message_id),
            room_id=self._room_id(room_id),
            sender_id=self._person_id(sender.get("_id")),
            body=self._body(one, text),
            created_at=at,
            edited_at=shapes.moment(one.get("editedAt")) if kind != REMOVED else None,
            is_deleted=kind == REMOVED,
            reply_to=self._message_id(thread) if thread else None,
            is_folded=bool(thread) and one.get("tshow") is not True,
            reactions=self._reactions(one),
            files=tuple(self._of_message(one)),
            pinned=(self._person_id(pinned_by), shapes.moment(one.get("pinnedAt")) or at)
            if one.get("pinned")
            else None,
        )

    def _room_file(self, name: str) -> Iterator[Record]:
        title = name.rpartition("/")[2].removesuffix(".json")
        if title in ("messages", "room") and "/" in name:
            title = name.split("/")[-2]
        room_id = derived_id("rocketchat", "file", title)
        people: dict[str, Person] = {}
        for one in places.objects(self._bundle, name):
            username = shapes.text(one.get("username"), 100)
            if username:
                people.setdefault(
                    username, self._person({"_id": f"@{username}", "username": username, "name": one.get("name")})
                )
        yield from people.values()
        yield ImportedRoom(room_id, "closed", title, people=tuple(one.id for one in people.values()))
        for one in places.objects(self._bundle, name):
            at, text, username = (
                shapes.moment(one.get("ts")),
                shapes.text(one.get("msg")),
                shapes.text(one.get("username"), 100),
            )
            if one.get("type") or one.get("t"):
                self._left_out.add(SYSTEM_LEFT, text or str(one.get("type")))
            elif at is None or not username:
                self._left_out.add(NO_TIME, text)
            else:
                yield ImportedMessage(
                    id=derived_message_id(at, "rocketchat", room_id, username, text),
                    room_id=room_id,
                    sender_id=people[username].id,
                    body=self._body(one, text),
                    created_at=at,
                    files=tuple(self._of_message(one)),
                )

    def _body(self, one: dict[str, Any], text: str) -> str:
        def mention(found: re.Match[str]) -> str:
            name = found[1] if found[1].casefold() in self._names else found[1].rstrip("._-")
            if name.casefold() in self._names:
                return named(self._names[name.casefold()]) + found[1][len(name) :]
            return "@everyone" if found[1] == "all" else found[0]

        def plain(part: str) -> str:
            return MENTION.sub(mention, markup.labelled_links(markup.short_names(markup.single_marks(part))))

        told = [shapes.text(each.get("description")) for each in shapes.objects(one.get("attachments"), 20)]
        return markup.outside_code("\n".join(filter(None, [text, *told])), plain)

    def _reactions(self, one: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        found = []
        for name, given in list(shapes.inner(one.get("reactions")).items())[:100]:
            names = shapes.texts(shapes.inner(given).get("usernames"))
            people = tuple(self._names[each.casefold()] for each in names if each.casefold() in self._names)
            found.append((markup.emoji(name), people))
        return tuple(found)

    def _of_message(self, one: dict[str, Any]) -> Iterator[ImportedFile]:
        files = shapes.objects(one.get("files"), 20) or [shapes.inner(one.get("file"))]
        if not any(files):
            files = [each for each in shapes.objects(one.get("attachments"), 20) if each.get("type") == "file"]
        for each in files:
            file_id = shapes.text(each.get("_id"), 100) or shapes.text(each.get("fileId"), 100)
            name = shapes.text(each.get("name"), 300) or shapes.text(each.get("title"), 300)
            # A picture is listed a second time in small.
            if file_id and not name.startswith("thumb-"):
                yield ImportedFile(name or "file", self._files.get(file_id))

    def _person_id(self, user_id: Any) -> str:
        return derived_id("rocketchat", "person", shapes.text(user_id, 100))

    def _room_id(self, room_id: str) -> str:
        return derived_id("rocketchat", "room", room_id)

    def _message_id(self, message_id: str) -> str:
        # Not with the time: a reply knows only the id of what it answers.
        return derived_id("rocketchat", "message", message_id)
