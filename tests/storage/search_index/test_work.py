"""How much work a search and its index are, in counts: places and words that are looked up, and segments."""

import re

import pytest

from chat_desktop.chat.reading import later
from chat_desktop.chat.search import search
from chat_desktop.chat.search.asked import Asked
from chat_desktop.search_text.wanted import Phrase, Term, Wanted, Within
from chat_desktop.storage.search_index import expression, lookup
from tests.storage.search_index.asking import bodies, in_index
from tests.support.rules_office import RulesOffice


def term(word: str) -> Term:
    return Term((Phrase((word,), is_prefix=True),), fragment=word)


def built(office: RulesOffice, *words: str, within: Within, names_rooms: bool = False) -> str:
    wanted = Wanted(frozenset({office.home}), tuple(map(term, words)))
    with office.search_index.file.reading() as index:
        found = expression.build(index, wanted, within, names_rooms)
    assert found is not None
    return found


def post(office: RulesOffice, *texts: str, room_id: str | None = None) -> None:
    for text in texts:
        office.post(office.ana, text, room_id)
    office.indexer.catch_up()


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many places each statement looked up in the database."""
    counts: list[int] = []
    readable = lookup.Lookup._readable

    def counting(self: lookup.Lookup, places: list[int], limit: int) -> list[lookup.Row]:
        counts.append(len(places))
        return readable(self, places, limit)

    monkeypatch.setattr(lookup.Lookup, "_readable", counting)
    return counts


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The expressions that the index was asked for."""
    expressions: list[str | None] = []
    build = expression.build

    def telling(*args: object) -> str | None:
        expressions.append(build(*args))  # type: ignore[arg-type]
        return expressions[-1]

    monkeypatch.setattr(expression, "build", telling)
    return expressions


def test_rooms_are_named_only_when_much_was_found_in_others(
    office: RulesOffice, looked_up: list[int], asked: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "MOST_UNNAMED", 20)
    quiet = office.make_room(office.ben, "Quiet")
    post(office, "word of home", room_id=None)
    office.post(office.ben, "word here", quiet)
    post(office, *(f"word {number}" for number in range(60)))
    quietly = frozenset({quiet})
    assert bodies(office, "word", who=office.ben, room_ids=quietly, limit=2) == ["word here"]
    assert sum(looked_up) < 40, "of 62 places with the word"
    assert [("meta" in (each or "")) for each in asked] == [False, True]
    asked.clear()
    assert bodies(office, "here", who=office.ben, room_ids=quietly, limit=2) == ["word here"]
    assert [("meta" in (each or "")) for each in asked] == [False]


def test_the_beginnings_of_a_word_are_looked_up_once(office: RulesOffice, asked: list[str | None]) -> None:
    post(office, "plan", "airplane", "planning")
    page = office.read(search.find, office.ana.session_id, Asked("plan"), None, 20)
    assert [result.message.body for result in page.results] == ["planning", "airplane", "plan"]
    assert [(each or "").count('"plan" *') for each in asked] == [1, 0]


def test_nothing_is_looked_up_twice_where_no_word_has_the_letters_in_its_middle(
    office: RulesOffice, asked: list[str | None]
) -> None:
    post(office, "plan ticket", "plan")
    page = office.read(search.find, office.ana.session_id, Asked("plan ticket"), None, 20)
    assert [result.message.body for result in page.results] == ["plan ticket"]
    assert len(asked) == 1


def test_of_two_words_the_one_that_stands_in_no_middle_is_looked_up_alone(office: RulesOffice) -> None:
    post(office, "airplane ticket", "plan ticket")
    found = built(office, "plan", "ticket", within=Within.PARTS)
    assert found.count('"plan" *') == 0
    assert found.count('"ticket" *') == 1
    post(office, "etickets")
    found = built(office, "plan", "ticket", within=Within.PARTS)
    assert found.count('"plan" *') == found.count('"ticket" *') == 1


def test_a_long_word_is_looked_for_by_few_trigrams(office: RulesOffice) -> None:
    post(office, "overstrawberry", "overwberrystra")
    statements: list[str] = []
    with office.search_index.file.reading() as index:
        index.set_trace_callback(statements.append)
        found = expression._words_with(index, term("strawberry"), 100)
        index.set_trace_callback(None)
    assert found == ['"overstrawberry"']
    [statement] = [each for each in statements if "parts MATCH" in each]
    asked = statement.partition("MATCH")[2].partition("instr")[0]
    assert re.findall(r"\b[a-z]{3}\b", asked) == ["awb", "err", "rry", "str"]


def test_batches_of_one_message_leave_few_segments(office: RulesOffice) -> None:
    """Each word of a search is looked up in each of them."""
    most = 0
    for number in range(80):
        post(office, f"word{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10]} again")
        for table in ("messages", "parts"):
            [[segments]] = in_index(office, f"SELECT count(DISTINCT segid) FROM {table}_idx")
            most = max(most, segments)
    assert 2 <= most <= 10


def test_saved_messages_are_sought_at_once_and_not_one_after_the_other(office: RulesOffice) -> None:
    messages = [office.post(office.ana, f"wording {number}") for number in range(30)]
    office.indexer.catch_up()
    for message in messages[::2]:
        office.write(later.save, office.ana.session_id, message.id, "", None)
    statements: list[str] = []
    with office.search_index.file.reading() as index:
        index.set_trace_callback(statements.append)
    assert len(bodies(office, terms=(term("word"),), is_saved=True)) == 15
    with office.search_index.file.reading() as index:
        index.set_trace_callback(None)
    seeks = [each for each in statements if "messages_idx" in each]
    assert 1 <= len(seeks) <= 10, "one for each segment"
