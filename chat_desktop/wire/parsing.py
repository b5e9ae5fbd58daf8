"""Parses JSON to commands. Every error names the key that is wrong."""

import re
from typing import Any, TypeVar

import msgspec

from chat_desktop.chat.core.commands import Command
from chat_desktop.errors import Invalid

C = TypeVar("C", bound=Command)

# An error of msgspec names the key as "at `$.key`" or as "field `key`".
PLACE = re.compile(r"`\$\.(\w{1,40})|field `(\w{1,40})`")


def convert(shape: type[C], body: Any) -> C:
    """Converts a decoded JSON value to the type `shape`. Raises Invalid when it does not fit."""
    if not isinstance(body, dict):
        raise Invalid("body", "send_one_object_named_keys")
    try:
        return msgspec.convert(body, shape)
    except msgspec.ValidationError as problem:
        raise _refusal(problem) from None


def decode(shape: type[C], text: bytes) -> C:
    """Parses JSON to the type `shape`. Raises Invalid when it is not JSON or does not fit."""
    try:
        return msgspec.json.decode(text, type=shape)
    except msgspec.ValidationError as problem:
        raise _refusal(problem) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Invalid("body", "not_json") from None


def _refusal(problem: msgspec.ValidationError) -> Invalid:
    found = PLACE.search(str(problem))
    field = next((group for group in found.groups() if group), "body") if found else "body"
    if "length <=" in str(problem):
        return Invalid(field, "much_too_long", {"field": field.replace("_", " ")})
    return Invalid(field, "key_missing_unknown_wrong_type", {"field": field})
