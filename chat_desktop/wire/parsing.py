"""From JSON to a command, with the key at fault in every refusal."""

import re
from typing import Any, TypeVar

import msgspec

from chat_desktop.chat.core.commands import Command
from chat_desktop.errors import Invalid

C = TypeVar("C", bound=Command)

# msgspec names the place as "at `$.key`", or the key itself as "field `key`".
PLACE = re.compile(r"`\$\.(\w{1,40})|field `(\w{1,40})`")


def convert(shape: type[C], body: Any) -> C:
    """BODY, as JSON gave it, in the types of SHAPE. Raises Invalid."""
    if not isinstance(body, dict):
        raise Invalid("body", "Send one object with named keys.")
    try:
        return msgspec.convert(body, shape)
    except msgspec.ValidationError as problem:
        raise _refusal(problem) from None


def decode(shape: type[C], text: bytes) -> C:
    """The JSON in TEXT, in the types of SHAPE. Raises Invalid."""
    try:
        return msgspec.json.decode(text, type=shape)
    except msgspec.ValidationError as problem:
        raise _refusal(problem) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Invalid("body", "This is not JSON.") from None


def _refusal(problem: msgspec.ValidationError) -> Invalid:
    found = PLACE.search(str(problem))
    field = next((group for group in found.groups() if group), "body") if found else "body"
    if "length <=" in str(problem):
        return Invalid(field, f"The {field.replace('_', ' ')} is much too long.")
    return Invalid(field, f"The key {field} is missing, unknown or of the wrong type.")
