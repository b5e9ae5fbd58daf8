"""Who may read which file is remembered for a moment, and never beyond the end of a right that the host knows of."""

from collections.abc import Callable
from typing import Any

import pytest

from chat_desktop.chat.attachments import readable_files
from chat_desktop.chat.attachments.readable_files import ENDINGS, KEPT_SECONDS, ReadableFiles
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import ChatError, NotFound, NotSignedIn
from tests.support.files.stored_files import stored
from tests.support.parts.rules_office import Person, RulesOffice


class Rules:
    """The rules of an office. `reads` counts how often the database was asked; `meanwhile()` runs after each time."""

    def __init__(self, office: RulesOffice) -> None:
        self.office, self.reads, self.now = office, 0, 100.0
        self.meanwhile: Callable[[], None] = lambda: None
        self.files = ReadableFiles(self, lambda: self.now)  # type: ignore[arg-type]
        self.room = office.make_room(office.ana, "Pictures", "closed", office.ben)

    def read(self, rule: Callable[..., Any], *args: Any) -> Any:
        self.reads += 1
        try:
            return self.office.read(rule, *args)
        finally:
            self.meanwhile()

    def sent(self, name: str = "a.txt") -> str:
        file_id = stored(self.office, self.office.ana, name)
        self.office.post(self.office.ana, "", self.room, attachment_ids=[file_id])
        return file_id

    def may_read(self, who: Person, file_id: str) -> bool:
        try:
            return self.files.find(who.session_id, file_id).id == file_id
        except ChatError:
            return False

    def reads_of(self, who: Person, file_id: str) -> int:
        """How often the database is asked for a file that the person may read."""
        before = self.reads
        assert self.may_read(who, file_id)
        return self.reads - before


@pytest.fixture
def rules(office: RulesOffice) -> Rules:
    return Rules(office)


def test_the_database_is_asked_once_in_a_moment(rules: Rules, office: RulesOffice) -> None:
    first, second = rules.sent("a.txt"), rules.sent("b.txt")
    assert [rules.reads_of(office.ana, first) for _ in range(3)] == [1, 0, 0]
    # Another one is looked up, and then both need only what is known of the file and of the person.
    assert [rules.reads_of(office.ben, second) for _ in range(2)] == [1, 0]
    assert rules.reads_of(office.ben, first) == 0
    assert rules.reads_of(office.ana, second) == 0
    rules.now += KEPT_SECONDS
    assert rules.reads_of(office.ana, first) == 1


def test_what_is_remembered_of_one_opens_nothing_to_another(rules: Rules, office: RulesOffice) -> None:
    file_id = rules.sent()
    other = office.make_room(office.cleo, "Others", "closed")
    theirs = stored(office, office.cleo, "c.txt")
    office.post(office.cleo, "", other, attachment_ids=[theirs])
    assert rules.may_read(office.ana, file_id)
    assert rules.may_read(office.cleo, theirs)
    with pytest.raises(NotFound):
        rules.files.find(office.cleo.session_id, file_id)
    with pytest.raises(NotSignedIn):
        rules.files.find("no session", file_id)
    assert not rules.may_read(office.ana, theirs)


def test_it_ends_by_itself_when_no_event_tells(rules: Rules, office: RulesOffice) -> None:
    file_id = rules.sent()
    assert rules.may_read(office.ben, file_id)
    office.write(memberships.remove, office.ana.session_id, rules.room, office.ben.user_id)
    rules.now += KEPT_SECONDS
    assert not rules.may_read(office.ben, file_id)


def test_every_ending_is_heard(rules: Rules) -> None:
    heard: list[type] = []
    rules.files.subscribe(lambda kind, handler: heard.append(kind))
    assert tuple(heard) == ENDINGS


def test_the_end_of_a_right_is_seen_at_once(rules: Rules, office: RulesOffice) -> None:
    file_id = rules.sent()
    assert rules.may_read(office.ben, file_id)
    office.write(memberships.remove, office.ana.session_id, rules.room, office.ben.user_id)
    rules.files.forget(None)
    assert not rules.may_read(office.ben, file_id)


def test_an_answer_that_an_ending_has_overtaken_is_not_remembered(rules: Rules, office: RulesOffice) -> None:
    file_id = rules.sent()

    def end() -> None:
        rules.meanwhile = lambda: None
        office.write(memberships.remove, office.ana.session_id, rules.room, office.ben.user_id)
        rules.files.forget(None)

    rules.meanwhile = end
    assert rules.may_read(office.ben, file_id)  # it began before
    assert not rules.may_read(office.ben, file_id)


def test_a_file_that_was_not_sent_is_never_remembered(rules: Rules, office: RulesOffice) -> None:
    file_id = stored(office, office.ana)
    assert [rules.reads_of(office.ana, file_id) for _ in range(2)] == [1, 1]
    assert not rules.may_read(office.ben, file_id)


def test_the_memory_has_a_limit(rules: Rules, office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readable_files, "MOST", 2)
    files = [rules.sent(f"{number}.txt") for number in range(3)]
    assert [rules.reads_of(office.ana, one) for one in files] == [1, 1, 1]
    assert rules.reads_of(office.ana, files[2]) == 0
    assert rules.reads_of(office.ana, files[0]) == 1
