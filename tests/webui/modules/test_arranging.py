"""How the sidebar is stored: nothing that was arranged is lost between the answers of the host and its events."""

from typing import Any

from tests.webui.conftest import Run

# The host, which the test plays: what the page asks is noted, and answered when the scene says so.
PLAYED = """
const { sections } = await import(ui + 'store/sidebar_sections.js');
const usual = window.fetch, before = sections.peek(), asked = [];
window.fetch = (path, { method, body }) => new Promise((done) => asked.push({
  said: [method, body ? JSON.parse(body).sections[0].id : ''],
  answer: (more = {}) => done(new Response(JSON.stringify({ ok: true, ...more }))),
}));
const turns = async (many) => { for (let n = 0; n < many; n += 1) await new Promise((done) => setTimeout(done)); };
const nth = async (number) => { while (asked.length <= number) await turns(1); return asked[number]; };
const named = (id) => [{ id, name: id, rooms: [] }];
try { %s await turns(20); } finally { window.fetch = usual; }
const shown = sections.peek()[0].id;
sections.value = before;
return [asked.map(({ said }) => said), shown];
"""

ARRANGED_WHILE_ASKING = """
m.arrangeSidebar(named('first'));
m.sidebarChanged({ sections: named('elsewhere') });
(await nth(0)).answer();
const look = await nth(1);
m.arrangeSidebar(named('second'));
look.answer({ sections: named('first') });
await turns(20);
asked[2]?.answer();
"""

ARRANGED_ELSEWHERE = """
m.arrangeSidebar(named('first'));
m.sidebarChanged({ sections: named('elsewhere') });
(await nth(0)).answer();
(await nth(1)).answer({ sections: named('elsewhere') });
"""


def play(run: Run, scene: str) -> Any:
    return run("sync/sidebar.js", PLAYED % scene)


def test_what_is_arranged_while_the_host_is_asked_is_kept_and_sent(run: Run) -> None:
    asked, shown = play(run, ARRANGED_WHILE_ASKING)
    assert asked == [["PUT", "first"], ["GET", ""], ["PUT", "second"]]
    assert shown == "second"


def test_what_another_device_has_arranged_meanwhile_is_shown(run: Run) -> None:
    assert play(run, ARRANGED_ELSEWHERE) == [[["PUT", "first"], ["GET", ""]], "elsewhere"]
