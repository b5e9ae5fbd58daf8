"""Whatever people do, in whatever order, over whatever link: in the end everyone has the same room."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.faults.conftest import Figure
from tests.faults.support.fault_site import Site, site
from tests.faults.support.page_state import PageState
from tests.support.hosts.http_browser import Browser

PEOPLE = 3
WHO = st.integers(0, PEOPLE - 1)
WHICH = st.integers(0, 30)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(str.strip)
EMOJI = st.sampled_from(["👍", "🎉", "❤️"])

rooms, sends = count(1), count(1)


class Histories(RuleBasedStateMachine):
    """`place` is set by the test: one host for all histories, each in a room of its own."""

    place: Site
    restarts_left = 0

    @initialize()
    def everyone_comes(self) -> None:
        self.browsers: list[Browser] = [self.place.browser(person) for person in range(PEOPLE)]
        self.room = self.browsers[0].make_room(f"Room {next(rooms)}")
        for browser in self.browsers[1:]:
            browser.post(f"/api/rooms/{self.room}/join").expect()
        self.page_states = [PageState(self.place, person) for person in range(PEOPLE)]
        self.last: dict[int, str] = {}

    @rule(who=WHO, body=WORDS)
    def post(self, who: int, body: str) -> None:
        self.last[who] = f"h{next(sends)}"
        self.page_states[who].ask("message:post", {"room_id": self.room, "client_id": self.last[who], "body": body})

    @rule(who=WHO)
    def post_the_same_again(self, who: int) -> None:
        """As after an ack that did not come."""
        if who in self.last:
            again = {"room_id": self.room, "client_id": self.last[who], "body": "again"}
            self.page_states[who].ask("message:post", again)

    @rule(who=WHO, which=WHICH, body=WORDS)
    def edit(self, who: int, which: int, body: str) -> None:
        self._change(who, which, "message:edit", body=body)

    @rule(who=WHO, which=WHICH)
    def delete(self, who: int, which: int) -> None:
        self._change(who, which, "message:delete")

    @rule(who=WHO, which=WHICH, emoji=EMOJI)
    def react(self, who: int, which: int, emoji: str) -> None:
        self._change(who, which, "reaction:add", emoji=emoji)

    @rule(who=WHO, which=WHICH, emoji=EMOJI)
    def take_a_reaction_back(self, who: int, which: int, emoji: str) -> None:
        self._change(who, which, "reaction:remove", emoji=emoji)

    @rule(who=WHO)
    def leave(self, who: int) -> None:
        self.browsers[who].post(f"/api/rooms/{self.room}/leave")

    @rule(who=WHO)
    def join(self, who: int) -> None:
        self.browsers[who].post(f"/api/rooms/{self.room}/join")

    @rule(who=WHO)
    def cut(self, who: int) -> None:
        self.page_states[who].cut()

    @rule(who=WHO)
    def come_back(self, who: int) -> None:
        self.page_states[who].come_back()

    @rule(who=WHO)
    def look(self, who: int) -> None:
        self.page_states[who].look()

    @precondition(lambda self: type(self).restarts_left > 0)
    @rule()
    def restart(self) -> None:
        type(self).restarts_left -= 1
        for screen in self.page_states:
            screen.cut()
        self.place.kill()
        self.place.start()

    def teardown(self) -> None:
        for who, browser in enumerate(getattr(self, "browsers", [])):
            browser.post(f"/api/rooms/{self.room}/join")
            self.page_states[who].come_back()
        for screen in getattr(self, "page_states", []):
            screen.look()
        try:
            if hasattr(self, "page_states"):
                self._compare()
        finally:
            for screen in getattr(self, "page_states", []):
                screen.cut()

    def _compare(self) -> None:
        found = [screen.replica.history(self.room) for screen in self.page_states]
        page = self.browsers[0].get(f"/api/rooms/{self.room}/messages?limit=200").expect()
        assert found == [page["messages"]] * PEOPLE

    def _change(self, who: int, which: int, command: str, **more: Any) -> None:
        """To one of the messages that this person sees, whoever's it is: the host may refuse."""
        seen = self.page_states[who].replica.history(self.room)
        if seen:
            self.page_states[who].ask(command, {"message_id": seen[which % len(seen)]["id"], **more})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("histories") / "site", PEOPLE) as found:
        yield found


def go_through(place: Site, examples: int, steps: int, restarts: int) -> None:
    kind = type("HistoriesOfThisTest", (Histories,), {"place": place, "restarts_left": restarts})
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        # Smaller histories are looked for only where somebody waits for them: each is played to a real host.
        phases=[Phase.generate],
    )
    run_state_machine_as_test(kind, settings=chosen)


@pytest.mark.timeout(1_200)
def test_random_histories_end_with_the_same_room_everywhere(place: Site, is_long: bool, figure: Figure) -> None:
    examples, steps, restarts = (200, 60, 40) if is_long else (12, 30, 3)
    go_through(place, examples, steps, restarts)
    figure(5, f"{examples} random histories of {steps} steps with up to {restarts} restarts: the same room everywhere")


def test_without_the_sync_some_history_ends_differently(place: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PageState, "sync", lambda self: None)
    with pytest.raises(AssertionError):
        go_through(place, 20, 30, 0)
