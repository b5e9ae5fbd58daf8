"""Who is there, where the host tells only how many have come: the page asks for those whom it shows."""

import re
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page, WebSocket, WebSocketRoute, expect

from tests.e2e.conftest import PeopleIn
from tests.support.browsers.pages import NAME, People
from tests.support.cast import BEN, CLEO
from tests.support.hosts.host_process import ServedHost

ASKED_BY_MS = 5_100  # webui/app/sync/presence.js: 5 s at least, where chance adds nothing


def is_shown_online(page: Page, name: str, sent: list[str], received: list[str]) -> bool:
    """If not, puts the clock forward, unless an answer is under way: the page would take it for lost."""
    asked = [match[1] for frame in sent if (match := re.match(r"42(\d+)\[", frame))]
    is_online = "Online" in page.get_by_role("navigation").get_by_role("button", name=name).inner_text()
    if not is_online and all(any(frame.startswith(f"43{number}[") for frame in received) for number in asked):
        page.clock.fast_forward(ASKED_BY_MS)
    return is_online


def test_the_page_asks_for_whom_it_shows_when_only_a_number_is_told(tmp_path: Path, people_in: PeopleIn) -> None:
    program = ("-m", "tests.faults.support.launch", "presence_by_name")
    host = ServedHost(tmp_path, "--allow-host", NAME, program=program)
    try:
        host.set_up()
        at_ana = people_in(host)("desktop", host.ana)
        with host.ana.connect_socket() as watching:
            ben, cleo = host.join(BEN), host.join(CLEO)
            # What is told of who has joined names their presence too, and it is told a moment later.
            watching.until("user:changed", lambda event: cleo.user_id in [user["id"] for user in event["users"]])
        at_ana.page.clock.install()
        at_ana.page.add_init_script("Math.random = () => 0")
        links: list[WebSocket] = []
        sent: list[str] = []
        received: list[str] = []

        def watch(link: WebSocket) -> None:
            links.append(link)
            link.on("framesent", lambda frame: sent.append(str(frame)))
            link.on("framereceived", lambda frame: received.append(str(frame)))

        at_ana.page.on("websocket", watch)
        page = at_ana.enter()
        everyone = page.get_by_role("navigation")
        expect(everyone.get_by_role("button", name=BEN)).to_contain_text("Offline")
        with ben.connect_socket():
            expect(page.get_by_text("2 online")).to_be_visible()
            # A page on a busy machine may have asked before, and then waits for longer.
            at_ana.await_that(lambda: is_shown_online(page, BEN, sent, received))
            expect(everyone.get_by_role("button", name=CLEO)).to_contain_text("Offline")
            assert len(links) == 1  # a page that comes back asks anyway
        assert any("presence:ask" in frame for frame in sent), [*sent, *received]
        events = [frame for frame in received if "presence:changed" in frame]
        assert events
        assert not any(ben.user_id in frame for frame in events)  # only the number was sent
    finally:
        host.kill()


def test_who_comes_between_a_page_and_its_connection_is_shown(open_office: ServedHost, people: People) -> None:
    """On a slow phone that takes seconds, and the page hears nothing of what happens meanwhile."""
    ben, cleo = open_office.join(BEN), open_office.join(CLEO)
    at_ana = people("desktop", open_office.ana)
    with ExitStack() as stack, cleo.connect_socket() as watching:

        def connect(page: WebSocketRoute) -> None:
            stack.enter_context(ben.connect_socket())
            watching.until("presence:changed", lambda event: ben.user_id in [user["id"] for user in event["users"]])
            page.connect_to_server()

        at_ana.page.route_web_socket("**/socket.io/**", connect)
        everyone = at_ana.enter().get_by_role("navigation")
        for name in (BEN, CLEO):
            expect(everyone.get_by_role("button", name=name)).to_contain_text("Online")
