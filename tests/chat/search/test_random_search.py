"""Random searches after random posts, edits and deletions find what a scan of all messages finds."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from chat_desktop.chat.search import search
from chat_desktop.chat.search.asked import Asked
from chat_desktop.storage.search_index import lookup
from tests.chat.search.random_chat import FILES, OTHER, UNSPACED, Chat, Told, plain, some_words
from tests.support.parts.rules_office import Person, RulesOffice


@dataclass
class Wish:
    """A query, and what must be true of a message."""

    typed: str
    holds: Callable[[Told], bool]


def wish(chat: Chat) -> Wish:
    """One to three parts, each of them true of some messages. Several senders or types would mean one of them."""
    kinds = [words, words, beginning, middle, pair, exactly, without, unspaced, room, link, file, file_type]
    chosen = [chat.dice.choice(kinds) for _ in range(chat.dice.choice([0, 1, 1, 2]))]
    makers = [*chosen, chat.dice.choice([*kinds, sender])]
    once = [make for at, make in enumerate(makers) if make is not file_type or file_type not in makers[:at]]
    parts = [make(chat) for make in [*once, *([kept] if chat.dice.random() < 0.15 else [])]]
    return Wish(" ".join(each.typed for each in parts), lambda told: all(each.holds(told) for each in parts))


def words(chat: Chat) -> Wish:
    return open_words(chat, chat.dice.choice([*some_words(chat.dice, 4, unspaced=False), *OTHER]))


def open_words(chat: Chat, word: str) -> Wish:
    """As they are typed, and may go on. A minus would exclude them."""
    word = word.lstrip("-") or "a"
    each = [tokens for part in word.split() if (tokens := plain(part).split())]
    typed = chat.dice.choice([word, word.lower(), word.upper()])
    return Wish(typed, lambda told: all(says(tokens, told, is_open=True) for tokens in each))


def beginning(chat: Chat) -> Wish:
    latin = chat.dice.choice([*some_words(chat.dice, 2, unspaced=False), chat.dice.choice(FILES)[0]])
    typed = latin[: chat.dice.randint(1, len(latin))].rstrip()
    # The name of a file that begins without spaces: what is typed of it is found wherever it stands.
    return anywhere(typed) if any(typed in text for text in UNSPACED) else open_words(chat, typed)


def middle(chat: Chat) -> Wish:
    latin = some_words(chat.dice, 1, unspaced=False)[0]
    start = chat.dice.randint(0, len(latin) - 1)
    return open_words(chat, latin[start : start + chat.dice.randint(2, 5)])


def pair(chat: Chat) -> Wish:
    latin = some_words(chat.dice, 2, unspaced=False)
    tokens = plain(" ".join(latin)).split()
    return Wish("-".join(latin), lambda told: says(tokens, told, is_open=True))


def exactly(chat: Chat) -> Wish:
    latin = some_words(chat.dice, chat.dice.randint(1, 2), unspaced=False)
    tokens = plain(" ".join(latin)).split()
    return Wish(f'"{" ".join(latin)}"', lambda told: says(tokens, told, is_open=False))


def without(chat: Chat) -> Wish:
    latin = some_words(chat.dice, 1, unspaced=False)[0]
    tokens = plain(latin).split()
    return Wish(f"-{latin}", lambda told: not says(tokens, told, is_open=False))


def unspaced(chat: Chat) -> Wish:
    whole = chat.dice.choice(UNSPACED)
    start = chat.dice.randint(0, len(whole) - 1)
    return anywhere(whole[start : start + chat.dice.randint(1, 4)])


def anywhere(typed: str) -> Wish:
    return Wish(typed, lambda told: any(typed in text for text in (told.message.body, *dict(told.files))))


def sender(chat: Chat) -> Wish:
    name = chat.dice.choice(["Ana", "Ben", "Cleo", "Dora"])
    user_id = chat.people[["Ana", "Ben", "Cleo", "Dora"].index(name)].user_id
    if chat.dice.random() < 0.3:
        return Wish(f"-from:{name}", lambda told: told.message.sender_id != user_id)
    return Wish(f"from:{name.lower()} a", lambda told: told.message.sender_id == user_id and holds("a", told))


def room(chat: Chat) -> Wish:
    number, room_id = chat.dice.choice([each for each in enumerate(chat.rooms) if chat.who in chat.rooms[each[1]]])
    return Wish(f'-in:"room {number}" plan', lambda told: told.message.room_id != room_id and holds("plan", told))


def link(chat: Chat) -> Wish:
    return Wish("has:link", lambda told: "https://" in told.message.body)


def file(chat: Chat) -> Wish:
    kind, minus = chat.dice.choice(["file", "image", "video", "voice"]), chat.dice.choice(["", "", "-"])
    return Wish(f"{minus}has:{kind}", lambda told: has(told, kind) != bool(minus))


def has(told: Told, kind: str) -> bool:
    return bool(told.files) if kind == "file" else kind in told.types


def file_type(chat: Chat) -> Wish:
    kinds = chat.dice.sample(["pdf", "xlsx", "jpg", "PNG", "image", "text", "txt", "zip"], 2)
    minus = chat.dice.choice(["", "-"])
    typed = " ".join(f"{minus}type:{kind}" for kind in kinds)
    return Wish(typed, lambda told: bool(told.types & {kind.lower() for kind in kinds}) != bool(minus))


def kept(chat: Chat) -> Wish:
    """These few messages are tested one by one, or by the index (`MOST_TESTED`)."""
    if chat.dice.random() < 0.4:
        return Wish("is:pinned", lambda told: told.message.id in chat.pinned)
    who = chat.who
    return Wish("is:saved", lambda told: (who, told.message.id) in chat.saved)


def holds(word: str, told: Told) -> bool:
    return says([word], told, is_open=True)


def says(tokens: list[str], told: Told, is_open: bool) -> bool:
    """Whether they follow each other in the text, or in the name of one file."""
    return any(follows(tokens, part, is_open) for part in told.parts)


def follows(tokens: list[str], said: list[str], is_open: bool) -> bool:
    """Whether the tokens follow each other in what was said. Open: the last one goes on, or stands inside a word."""
    last = tokens[-1]
    if is_open and len(tokens) == 1 and len(last) >= 3 and last.isalpha():
        return any(last in word if len(word) > 3 else word.startswith(last) for word in said)
    goes_on = is_open and (len(tokens) > 1 or len(last) >= 3)
    for at in range(len(said) - len(tokens) + 1):
        end = said[at + len(tokens) - 1]
        if said[at : at + len(tokens) - 1] == tokens[:-1] and (end.startswith(last) if goes_on else end == last):
            return True
    return False


def pages(office: RulesOffice, who: Person, typed: str) -> Iterator[str]:
    cursor = None
    while True:
        page = office.read(search.find, who.session_id, Asked(typed), cursor, 50)
        assert page.coverage is None
        yield from (result.message.id for result in page.results)
        cursor = page.cursor
        if cursor is None:
            return


@pytest.mark.timeout(900)
def test_searches_find_what_a_scan_finds(
    office: RulesOffice, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(10)
    acts, searches = (12_000, 3_000) if request.config.getoption("--long") else (1_200, 300)
    chat = Chat(office, dice)
    chat.live(acts)
    office.indexer.catch_up()
    alive = [told for told in chat.told.values() if not told.message.deleted]
    found_any = 0
    for _ in range(searches):
        chat.who = dice.choice(chat.people)
        mine = {room_id for room_id, people in chat.rooms.items() if chat.who in people}
        if not mine:
            continue
        monkeypatch.setattr(lookup, "MOST_UNNAMED", dice.choice([1, 500]))
        monkeypatch.setattr(lookup, "MOST_TESTED", dice.choice([0, 2_000, 2_000]))
        monkeypatch.setattr(lookup, "MOST_TESTED_CHARACTERS", dice.choice([100, 500_000]))
        wanted = wish(chat)
        expected = {told.message.id for told in alive if told.message.room_id in mine and wanted.holds(told)}
        found = list(pages(office, chat.who, wanted.typed))
        assert len(found) == len(set(found)), wanted.typed
        assert set(found) == expected, (wanted.typed, [chat.told[each].message.body for each in set(found) ^ expected])
        most = dice.choice([3, search.MOST_COUNTED])
        monkeypatch.setattr(search, "MOST_COUNTED", most)
        counted = office.read(search.count, chat.who.session_id, Asked(wanted.typed)).in_all
        assert (counted.n, counted.is_more) == (min(len(found), most), len(found) > most), wanted.typed
        found_any += bool(found)
    assert found_any > searches / 3
