"""Messages with attachments for the page, as the host describes them (docs/protocol.md)."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Request, Route, expect

from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.support.browsers.pages import People, Person

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}"><rect width="99%" height="99%"/></svg>'
TINY = "data:image/gif;base64,R0lGODlhAQABAPAAAACAgP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="


@dataclass
class GivenFiles:
    """What the host would have, and answers for it."""

    desk: Desk
    by_message: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    bodies: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def picture(self, name: str, width: int = 1600, height: int = 1200, **more: Any) -> dict[str, Any]:
        found = self.file(name, "image", PICTURE.format(width, height), "image/svg+xml", type="image/jpeg")
        url = found["url"]
        return found | {
            "width": width,
            "height": height,
            "tiny": TINY,
            "thumb": f"{url}?as=thumb",
            "preview": f"{url}?as=preview",
            **more,
        }

    def file(self, name: str, kind: str, text: str = "", served_as: str = "text/plain", **more: Any) -> dict[str, Any]:
        file_id = f"file-{len(self.bodies)}"
        self.bodies[file_id] = (text, served_as)
        url = f"/files/{file_id}/{quote(name)}"
        return {"id": file_id, "name": name, "size": len(text), "kind": kind, "type": served_as, "url": url, **more}

    def post(self, text: str, *files: dict[str, Any]) -> str:
        (found,) = tell(self.desk.cleo, self.desk.room, text)
        self.by_message[found] = list(files)
        return found

    def serve(self, person: Person) -> None:
        person.page.route(re.compile(r"/api/rooms/[\w-]+/messages\?"), self._messages)
        person.page.route(re.compile(r"/api/rooms/[\w-]+/files\?"), self._list)
        person.page.route(re.compile(r"//[^/]+/files/"), self._bytes)

    def _messages(self, route: Route) -> None:
        page = self.desk.ben.get(route.request.url[route.request.url.index("/api/") :]).expect()
        for message in page["messages"]:
            message["attachments"] = self.by_message.get(message["id"], [])
            if message["body"] == "-":
                message["body"] = ""
        route.fulfill(json=page)

    def _list(self, route: Route) -> None:
        messages = self.desk.host.ana.get(f"/api/rooms/{self.desk.room}/messages").expect()["messages"]
        wanted = {"kind=picture": {"image", "video"}, "kind=document": {"file", "text", "pdf"}}
        kinds = next((kinds for query, kinds in wanted.items() if query in route.request.url), set())
        bound = re.search(r"(before|after)=(\d+)", route.request.url)
        files = [
            {**file, "message_id": one["id"], **{key: one[key] for key in ("seq", "sender_id", "created_at")}}
            for one in reversed(messages)
            for file in self.by_message.get(one["id"], [])
            if file["kind"] in kinds and (not bound or (one["seq"] < int(bound[2])) == (bound[1] == "before"))
            if not bound or one["seq"] != int(bound[2])
        ]
        route.fulfill(json={"ok": True, "files": files, "more": False})

    def _bytes(self, route: Route) -> None:
        self.asked.append(route.request)
        text, kind = self.bodies.get(route.request.url.split("/files/")[1].split("/")[0], ("", ""))
        if not kind:
            route.fulfill(status=404, json={"ok": False})
            return
        part = re.match(r"bytes=0-(\d+)", route.request.headers.get("range", ""))
        body = text.encode()
        headers = {"Content-Range": f"bytes 0-{min(int(part[1]), len(body) - 1)}/{len(body)}"} if part else {}
        shown = body[: int(part[1]) + 1] if part else body
        route.fulfill(status=206 if part else 200, body=shown, content_type=kind, headers=headers)


NOT_FOUND = r"status of 404 .*/files/"


@pytest.fixture
def given(desk: Desk) -> GivenFiles:
    return GivenFiles(desk)


def enter(people: People, given: GivenFiles, kind: str = "desktop") -> Person:
    """Goes into the room by its list, so that its messages come by a request."""
    person = people(kind, given.desk.ben)
    person.allow(NOT_FOUND)
    given.serve(person)
    page = person.enter("/")
    page.locator(f'nav a[href="{given.desk.path}"]').click()
    expect(page.locator("article.message").last).to_be_visible()
    return person
