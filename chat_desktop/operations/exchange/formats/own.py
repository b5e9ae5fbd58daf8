"""Reads what `chat-desktop export` has written (docs/export.md), and checks its chain of hashes on the way."""

import re
from collections.abc import Generator
from typing import Any

from chat_desktop.chat.importing.records import ImportedFile, ImportedMessage, ImportedRoom, Person, Record
from chat_desktop.operations.exchange import json_pieces, shapes
from chat_desktop.operations.exchange.bundle import Bundle
from chat_desktop.operations.exchange.hash_chain import HashChain
from chat_desktop.operations.exchange.left_out import LeftOut
from chat_desktop.operations.exchange.refused import ExchangeRefused

NAME = "Chat Desktop"
LINES = "export.jsonl"
FORMATS = (1, 2)
ENDED_FROM = 2  # since this format a last line says that nothing was cut off
ID = re.compile(r"[A-Za-z0-9_-]{6,40}", re.ASCII)
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
HINTS = ("duration_ms", "peaks", "voice")
AS_TEXT = "left.as_text"
ATTACHED = re.compile(r"files/[A-Za-z0-9_-]{1,64}", re.ASCII)


def place(bundle: Bundle) -> str | None:
    """Returns the name of the lines in an export of ours, "" when it is one file; None for other exports."""
    if not bundle.is_archive:
        with bundle.open() as file:
            first = json_pieces.first_object(file)
        return "" if isinstance(first, dict) and first.get("type") == "office" else None
    found = [name for name in bundle.names if name.split("/")[-1] == LINES and name.count("/") <= 1]
    return found[0] if found else None


def read(bundle: Bundle, left_out: LeftOut) -> Generator[Record, None, None]:
    """Yields the records of an export. Raises ExchangeRefused when it is not as it was written."""
    name = place(bundle) or ""
    chain, room_id, misses_end = HashChain(), "", True
    with bundle.open(name) as file:
        for number, line in json_pieces.lines(file, LINES):
            _follow(chain, line, number)
            kind = line.get("type")
            if number == 1:
                _check_first(line)
                misses_end = line["format"] >= ENDED_FROM
            elif kind == "end":
                misses_end = False
            elif kind == "user":
                yield Person(_id(line, "id", number), (shapes.text(line.get("name"), 200),))
            elif kind == "room":
                room_id = _id(line, "id", number)
                yield _room(line, room_id)
            elif kind == "message":
                yield _message(line, number, room_id, name.removesuffix(LINES), bundle, left_out)
            else:
                left_out.add("left.unknown_lines", str(kind))
    if misses_end:
        raise ExchangeRefused("exchange_cut_off")


def _follow(chain: HashChain, line: dict[str, Any], number: int) -> None:
    try:
        chain.check_record(line)
    except (ValueError, RecursionError):
        raise ExchangeRefused("exchange_hash_wrong", {"where": f"{LINES}:{number}"}) from None


def _check_first(line: dict[str, Any]) -> None:
    if line.get("type") != "office":
        raise ExchangeRefused("exchange_bad_begin")
    if line.get("format") not in FORMATS:
        version = shapes.text(str(line.get("format")), 20)
        raise ExchangeRefused("exchange_format_unknown", {"version": version})


def _id(line: dict[str, Any], key: str, number: int) -> str:
    found = line.get(key)
    if not isinstance(found, str) or not ID.fullmatch(found):
        raise ExchangeRefused("exchange_line_lacks", {"where": f"{LINES}:{number}", "key": key})
    return found


def _room(line: dict[str, Any], room_id: str) -> ImportedRoom:
    kind = line.get("kind")
    return ImportedRoom(
        room_id,
        kind if kind in ("open", "direct") else "closed",
        shapes.text(line.get("name"), 200) or None,
        shapes.text(line.get("topic"), 250),
        people=tuple(each for each in shapes.texts(line.get("members")) if ID.fullmatch(each)),
    )


def _message(
    line: dict[str, Any], number: int, room_id: str, folder: str, bundle: Bundle, left_out: LeftOut
) -> ImportedMessage:
    if line.get("room_id") != room_id:
        raise ExchangeRefused("exchange_other_room", {"where": f"{LINES}:{number}"})
    at = shapes.moment(line.get("created_at"))
    if at is None:
        raise ExchangeRefused("exchange_no_time", {"where": f"{LINES}:{number}"})
    content = shapes.inner(line.get("content"))
    body = shapes.text(line.get("body"))
    if set(content) - {"forwarded"}:
        left_out.add(AS_TEXT, body)
    return ImportedMessage(
        id=_id(line, "id", number),
        room_id=room_id,
        sender_id=_id(line, "sender_id", number),
        body=body,
        created_at=at,
        edited_at=shapes.moment(line.get("edited_at")),
        is_deleted=line.get("deleted") is True,
        reply_to=line["reply_to"] if isinstance(line.get("reply_to"), str) else None,
        is_folded=shapes.inner(line.get("thread")).get("folded") is True,
        mentions=shapes.texts(line.get("mentions")),
        reactions=_reactions(line),
        files=tuple(_file(one, folder, bundle) for one in shapes.objects(line.get("attachments"), 20)),
        forwarded=_forwarded(content),
        pinned=_pinned(line),
    )


def _reactions(line: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = shapes.objects(line.get("reactions"), 100)
    return tuple((shapes.text(one.get("emoji"), 32), shapes.texts(one.get("user_ids"))) for one in found)


def _file(one: dict[str, Any], folder: str, bundle: Bundle) -> ImportedFile:
    path, digest = one.get("path"), one.get("sha256")
    name = shapes.text(one.get("name"), 300)
    if not isinstance(path, str) or not isinstance(digest, str):
        return ImportedFile(name, None)
    if not ATTACHED.fullmatch(path) or not SHA256.fullmatch(digest):
        raise ExchangeRefused("exchange_file_place", {"name": name})
    # One file of lines alone was exported with files, which were left at home.
    there = folder + path if folder + path in bundle.names else None
    if there is None and bundle.is_archive:
        raise ExchangeRefused("exchange_file_missing", {"name": name})
    return ImportedFile(name, there, digest, {key: one[key] for key in HINTS if key in one} | _voice(one))


def _voice(one: dict[str, Any]) -> dict[str, Any]:
    return {"voice": True} if one.get("kind") == "voice" else {}


def _forwarded(content: dict[str, Any]) -> dict[str, Any] | None:
    found = shapes.inner(content.get("forwarded"))
    if not found:
        return None
    told: dict[str, Any] = {"sent_at": shapes.moment(found.get("sent_at"))}
    for key in ("message_id", "room_id", "room_name", "sender_id", "sender_name"):
        told[key] = shapes.text(found[key], 100) if isinstance(found.get(key), str) else None
    return told if told["sent_at"] and told["sender_name"] else None


def _pinned(line: dict[str, Any]) -> tuple[str, int] | None:
    found = shapes.inner(line.get("pinned"))
    at, who = shapes.moment(found.get("at")), found.get("user_id")
    return (who, at) if at and isinstance(who, str) else None
