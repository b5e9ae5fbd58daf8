"""Names: what is cleaned, what is refused, and which two are one."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_desktop.chat.core import names
from chat_desktop.chat.core.confusables import Looks
from chat_desktop.chat.joining import accounts
from chat_desktop.chat.rooms import rooms
from chat_desktop.errors import Invalid, NameTaken
from tests.support.parts.rules_office import RulesOffice


def sentence_of(name: str) -> str:
    with pytest.raises(Invalid) as caught:
        names.person(name)
    assert caught.value.details["field"] == "name"
    return caught.value.message


def test_a_name_is_kept_in_nfc_with_single_spaces() -> None:
    assert names.person("  Zoe\u0308 \t van\u00a0Dam ") == "Zoë van Dam"


def test_bounds_count_code_points_of_the_cleaned_name() -> None:
    assert names.person("é" * 40) == names.person("e\u0301" * 40)
    assert "at most 40" in sentence_of("é" * 41)
    assert names.room("x" * 60)
    with pytest.raises(Invalid):
        names.room("x" * 61)


@pytest.mark.parametrize("name", ["", "   ", "\u3164", "\u2800", "\u200d", "\u115f \u1160", "\ufe0f", "\u034f"])
def test_a_name_that_shows_nothing_is_no_name(name: str) -> None:
    assert sentence_of(name) == "Enter your name."


MENTION_OF_ALL = "A name can't begin with “everyone” or “here”: @everyone and @here mention the whole room."


@pytest.mark.parametrize(
    "name",
    [
        "everyone",
        "Here",
        "EVERYONE!",
        "here.",
        "Everyone 2",
        "Here-Ann",
        "h\u0435r\u0435",
        "\uff28\uff45\uff52\uff45",
        "h\u200dere",
        "\u041d\u0415RE",
    ],
)
def test_a_name_that_a_mention_cannot_tell_from_the_whole_room_is_refused(name: str) -> None:
    assert sentence_of(name) == MENTION_OF_ALL


@pytest.mark.parametrize("name", ["Hereward", "He Re", "Ann Here", "Not Everyone", "Heré", "Everyones"])
def test_a_name_that_only_resembles_a_mention_of_the_whole_room_is_free(name: str) -> None:
    assert names.person(name) == name


@pytest.mark.parametrize(
    "unseen",
    [
        "\u202e",
        "\u2066",
        "\u200b",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\x00",
        "\x1b",
        "\u0085x\u2028",
        "\ue000",
        "\U000e0041",
    ],
)
def test_control_bidi_and_zero_width_characters_are_refused(unseen: str) -> None:
    if unseen != "\u0085x\u2028":
        assert "invisible" in sentence_of(f"An{unseen}a")
    else:
        assert names.person(f"An{unseen}a") == "An x a"  # both are line breaks, and become spaces


def test_half_a_surrogate_pair_is_refused() -> None:
    assert "invisible" in sentence_of("An\ud800a")


def test_joiners_that_words_need_are_kept() -> None:
    assert names.person("می\u200cخواهم") == "می\u200cخواهم"
    assert names.person("Zoë ❤️") == "Zoë ❤️"


# From UTS 39's own confusables, and what this program adds: case, width, spaces, what is drawn as nothing.
TWINS = [
    ("Ana", "ana"),
    ("Ana", "АНА".replace("Н", "n")),
    ("scope", "ѕсоре"),
    ("paypal", "раура1"),
    ("rnary", "mary"),
    ("Ana", "Ａｎａ"),
    ("Ana", "𝐀𝐧𝐚"),
    ("Straße", "STRASSE"),
    ("office", "oﬃce"),
    ("Ana Berg", "AnaBerg"),
    ("Ana", "Ana\u034f"),
    ("Ana", "An\ufe0fa"),
    ("Ana", "Ana\u3164"),
    ("Ana", "Ana\u2800"),
    ("Ana", "A\u200cna"),
    ("Ana", "Ana\u17b4"),
    ("Zoë", "Zoe\u0308"),
    ("q\u0323\u0307", "q\u0307\u034f\u0323"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_names_that_look_alike_have_one_key(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ana", "Anna"), ("Zoë", "Zoe"), ("Ben", "Den"), ("陈", "東"), ("Ана", "Аня")]
)
def test_names_that_differ_have_two(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)


@given(st.text(max_size=60))
def test_any_text_is_a_clean_name_or_refused(text: str) -> None:
    try:
        cleaned = names.person(text)
    except Invalid:
        return
    assert names.person(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert 1 <= len(cleaned) <= names.PERSON_MAX
    assert names.key(cleaned)


def test_a_newcomer_cannot_look_like_somebody(office: RulesOffice) -> None:
    with pytest.raises(NameTaken) as caught:
        office.join("АNА")  # Cyrillic
    assert caught.value.details == {"field": "name", "suggestion": "АNА 2"}


# What the key does not see: letters that look alike as capitals, or as written, only.
LOOKALIKES = [("Olga", "OIga"), ("OIga", "Olga"), ("Olga", "0LGA"), ("Ben", "Вen"), ("Tom", "Тom"), ("lan", "Ian")]


@pytest.mark.parametrize(("held", "wanted"), LOOKALIKES)
def test_nobody_can_look_like_somebody_in_capitals_either(office: RulesOffice, held: str, wanted: str) -> None:
    office.join(f"{held} X")
    with pytest.raises(NameTaken):
        office.join(f"{wanted} X")
    with pytest.raises(NameTaken):
        office.write(accounts.rename, office.dora.session_id, f"{wanted}X")
    office.write(rooms.create, office.ana.session_id, held, "open")
    with pytest.raises(NameTaken):
        office.write(rooms.create, office.ana.session_id, wanted, "open")


@pytest.mark.parametrize(
    ("one", "other"), [("Ian", "Lan"), ("Ali", "All"), ("Ira", "Lara"), ("Kai", "Kal"), ("Ида", "Лида")]
)
def test_ordinary_names_that_differ_are_both_taken(office: RulesOffice, one: str, other: str) -> None:
    office.join(one)
    office.join(other)


def test_a_person_may_write_their_own_name_in_another_way(office: RulesOffice) -> None:
    olga = office.join("Olga")
    assert office.write(accounts.rename, olga.session_id, "OLGA").name == "OLGA"


def test_a_suggestion_is_free_and_never_too_long(office: RulesOffice) -> None:
    office.join("x" * 40)
    with pytest.raises(NameTaken) as caught:
        office.join("x" * 40)
    suggestion = str(caught.value.details["suggestion"])
    assert names.person(suggestion) == suggestion
    office.join(suggestion)


def test_nobody_can_rename_themselves_into_somebody(office: RulesOffice) -> None:
    with pytest.raises(NameTaken):
        office.write(accounts.rename, office.dora.session_id, "Bеn")
    assert office.write(accounts.rename, office.dora.session_id, "DORA").name == "DORA"


def test_a_name_of_somebody_who_was_removed_stays_taken(office: RulesOffice) -> None:
    office.remove_from_office(office.dora)
    with pytest.raises(NameTaken):
        office.join("dora")


def test_the_longest_text_that_a_form_takes_is_quick_to_look_at() -> None:
    began = time.thread_time()
    for text in ("\ufdfa" * 1024, "a" + "\u0301\u0323" * 511):
        names.key(text)
        Looks([("1", text)]).is_taken(text)
    assert time.thread_time() - began < 1.0


@pytest.mark.parametrize("name", ["Z" + "\u0301" * 6, "A" + "\u0336\u0332" * 3, "Ana" + "\u20dd" * 5])
def test_a_letter_under_a_pile_of_marks_is_refused(name: str) -> None:
    """It is drawn over the lines above and below, also in the messages of others who mention the name."""
    assert sentence_of(name) == "One letter carries too many accents. Remove some."


@pytest.mark.parametrize(
    "name", ["Việt", "שָׁ֥לוֹם", "ที่นี่", "འབྲུག་ཡུལ", "ကြှေ့ွ", "الْمُحَمَّدِيَّةِ", "q\u0323\u0307", "1\ufe0f\u20e3", "❤️‍🔥"]
)
def test_marks_that_words_need_are_kept(name: str) -> None:
    assert names.person(name) == unicodedata.normalize("NFC", name)
