"""The index follows every post, edit and deletion, in any order and in any portions."""

import random
from collections.abc import Iterator

import pytest

from chat_desktop.chat.contents import polls
from chat_desktop.chat.core.new_contents import NewContent, NewPoll
from chat_desktop.chat.messages import posting, room_removal, room_state
from chat_desktop.search_text import folding
from chat_desktop.search_text.wanted import Within
from chat_desktop.storage.search_index import index, indexer, source, upkeep
from tests.storage.search_index.asking import (
    bodies,
    check_integrity,
    coverage,
    follow,
    in_index,
    kept_changes,
    places,
    search,
)
from tests.support.parts.rules_office import RulesOffice

WORDS = [
    *("coffee", "Müller", "上海天气", "планёрка", "قهوة", "ひらがな", "über", "release", "thanks", "ok", "2026"),
    *("floor-plan.pdf", "https://wiki.lan/x"),
]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "BATCH_ROWS", 3)


def remove_room(office: RulesOffice, room_id: str, name: str) -> None:
    office.write(room_state.delete, office.ana.session_id, room_id, name)
    while office.read(room_removal.due) is not None:
        office.write(room_removal.run)


def test_a_message_is_found_once_it_is_indexed_and_never_after_it_is_deleted(office: RulesOffice) -> None:
    message = office.post(office.ana, "Where is the floor plan?")
    office.indexer.catch_up()
    assert bodies(office, "floor") == ["Where is the floor plan?"]
    office.write(posting.delete, office.ana.session_id, message.id)
    assert bodies(office, "floor") == []  # before the index has followed
    office.indexer.catch_up()
    assert places(office, "floor") == []
    assert in_index(office, "SELECT word FROM words") == []
    assert bodies(office, "loor", within=Within.ANYWHERE) == []


def test_an_edited_message_is_found_by_its_new_words_alone(office: RulesOffice) -> None:
    message = office.post(office.ana, "coffee at nine")
    other = office.post(office.ben, "coffee too")
    office.indexer.catch_up()
    office.write(posting.edit, office.ana.session_id, message.id, "tea at ten")
    office.write(posting.edit, office.ana.session_id, message.id, "water at noon")
    office.indexer.catch_up()
    assert (bodies(office, "coffee"), bodies(office, "tea")) == (["coffee too"], [])
    assert bodies(office, "water") == ["water at noon"]
    assert [word for [word] in in_index(office, "SELECT word FROM words ORDER BY word")] == ["coffee", "noon", "water"]
    office.write(posting.delete, office.ben.session_id, other.id)
    office.indexer.catch_up()
    assert [word for [word] in in_index(office, "SELECT word FROM words ORDER BY word")] == ["noon", "water"]
    check_integrity(office)


def test_between_two_portions_of_changes_the_index_has_what_the_message_was_then(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second portion removes it by what it was before its changes. That must be what the first one has added."""
    message = office.post(office.ana, "first")
    office.indexer.catch_up()
    state = office.indexer._state
    assert state is not None
    for body in ("second", "third"):
        office.write(posting.edit, office.ana.session_id, message.id, body)
    monkeypatch.setattr(source, "BATCH_ROWS", 1)
    one = office.indexer._source.next_batch(state)
    two = office.indexer._source.next_batch(one.state)
    changes = [([row.body for row in batch.removed], [row.body for row in batch.added]) for batch in (one, two)]
    assert changes == [(["first"], ["second"]), (["second"], ["third"])]


def test_what_a_message_carries_is_a_filter_that_votes_do_not_change(office: RulesOffice) -> None:
    poll = office.post(office.ana, "a poll", content=NewContent(poll=NewPoll("Where do we eat?", ["Here", "There"])))
    office.post(office.ana, "here too: https://wiki.lan")
    office.indexer.catch_up()
    office.write(polls.vote, office.cleo.session_id, poll.id, [1])
    assert kept_changes(office) == 0
    assert bodies(office, has=frozenset({"poll"})) == [poll.body]
    assert bodies(office, "here", excluded_has=frozenset({"poll"})) == ["here too: https://wiki.lan"]
    office.write(posting.delete, office.ana.session_id, poll.id)
    office.indexer.catch_up()
    assert in_index(office, "SELECT rowid FROM messages WHERE messages MATCH 'meta : xpoll'") == []
    check_integrity(office)


def test_an_index_that_is_far_behind_says_so(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "BATCH_ROWS", 3)
    follow(office)
    for number in range(3):
        office.post(office.ana, f"note {number}")
    assert coverage(office) is None, "they are indexed in a moment"
    office.post(office.ana, "note 3")
    behind = coverage(office)
    assert behind is not None
    assert (behind.done, behind.total) == (0, 4)
    follow(office)
    assert coverage(office) is None


def test_changes_are_forgotten_when_they_were_followed(office: RulesOffice) -> None:
    message = office.post(office.ana, "secret plan")
    office.indexer.catch_up()
    office.write(posting.delete, office.ana.session_id, message.id)
    assert kept_changes(office) == 1
    office.indexer.catch_up()
    assert kept_changes(office) == 0


def test_the_newest_messages_of_an_old_office_are_indexed_first(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    for number in range(10):
        office.post(office.ana, f"note number{number}")
    written: list[object] = []

    def stop_after_one(*_: object) -> None:
        written.append(search(office, "note"))
        if len(written) == 2:
            office.indexer._stopping.set()

    monkeypatch.setattr(office.indexer._stopping, "wait", stop_after_one)
    office.indexer.catch_up()
    first, second = written
    assert [row[7] for row in first.rows] == ["note number9", "note number8", "note number7"]  # type: ignore[attr-defined]
    assert (second.coverage.done, second.coverage.total) == (6, 10)  # type: ignore[attr-defined]
    office.post(office.ben, "note of today")
    later = office.make_indexer()  # as after a restart: it goes on where the other was
    later.catch_up()
    later.close()
    assert len(bodies(office, "note")) == 11
    assert coverage(office) is None


def test_a_removed_room_leaves_nothing(office: RulesOffice, small_batches: None) -> None:
    room_id = office.make_room(office.ana, "Kitchen")
    for number in range(8):
        office.post(office.ana, f"recipe {number}", room_id)
    office.post(office.ana, "recipe in the first room")
    office.indexer.catch_up()
    remove_room(office, room_id, "Kitchen")
    office.indexer.catch_up()
    assert len(places(office, "recipe")) == 1
    check_integrity(office)


def test_a_message_that_gets_the_place_of_a_removed_one_is_found(office: RulesOffice) -> None:
    """SQLite gives the number of the newest row again when that row is gone."""
    office.post(office.ana, "first of all")
    room_id = office.make_room(office.ana, "Kitchen")
    for number in range(5):
        office.post(office.ana, f"recipe {number}", room_id)
    office.indexer.catch_up()
    remove_room(office, room_id, "Kitchen")
    office.post(office.ben, "after the kitchen")
    with pytest.raises(source.Outdated):
        office.indexer.catch_up()
    follow(office)
    assert (bodies(office, "kitchen"), bodies(office, "first")) == (["after the kitchen"], ["first of all"])
    assert places(office, "recipe") == []
    check_integrity(office)


def test_a_large_office_is_not_indexed_anew_each_time_that_a_room_is_removed(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise somebody who makes and removes rooms keeps the host at work."""

    def remove_the_newest(name: str) -> None:
        room_id = office.make_room(office.ana, name)
        office.post(office.ana, "recipe", room_id)
        follow(office)
        remove_room(office, room_id, name)

    office.post(office.ana, "coffee")
    for name in ("One", "Two"):
        remove_the_newest(name)
        assert (office.indexer.attempt(), office.indexer.attempt()) == (0.0, None)
    monkeypatch.setattr(indexer, "SMALL_OFFICE_MESSAGES", 0)
    remove_the_newest("Three")
    pause = office.indexer.attempt()
    assert pause is not None
    assert pause > indexer.REPLACE_SECONDS / 2
    assert bodies(office, "coffee") == ["coffee"]


def test_long_messages_are_indexed_in_smaller_portions(office: RulesOffice) -> None:
    long = "word " * 1_590
    for _ in range(70):
        office.post(office.ana, long)
    state = office.indexer._source.empty_state()
    batch = office.indexer._source.next_batch(state)
    characters = sum(len(row.body or "") for row in batch.added)
    assert source.BATCH_CHARACTERS <= characters < source.BATCH_CHARACTERS + posting.MAX_BODY_CHARACTERS
    office.indexer.catch_up()
    assert len(places(office, "word")) == 70


class Truth:
    """Random posts, edits, deletions and removals of rooms, and what must be in the index after them."""

    def __init__(self, office: RulesOffice, seed: int) -> None:
        self.office, self.draw = office, random.Random(seed)
        self.rooms: dict[str, str] = {}
        self.messages: dict[str, str] = {}  # id -> room
        self.home = office.home

    def act(self) -> None:
        chance = self.draw.random()
        if chance < 0.5 or not self.messages:
            self._post()
        elif chance < 0.8:
            self.office.write(posting.edit, self.office.ana.session_id, self._some(), self._body())
        elif chance < 0.99:
            gone = self._some()
            self.office.write(posting.delete, self.office.ana.session_id, gone)
            del self.messages[gone]
        else:
            self._make_or_remove_room()

    def _post(self) -> None:
        room_id = self.draw.choice([self.home, *self.rooms])
        message = self.office.post(self.office.ana, self._body(), room_id)
        self.messages[message.id] = room_id

    def _make_or_remove_room(self) -> None:
        name = f"Room {self.draw.random()}"
        if self.rooms and self.draw.random() < 0.5:
            room_id, name = self.rooms.popitem()
            remove_room(self.office, room_id, name)
            self.messages = {each: room for each, room in self.messages.items() if room != room_id}
        else:
            self.rooms[self.office.make_room(self.office.ana, name)] = name

    def _some(self) -> str:
        return self.draw.choice(list(self.messages))

    def _body(self) -> str:
        return " ".join(self.draw.choices(WORDS, k=self.draw.randint(1, 6))) + f" unique{self.draw.randint(1, 400)}"

    def words(self) -> Iterator[tuple[str, list[int]]]:
        rows = self.office.read(
            lambda look: look.db.execute("SELECT n, body FROM messages WHERE NOT deleted").fetchall()
        )
        found: dict[str, set[int]] = {}
        for n, body in rows:
            for token in folding.index_text(body).split():
                found.setdefault(token, set()).add(n)
        return ((token, sorted(ns)) for token, ns in found.items())


@pytest.mark.parametrize(
    ("acts", "batch_rows"), [(3_000, 7), pytest.param(12_000, 50, marks=pytest.mark.long)], ids=["some", "many"]
)
def test_after_random_changes_the_index_is_what_the_messages_are(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch, acts: int, batch_rows: int
) -> None:
    monkeypatch.setattr(source, "BATCH_ROWS", batch_rows)
    monkeypatch.setattr(upkeep, "EVERY_MS", 3_600_000)
    truth = Truth(office, seed=acts)
    for number in range(acts):
        truth.act()
        office.now += truth.draw.randint(0, 600_000)
        if truth.draw.random() < 0.05 or number == acts - 1:
            follow(office)
    expected = dict(truth.words())
    assert {word: places(office, word) for word in expected} == expected
    all_words = {word for token in expected for word in folding.words(token)}
    assert {word for [word] in in_index(office, "SELECT word FROM words")} == all_words
    check_integrity(office)
    assert kept_changes(office) == 0
