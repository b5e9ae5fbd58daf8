"""From JSON to a command: everything that is not one is refused by the name of its key."""

from contextlib import suppress
from typing import Any, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_desktop.chat.core import commands
from chat_desktop.errors import Invalid
from chat_desktop.wire.parsing import convert, decode

POST = {"room_id": "r", "client_id": "c", "body": "x"}


def field(body: Any, shape: type[commands.Command] = commands.PostMessage) -> object:
    with pytest.raises(Invalid) as caught:
        convert(shape, body)
    assert caught.value.message[0].isupper()
    return caught.value.details["field"]


def test_a_good_body_becomes_a_command_that_cannot_change() -> None:
    command = convert(commands.PostMessage, POST | {"reply_to": None})
    assert (command.room_id, command.reply_to, command.attachment_ids) == ("r", None, [])
    with pytest.raises(AttributeError):
        command.body = "y"  # type: ignore[misc]


@pytest.mark.parametrize("key", POST)
def test_a_missing_key_is_named(key: str) -> None:
    assert field({name: value for name, value in POST.items() if name != key}) == key


@pytest.mark.parametrize("value", [None, 1, True, 1.5, [], {}])
def test_a_wrong_type_is_named(value: object) -> None:
    assert field(POST | {"body": value}) == "body"


def test_an_unknown_key_is_named_and_a_long_one_is_not_sent_back() -> None:
    assert field(POST | {"sender_id": "ana"}) == "sender_id"
    assert field(POST | {"x" * 5_000: 1}) == "body"


@pytest.mark.parametrize("body", [None, [], "x", 1, [POST]])
def test_a_body_is_one_object(body: object) -> None:
    assert field(body) == "body"


def test_inside_a_list_the_list_is_named() -> None:
    assert field({"user_ids": ["a", 1]}, commands.People) == "user_ids"
    assert field({"rooms": {"r": "1"}}, commands.SyncRooms) == "rooms"


def test_a_form_field_that_no_spelling_needs_is_much_too_long() -> None:
    form = {"code": "c", "name": "n" * 1_025, "password": "p"}
    with pytest.raises(Invalid) as caught:
        convert(commands.Join, form)
    assert caught.value.details["field"] == "name"
    assert caught.value.message == "The name is much too long."
    assert convert(commands.Join, form | {"name": "n" * 1_024}).name


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[", b"null", b"NaN", b"\xff\xfe", b'{"a":' * 2_000, b'"\\ud800"', b"{}{}"]
)
def test_what_is_no_json_is_refused(text: bytes) -> None:
    with pytest.raises(Invalid):
        decode(commands.Join, text)


def test_every_form_of_every_kind_is_bounded() -> None:
    """Whatever people type is `Text`; bodies of messages have a bound of their own."""
    free = {"PostMessage", "EditMessage", "DeleteMessage", "React", "MarkRead", "Typing", "SetPresence", "SyncRooms"}
    for shape in commands.Command.__subclasses__():
        if shape.__name__ not in free:
            for name, kind in get_type_hints(shape, include_extras=True).items():
                assert kind is not str, f"{shape.__name__}.{name}"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, st.sampled_from(commands.Command.__subclasses__()))
def test_any_json_is_a_command_or_invalid(body: Any, shape: type[commands.Command]) -> None:
    for parse, given_body in ((convert, body), (decode, msgspec.json.encode(body))):
        with suppress(Invalid):
            assert isinstance(parse(shape, given_body), shape)
