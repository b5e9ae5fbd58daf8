"""The sockets' part of who comes to the door: how each opened, and who is told."""

from typing import Any

from chat_desktop.chat.core.records import Identity
from chat_desktop.chat.joining.join_attempts import JoinAttempts
from chat_desktop.realtime.join_attempt_feed import JoinAttemptFeed
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

CLEO = Identity("session", "cleo")
ENVIRON = {"REMOTE_ADDR": "192.168.1.7", "HTTP_USER_AGENT": "Mozilla/5.0 (iPhone) Version/18 Mobile Safari/604"}


class Watched:
    """A funnel, what its connections run over, and what heads were told of it."""

    def __init__(self) -> None:
        self.told: list[list[dict[str, Any]]] = []
        self.over: dict[str, str | None] = {}
        self.arrivals = JoinAttempts(lambda: 0.0, lambda: 0)
        self.funnel = JoinAttemptFeed(self.arrivals, self.over.get, self.told.append)

    def connect(self, transport: str) -> None:
        self.over["sid"] = transport
        self.funnel.connected("sid", {**ENVIRON, "QUERY_STRING": f"EIO=4&transport={transport}"}, CLEO)

    def seconds(self, many: int) -> None:
        for _ in range(2 * many):
            self.funnel.tick()


def test_a_change_is_told_once_and_silence_never() -> None:
    watched = Watched()
    watched.seconds(3)
    assert watched.told == []
    watched.connect("websocket")
    watched.seconds(3)
    assert [[one["socket"] for one in told] for told in watched.told] == [["websocket"]]


def test_many_steps_within_a_second_are_told_together() -> None:
    watched = Watched()
    for _ in range(20):
        watched.connect("websocket")
        watched.funnel.tick()  # every half a second
    assert len(watched.told) == 10


def test_a_connection_that_finds_its_websocket_after_all_is_no_longer_told_as_polling() -> None:
    watched = Watched()
    watched.connect("polling")
    watched.seconds(1)
    assert watched.told[-1][0]["problem"] == "polling"
    watched.over["sid"] = None  # gone for now, which proves nothing
    watched.seconds(1)
    assert len(watched.told) == 1
    watched.over["sid"] = "websocket"
    watched.seconds(1)
    assert (watched.told[-1][0]["problem"], watched.told[-1][0]["state"]) == ("", "in")


def test_heads_hear_of_a_newcomer_within_two_seconds_and_members_never(host: ServedHost) -> None:
    dora = host.newcomer("Dora")
    with host.ana.connect_socket() as ana, dora.connect_socket() as dora_hears:
        elif_ = host.newcomer("Elif")
        told = ana.until("arrivals:changed", lambda body: seen(body, elif_), timeout=30)
        assert any(one["joined"] for one in told["arrivals"])
        dora_hears.settle()
        assert dora_hears.heard("arrivals:changed") == []


def seen(body: dict[str, Any], who: Browser) -> bool:
    return who.user_id in [one["user_id"] for one in body["arrivals"]]
