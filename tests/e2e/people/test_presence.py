"""Who is there, where the host tells only how many have come: the page asks for those whom it shows."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import PeopleIn
from tests.support.cast import BEN, CLEO
from tests.support.host_process import ServedHost
from tests.support.pages import NAME

# webui/app/sync/presence.js: 5 s and up to 10 s by chance. With the most, a busy machine does not get there by itself.
ASKED_BY_MS = 15_100


def test_the_page_asks_for_whom_it_shows_when_only_a_number_is_told(tmp_path: Path, people_in: PeopleIn) -> None:
    program = ("-m", "tests.faults.launch", "presence_by_name")
    host = ServedHost(tmp_path, "--allow-host", NAME, program=program)
    try:
        host.set_up()
        at_ana = people_in(host)("desktop", host.ana)
        ben, _ = host.join(BEN), host.join(CLEO)
        at_ana.page.clock.install()
        at_ana.page.add_init_script("Math.random = () => 1")
        links: list[object] = []
        at_ana.page.on("websocket", lambda link: links.append(link))
        page = at_ana.enter()
        everyone = page.get_by_role("navigation")
        expect(everyone.get_by_role("button", name=BEN)).to_contain_text("Offline")
        with ben.connect_socket():
            expect(page.get_by_text("2 online")).to_be_visible()
            expect(everyone.get_by_role("button", name=BEN)).to_contain_text("Offline")
            page.clock.fast_forward(ASKED_BY_MS)
            expect(everyone.get_by_role("button", name=BEN)).to_contain_text("Online")
            expect(everyone.get_by_role("button", name=CLEO)).to_contain_text("Offline")
            assert len(links) == 1  # a page that comes back asks anyway
    finally:
        host.kill()
