"""How much work a search and its index are, in counts: places and words that are looked up, and segments."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from chat_desktop.chat.reading import later
from chat_desktop.chat.search import search
from chat_desktop.chat.search.asked import Asked
from chat_desktop.search_text.wanted import Phrase, Term, Wanted, Within
from chat_desktop.storage.search_index import expression, lookup, testing
from tests.storage.search_index.asking import bodies, in_index
from tests.support.parts.rules_office import RulesOffice


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


@pytest.fixture
def saved_words(office: RulesOffice) -> list[str]:
    """The texts of 15 saved messages among 30, the newest first."""
    messages = [office.post(office.ana, f"wording {number}") for number in range(30)]
    office.indexer.catch_up()
    for message in messages[::2]:
        office.write(later.save, office.ana.session_id, message.id, "", None)
    return [message.body for message in reversed(messages[::2])]


def test_saved_messages_are_tested_one_by_one_and_the_index_is_not_read(
    office: RulesOffice, saved_words: list[str], sought: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    tested = counted(monkeypatch, testing, "is_wanted")
    for within, word, found in ((Within.WORDS, "word", saved_words), (Within.PARTS, "ordi", saved_words)):
        tested.clear()
        assert sought(term(word), within=within, found=found) == 0
        assert len(tested) == 15
    assert sought(term("absent"), within=Within.ANYWHERE, found=[]) == 0


def test_a_page_of_saved_messages_tests_no_more_than_it_needs(
    office: RulesOffice, saved_words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tested = counted(monkeypatch, testing, "is_wanted")
    assert bodies(office, terms=(term("word"),), is_saved=True, limit=3) == saved_words[:3]
    assert len(tested) == 6


def test_each_saved_message_is_tested_once_where_all_results_fit_on_a_page(
    office: RulesOffice, saved_words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tested = counted(monkeypatch, testing, "is_wanted")
    for typed, found in (("absent is:saved", []), ("ordi is:saved", saved_words)):
        tested.clear()
        page = office.read(search.find, office.ana.session_id, Asked(typed), None, 20)
        assert [result.message.body for result in page.results] == found
        assert len(tested) == 15


@pytest.mark.parametrize(("bound", "value", "most"), [("MOST_TESTED", 14, 0), ("MOST_TESTED_CHARACTERS", 60, 6)])
def test_many_or_long_saved_messages_are_sought_at_once(
    *, office: RulesOffice, saved_words: list[str], sought: Callable[..., int], monkeypatch: pytest.MonkeyPatch,
    bound: str, value: int, most: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(lookup, bound, value)
    tested = counted(monkeypatch, testing, "is_wanted")
    assert 1 <= sought(term("word"), found=saved_words) <= 10, "one for each segment"
    assert len(tested) == most
    assert bodies(office, terms=(term("absent"),), is_saved=True) == []


@pytest.fixture
def sought(office: RulesOffice) -> Callable[..., int]:
    """Searches saved messages, and returns how often the words of the index were looked into."""

    def seeks(*terms: Term, found: list[str], within: Within = Within.WORDS) -> int:
        statements: list[str] = []
        with office.search_index.file.reading() as index:
            index.set_trace_callback(statements.append)
        assert bodies(office, terms=terms, within=within, is_saved=True) == found
        with office.search_index.file.reading() as index:
            index.set_trace_callback(None)
        return sum("messages_idx" in each for each in statements)

    return seeks


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[tuple[Any, ...]]:
    """The calls of a function of a module, from now on."""
    calls: list[tuple[Any, ...]] = []
    function = getattr(module, name)

    def counting(*args: Any) -> Any:
        calls.append(args)
        return function(*args)

    monkeypatch.setattr(module, name, counting)
    return calls
