"""Reads the zip archive that Slack exports: lists of people and channels, and a file for each channel and day.

The archive has no files of people. Programs that add them put them into `__uploads/ID/` or
`CHANNEL/attachments/ID-NAME`.
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
)
from chat_desktop.operations.exchange import shapes
from chat_desktop.operations.exchange.bundle import Bundle
from chat_desktop.operations.exchange.formats import markup, places, slack_text
from chat_desktop.operations.exchange.left_out import LeftOut

NAME = "Slack"
LISTS: dict[str, Kind] = {
    "channels.json": "open",
    "groups.json": "closed",
    "mpims.json": "direct",
    "dms.json": "direct",
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")
SYSTEM = re.compile(
    r"(channel|group)_\w+|bot_add|bot_remove|pinned_item|unpinned_item|reminder_add|huddle_thread|sh_room_\w+|file_comment"
)
SLACKBOT = "USLACKBOT"
SYSTEM_LEFT = "left.notices_slack"
NO_TIME = "left.no_time"


def is_one(bundle: Bundle) -> bool:
    """Returns whether this is an export of Slack."""
    root = places.root_of(bundle, *LISTS)
    return root is not None and f"{root}users.json" in bundle.names


def read(bundle: Bundle, left_out: LeftOut) -> Generator[Record, None, None]:
    """Yields the records of an export. Raises ExchangeRefused."""
    yield from _Slack(bundle, left_out).records()


class _Slack:
    def __init__(self, bundle: Bundle, left_out: LeftOut) -> None:
        self._bundle, self._left_out = bundle, left_out
        self._root = places.root_of(bundle, *LISTS) or ""
        self._files = places.files_by_id(
            name for name in bundle.names if "__uploads/" in name or "attachments/" in name
        )
        self._channels: dict[str, str] = {}
        self._bots: dict[str, str] = {}
        self._team = ""
        self._seen: set[str] = set()

    def records(self) -> Iterator[Record]:
        for user in places.objects(self._bundle, f"{self._root}users.json"):
            self._team = self._team or shapes.text(user.get("team_id"), 40)
            yield self._person(user)
        channels = [(kind, each) for name, kind in LISTS.items() for each in self._list(name)]
        for _, channel in channels:
            self._channels[shapes.text(channel.get("id"), 40)] = shapes.text(channel.get("name"), 200)
        for kind, channel in channels:
            yield self._room(kind, channel)
            yield from self._messages(channel)

    def _list(self, name: str) -> Iterator[dict[str, Any]]:
        return places.objects(self._bundle, f"{self._root}{name}")

    def _person(self, user: dict[str, Any]) -> Person:
        profile = shapes.inner(user.get("profile"))
        mail = shapes.text(profile.get("email"), 200).partition("@")[0]
        names = (profile.get("real_name"), profile.get("display_name"), user.get("real_name"), user.get("name"), mail)
        shown = tuple(dict.fromkeys(text for name in names if (text := shapes.text(name, 200))))
        found = Person(self._person_id(shapes.text(user.get("id"), 40)), shown, user.get("is_bot") is True)
        self._seen.add(found.id)
        if bot := shapes.text(profile.get("bot_id"), 40):
            self._bots[bot] = found.id
        return found

    def _room(self, kind: Kind, channel: dict[str, Any]) -> ImportedRoom:
        return ImportedRoom(
            self._room_id(channel),
            kind,
            shapes.text(channel.get("name"), 200) or None,
            shapes.text(shapes.inner(channel.get("topic")).get("value"), 250),
            shapes.text(shapes.inner(channel.get("purpose")).get("value"), 2_000),
            tuple(self._person_id(each) for each in shapes.texts(channel.get("members"))),
            shapes.seconds(channel.get("created")),
            channel.get("is_archived") is True,
        )

    def _messages(self, channel: dict[str, Any]) -> Iterator[Record]:
        pins = {
            pin["id"]: (self._person_id(shapes.text(pin.get("user"), 40)), shapes.seconds(pin.get("created")) or 0)
            for pin in shapes.objects(channel.get("pins"))
            if isinstance(pin.get("id"), str)
        }
        for name in self._days(channel):
            for entry in places.objects(self._bundle, name):
                yield from self._message(channel, entry, pins)

    def _days(self, channel: dict[str, Any]) -> list[str]:
        for folder in (channel.get("name"), channel.get("id")):
            found = self._bundle.below(f"{self._root}{folder}/") if isinstance(folder, str) and folder else []
            days = [name for name in found if DAY.fullmatch(name.rpartition("/")[2])]
            if days:
                return days
        return []

    def _message(
        self, channel: dict[str, Any], entry: dict[str, Any], pins: dict[str, tuple[str, int]]
    ) -> Iterator[Record]:
        ts, subtype = shapes.text(entry.get("ts"), 30), shapes.text(entry.get("subtype"), 60)
        at = shapes.seconds(ts)
        text = shapes.text(entry.get("text"))
        if entry.get("type", "message") != "message" or SYSTEM.fullmatch(subtype):
            self._left_out.add(SYSTEM_LEFT, text)
            return
        if at is None:
            self._left_out.add(NO_TIME, text)
            return
        sender = self._sender(entry)
        if sender.id not in self._seen:
            self._seen.add(sender.id)
            yield sender
        thread = shapes.text(entry.get("thread_ts"), 30)
        is_reply = bool(thread) and thread != ts
        yield ImportedMessage(
            id=self._message_id(channel, ts, at),
            room_id=self._room_id(channel),
            sender_id=sender.id,
            body=self._body(entry, text, subtype),
            created_at=at,
            edited_at=shapes.seconds(shapes.inner(entry.get("edited")).get("ts")),
            is_deleted=subtype == "tombstone",
            reply_to=self._message_id(channel, thread, shapes.seconds(thread) or 0) if is_reply else None,
            is_folded=is_reply and subtype != "thread_broadcast",
            reactions=tuple(self._reaction(one) for one in shapes.objects(entry.get("reactions"), 100)),
            files=tuple(self._file(one) for one in shapes.objects(entry.get("files"), 20)),
            pinned=pins.get(ts),
        )

    def _body(self, entry: dict[str, Any], text: str, subtype: str) -> str:
        parts = [text]
        for one in shapes.objects(entry.get("attachments"), 20):
            told = shapes.text(one.get("fallback")) or shapes.text(one.get("text"))
            # Slack adds what it has found behind a link; the link itself is in the text.
            if told and not one.get("from_url"):
                parts.append(told)
        body = slack_text.translated("\n".join(filter(None, parts)), self._person_id, self._channels)
        return f"_{body}_" if subtype == "me_message" else body

    def _sender(self, entry: dict[str, Any]) -> Person:
        user, bot = shapes.text(entry.get("user"), 40), shapes.text(entry.get("bot_id"), 40)
        if not user and bot in self._bots:
            return Person(self._bots[bot], ())
        profile = shapes.inner(entry.get("user_profile")) or shapes.inner(entry.get("bot_profile"))
        names = (entry.get("username"), profile.get("real_name"), profile.get("name"), user)
        shown = tuple(text for name in names if (text := shapes.text(name, 200)))
        if user == SLACKBOT:
            return Person(self._person_id(user), ("Slackbot",), is_bot=True)
        if user:
            return Person(self._person_id(user), shown)
        return Person(self._person_id(bot or f"bot {shown[:1]}"), shown, is_bot=True)

    def _reaction(self, one: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
        users = tuple(self._person_id(each) for each in shapes.texts(one.get("users")))
        return markup.emoji(shapes.text(one.get("name"), 100)), users

    def _file(self, one: dict[str, Any]) -> ImportedFile:
        name = shapes.text(one.get("name"), 300) or shapes.text(one.get("title"), 300) or "file"
        return ImportedFile(name, self._files.get(shapes.text(one.get("id"), 40)))

    def _person_id(self, user_id: str) -> str:
        return derived_id("slack", self._team, "person", user_id)

    def _room_id(self, channel: dict[str, Any]) -> str:
        return derived_id("slack", self._team, "room", shapes.text(channel.get("id"), 40))

    def _message_id(self, channel: dict[str, Any], ts: str, at: int) -> str:
        return derived_message_id(at, "slack", self._team, shapes.text(channel.get("id"), 40), ts)
