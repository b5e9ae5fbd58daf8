"""Files that want to be code, and voice notes, in Firefox."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from development import dev_firefox

from tests.e2e.files.sent_files import share
from tests.firefox.flows import profile as profile
from tests.firefox.flows import run_flow
from tests.firefox.flows import tools as tools
from tests.support.browsers.pages import NAME
from tests.support.cast import PASSWORD
from tests.support.files import polyglots
from tests.support.hosts.host_process import set_up_office
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.tiny_server import until

FORMS = ("", "?as=view", "?as=thumb", "?as=html")
SAVED = ("page.html", "picture.svg", "page.xml", "styled.xml", "page.pdf")


def sent_files(browser: Browser, room: str) -> list[dict[str, Any]]:
    messages = browser.get(f"/api/rooms/{room}/messages").expect()["messages"]
    return [file for message in messages for file in message.get("attachments", [])]


def test_no_file_runs_anything_and_a_voice_note_is_made_where_it_can_be(
    tools: dev_firefox.Tools, tmp_path: Path, profile: Path
) -> None:
    with set_up_office(tmp_path, "--allow-host", NAME) as host:
        room, files = host.ana.home(), list(polyglots.files())
        for start in range(0, len(files), 20):
            share(host.ana, host.url, room, "", *files[start : start + 20])
        until(lambda: all(file.get("state") != "fresh" for file in sent_files(host.ana, room)))
        found = sent_files(host.ana, room)
        assert len(found) == len(files)
        sent = {file["name"]: file["url"] for file in found}
        port = urlsplit(host.url).port
        told = {
            "base": f"http://{NAME}:{port}",
            "secure": f"http://127.0.0.1:{port}",
            "join_code": host.join_code,
            "password": PASSWORD,
            "path": f"/r/{room}",
            "links": [file["url"] + form for file in found for form in FORMS],
            "saved": [sent[name] for name in SAVED],
            "pdf": f"{sent['plan.pdf']}?as=view",
            "hit": polyglots.HIT,
        }
        assert run_flow("files_flow.mjs", tools, profile, told)[-1] == "done"
