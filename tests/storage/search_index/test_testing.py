"""A few messages are tested one by one: every filter is true of the same ones as in the index."""

from typing import Any

import pytest

from chat_desktop.chat.reading import later
from chat_desktop.search_text.wanted import Within
from chat_desktop.storage.search_index import lookup
from tests.storage.search_index.asking import bodies
from tests.support.files.stored_files import stored_as
from tests.support.parts.rules_office import RulesOffice


@pytest.fixture
def saved(office: RulesOffice) -> str:
    """Ana has saved messages of each sort, some of them in a room whose id is returned."""
    room_id = office.make_room(office.ana, "Other", "closed", office.ben)
    picture = stored_as(office, office.ben, "Plan.PNG", "image")
    paper = stored_as(office, office.ana, "airplane.pdf", "pdf")
    messages = [
        office.post(office.ana, "the plan"),
        office.post(office.ben, "see https://wiki.lan/plan", room_id),
        office.post(office.ben, "a picture", attachment_ids=[picture]),
        office.post(office.ana, "a paper", room_id, attachment_ids=[paper]),
        office.post(office.ben, "unplanned draft"),
    ]
    office.post(office.ben, "the plan of somebody else, https://wiki.lan")
    for message in messages:
        office.write(later.save, office.ana.session_id, message.id, "", None)
    office.indexer.catch_up()
    return room_id


def every(*values: str) -> frozenset[str]:
    return frozenset(values)


CASES: list[tuple[tuple[str, ...], dict[str, Any], list[str]]] = [
    ((), {}, ["unplanned draft", "a paper", "a picture", "see https://wiki.lan/plan", "the plan"]),
    ((), {"senders": ["ben"]}, ["unplanned draft", "a picture", "see https://wiki.lan/plan"]),
    ((), {"without_senders": ["ben"]}, ["a paper", "the plan"]),
    ((), {"rooms": ["other"]}, ["a paper", "see https://wiki.lan/plan"]),
    ((), {"has": every("link")}, ["see https://wiki.lan/plan"]),
    ((), {"has": every("file", "image")}, ["a picture"]),
    ((), {"excluded_has": every("file")}, ["unplanned draft", "see https://wiki.lan/plan", "the plan"]),
    ((), {"types": (every("pdf", "png"), every("image"))}, ["a picture"]),
    ((), {"types": (every("pdf", "png"),)}, ["a paper", "a picture"]),
    ((), {"excluded_types": every("pdf")}, ["unplanned draft", "a picture", "see https://wiki.lan/plan", "the plan"]),
    (("plan",), {}, ["a picture", "see https://wiki.lan/plan", "the plan"]),
    (("plan",), {"within": Within.MIDDLE}, ["unplanned draft", "a paper"]),
    (
        ("plan",),
        {"within": Within.ANYWHERE},
        ["unplanned draft", "a paper", "a picture", "see https://wiki.lan/plan", "the plan"],
    ),
    (("plan", "-draft"), {"within": Within.MIDDLE}, ["a paper"]),
    (("-draft",), {"within": Within.MIDDLE}, []),
    (("-draft",), {"has": every("file")}, ["a paper", "a picture"]),
    ((), {"within": Within.MIDDLE}, []),
    (("plan", "paper"), {"within": Within.MIDDLE}, ["a paper"]),
]


@pytest.mark.parametrize("most", [0, 2_000])
def test_the_same_are_found_one_by_one_and_in_the_index(
    office: RulesOffice, saved: str, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(lookup, "MOST_TESTED", most)
    ids = {"ben": office.ben.user_id, "other": saved}
    names = {"senders": "sender_ids", "without_senders": "excluded_sender_ids", "rooms": "room_ids"}
    for texts, asked, found in CASES:
        filters = {
            names.get(name, name): frozenset(ids[each] for each in value) if name in names else value
            for name, value in asked.items()
        }
        assert bodies(office, *texts, is_saved=True, **filters) == found, (texts, asked)
