"""Saved texts of a person."""

import pytest

from chat_desktop.chat.core.commands import Snippet
from chat_desktop.chat.core.events import OwnDataChanged
from chat_desktop.chat.messages import snippets
from chat_desktop.errors import Invalid
from tests.support.parts.rules_office import RulesOffice


def test_snippets_are_replaced_as_a_whole_and_are_the_persons_own(office: RulesOffice) -> None:
    cleo = office.cleo.session_id
    saved = [Snippet("thanks", "Thank you."), Snippet("größe_1", "Größe eins")]
    office.write(snippets.replace, cleo, saved)
    assert office.read(snippets.list_own, cleo) == saved
    assert office.events[-1] == OwnDataChanged(office.cleo.user_id, "snippets")
    assert office.read(snippets.list_own, office.ana.session_id) == []
    office.write(snippets.replace, cleo, [])
    assert office.read(snippets.list_own, cleo) == []


@pytest.mark.parametrize(
    "refused",
    [
        [Snippet("", "x")],
        [Snippet("a b", "x")],
        [Snippet("a" * 31, "x")],
        [Snippet("a", " ")],
        [Snippet("a", "x" * 2_001)],
        [Snippet("a", "x\0")],
        [Snippet("a", "x"), Snippet("A", "y")],
        [Snippet(f"n{number}", "x") for number in range(51)],
    ],
    ids=["no name", "space", "long name", "no text", "long text", "NUL", "same name", "too many"],
)
def test_what_is_not_a_snippet_is_refused(office: RulesOffice, refused: list[Snippet]) -> None:
    with pytest.raises(Invalid):
        office.write(snippets.replace, office.cleo.session_id, refused)
