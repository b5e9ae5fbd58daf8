"""Checklists: everyone ticks, the author edits, and each item keeps who ticked it and when."""

from typing import Any

import pytest

from chat_desktop.chat.contents import checklists
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.content_commands import EditChecklist
from chat_desktop.chat.core.events import MessageChanged
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.messages import posting
from chat_desktop.errors import Forbidden, Invalid, NotFound
from chat_desktop.wire import parsing, payloads
from tests.chat.contents.due import settle
from tests.support.parts.rules_office import Person, RulesOffice

FAIR = {"title": "Before the fair", "items": ["Flyers", "Table", "Passes"]}


def post(office: RulesOffice, who: Person, room_id: str | None = None, **keys: Any) -> Message:
    body = {"room_id": room_id or office.home, "client_id": "list", "body": "typed"}
    asked = parsing.convert(PostMessage, {**body, "content": {"checklist": {**FAIR, **keys}}})
    return office.write(posting.post, who.session_id, asked)


def tick(office: RulesOffice, who: Person, message: Message, item: int, done: bool = True) -> Message:
    return office.write(checklists.tick, who.session_id, message.id, item, done)


def edit(office: RulesOffice, who: Person, message: Message, title: str, *items: dict[str, Any]) -> Message:
    asked = parsing.convert(EditChecklist, {"message_id": message.id, "title": title, "items": list(items)})
    return office.write(checklists.edit, who.session_id, message.id, asked.title, asked.items)


def items(office: RulesOffice, message: Message) -> list[dict[str, Any]]:
    stored = office.read(posting.get, office.ana.session_id, message.id)
    found: list[dict[str, Any]] = payloads.message(stored)["content"]["checklist"]["items"]
    return found


def test_the_text_of_a_checklist_names_its_items(office: RulesOffice) -> None:
    assert post(office, office.ana).body == "Before the fair\n- Flyers\n- Table\n- Passes"


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        ({"items": []}, "content"),
        ({"items": [str(n) for n in range(51)]}, "content"),
        ({"items": ["x" * 141]}, "content"),
        ({"items": ["a", "a "]}, "items"),
        ({"title": " "}, "title"),
    ],
)
def test_another_shape_is_refused(office: RulesOffice, keys: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        post(office, office.ana, **keys)
    assert caught.value.details["field"] == field


def test_the_longest_checklist_fits_into_a_message(office: RulesOffice) -> None:
    longest = [f"{number:02}" + "x" * 138 for number in range(50)]
    assert len(items(office, post(office, office.ana, title="t" * 300, items=longest))) == 50


def test_anybody_ticks_and_the_first_tick_stays(office: RulesOffice) -> None:
    message = post(office, office.ana)
    at = payloads.time(office.now)
    tick(office, office.cleo, message, 1)
    settle(office)
    rev = tick(office, office.ben, message, 1).rev
    assert items(office, message)[1] == {"id": 1, "text": "Table", "done_by": office.cleo.user_id, "done_at": at}
    tick(office, office.ben, message, 1, done=False)
    settle(office)
    assert items(office, message)[1] == {"id": 1, "text": "Table"}
    assert rev == 2, "a second tick changes nothing"


def test_ticks_of_one_second_are_published_twice_at_most(office: RulesOffice) -> None:
    message = post(office, office.ana)
    office.events.clear()
    seen = [
        tick(office, person, message, number) for number, person in enumerate((office.ana, office.ben, office.cleo))
    ]
    assert "done_by" in str(payloads.message(seen[2])["content"]["checklist"]["items"][2]), "who ticks sees it at once"
    settle(office)
    assert all("done_by" in item for item in items(office, message))
    assert sum(isinstance(event, MessageChanged) for event in office.events) == 2


def test_the_author_edits_items_and_ticks_stay(office: RulesOffice) -> None:
    message = post(office, office.ana)
    tick(office, office.cleo, message, 0)
    tick(office, office.cleo, message, 2)
    new = edit(office, office.ana, message, "The fair, @Ben", {"text": "Lamp"}, {"id": 2, "text": "Passes for all"})
    assert [(item["id"], item["text"], "done_by" in item) for item in items(office, message)] == [
        (3, "Lamp", False), (2, "Passes for all", True),
    ]  # fmt: skip
    shown = payloads.message(new)
    assert (shown["body"], shown["mentions"]) == ("The fair, @Ben\n- Lamp\n- Passes for all", [office.ben.user_id])
    edit(office, office.ana, message, "The fair", {"id": 2, "text": "Passes"})
    edit(office, office.ana, message, "The fair", {"text": "Van"})
    assert items(office, message) == [{"id": 4, "text": "Van"}], "no number is used twice"
    with pytest.raises(Invalid, match="removed"):
        tick(office, office.cleo, message, 2)


@pytest.mark.parametrize("wrong", [[{"id": 7, "text": "a"}], [{"id": 0, "text": "a"}, {"id": 0, "text": "b"}]])
def test_only_items_that_are_there_can_be_kept(office: RulesOffice, wrong: list[dict[str, Any]]) -> None:
    with pytest.raises(Invalid):
        edit(office, office.ana, post(office, office.ana), "x", *wrong)


def test_nobody_else_edits_and_no_reader_ticks(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo, office.ben)
    message = post(office, office.ana, room)
    with pytest.raises(Forbidden):
        edit(office, office.ben, message, "Mine", {"text": "a"})
    with pytest.raises(Forbidden):
        office.write(posting.edit, office.ana.session_id, message.id, "Other")
    office.make_guest(office.cleo, room, read_only=True)
    with pytest.raises(Forbidden):
        tick(office, office.cleo, message, 0)
    with pytest.raises(NotFound):
        tick(office, office.dora, message, 0)
    office.write(posting.delete, office.ana.session_id, message.id)
    with pytest.raises(NotFound):
        tick(office, office.ben, message, 0)
