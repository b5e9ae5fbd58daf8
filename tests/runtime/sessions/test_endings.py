"""What takes rights away works at once when nothing can be stored, and is stored later."""

from typing import Any

import pytest

from chat_desktop.chat.joining import removal
from chat_desktop.chat.rooms import memberships
from chat_desktop.chat.users import sessions
from chat_desktop.chat.users.session_cache import SessionCache
from chat_desktop.errors import ChatError, DiskFull, EndedUnstored, Forbidden, NotSignedIn, Stalled
from chat_desktop.runtime.sessions import endings
from chat_desktop.runtime.sessions.endings import SessionEndings
from tests.support.clocks.clock import Clock
from tests.support.parts.gevent_hub import on_a_hub, soon
from tests.support.parts.rules_office import BROWSER, RulesOffice


class Disk:
    """The office; `problem` is what keeps a commit from the disk, after the rule has run."""

    def __init__(self, office: RulesOffice) -> None:
        self.office, self.problem = office, list[ChatError]()
        self.identities = SessionCache(self, Clock())
        self.published: list[Any] = []
        self.endings = SessionEndings(self, self.identities, self.published.extend)

    def write(self, rule: Any, *args: Any, **kwargs: Any) -> Any:
        def unstored(work: Any) -> None:
            rule(work, *args, **kwargs)
            raise self.problem[0]

        return self.office.write(unstored) if self.problem else self.office.write(rule, *args, **kwargs)

    def token_of(self, user_id: str) -> tuple[str, str]:
        """Returns the token of a new session, and its id."""
        started = self.office.write(sessions.start_for, user_id, None, BROWSER)
        assert self.identities.find(started.token)
        return started.token, started.session_id

    def stored(self, token: str) -> bool:
        return self.office.read(sessions.find, token) is None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.office, name)


@pytest.fixture
def disk(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> Disk:
    monkeypatch.setattr(endings, "AGAIN_SECONDS", 0.001)
    return Disk(office)


@pytest.mark.parametrize("problem", [DiskFull(), Stalled()])
def test_a_removed_person_is_out_at_once_and_it_is_stored_once_there_is_space(disk: Disk, problem: ChatError) -> None:
    office = disk.office
    token, session = disk.token_of(office.cleo.user_id)

    def work() -> None:
        disk.problem = [problem]
        with pytest.raises(EndedUnstored) as told:
            disk.endings.run(removal.remove, office.ana.session_id, office.cleo.user_id)
        assert told.value.details["reason"] == problem.details["reason"]
        assert disk.identities.find(token) is None
        with pytest.raises(NotSignedIn):
            disk.identities.check(session)
        assert {session} <= {one for event in disk.published for one in event.session_ids}
        assert not disk.stored(token)
        disk.problem = []
        soon(lambda: disk.stored(token))
        assert disk.identities.find(token) is None

    on_a_hub(work)


def test_what_ended_first_is_stored_first(disk: Disk) -> None:
    """Who has removed somebody and then signed out must still be who they were when the removal is stored."""
    office = disk.office
    token, _ = disk.token_of(office.cleo.user_id)
    anas, anas_session = disk.token_of(office.ana.user_id)

    def work() -> None:
        disk.problem = [DiskFull()]
        for rule, *more in ((removal.remove, office.cleo.user_id), (sessions.end,)):
            with pytest.raises(EndedUnstored):
                disk.endings.run(rule, anas_session, *more)
        disk.problem = []
        soon(lambda: disk.stored(token) and disk.stored(anas))

    on_a_hub(work)


def test_nobody_ends_more_on_a_full_disk_than_they_may(disk: Disk) -> None:
    office = disk.office
    token, _ = disk.token_of(office.ben.user_id)
    room = office.make_room(office.cleo, "Workshop")

    def work() -> None:
        disk.problem = [DiskFull()]
        with pytest.raises(Forbidden):
            disk.endings.run(removal.remove, office.cleo.session_id, office.ben.user_id)
        with pytest.raises(DiskFull):  # ends no session, so nothing of it can happen in memory
            disk.endings.run(memberships.leave, office.cleo.session_id, room)
        assert disk.identities.find(token)
        assert disk.published == []

    on_a_hub(work)


def test_an_end_that_has_become_impossible_does_not_hold_up_the_next(disk: Disk) -> None:
    office = disk.office
    _, first = disk.token_of(office.cleo.user_id)
    token, second = disk.token_of(office.ben.user_id)

    def work() -> None:
        disk.problem = [DiskFull()]
        for session in (first, second):
            with pytest.raises(EndedUnstored):
                disk.endings.run(sessions.end, session)
        office.write(sessions.end, first)
        disk.problem = []
        soon(lambda: disk.stored(token))

    on_a_hub(work)
