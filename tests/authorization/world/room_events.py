"""Causes every event about a room and its members on a real host."""

from contextlib import ExitStack

from tests.authorization.requests.routes_scheduled import in_hours
from tests.authorization.world.outsiders import PrivateRoomWorld
from tests.authorization.world.served_world import ServedWorld
from tests.support.hosts.socket_client import SocketClient


class RoomEventScript:
    """`head` is a member's socket: after `all` it has heard everything but the end of the host, and of a session that
    ended, which `elsewhere` has heard."""

    def __init__(self, site: ServedWorld, world: PrivateRoomWorld, head: SocketClient) -> None:
        self._site, self._world, self._head = site, world, head
        self._room_admin, self._cleo = site.browser(world.room_admin), site.browser(world.cleo)
        self._room = world.closed.room_id

    def all(self, stack: ExitStack) -> None:
        cleo = stack.enter_context(self._cleo.connect_socket())
        self._head.until("presence:changed", lambda body: self._world.cleo.user_id in str(body))
        self._messages(cleo)
        self._scheduled()
        self._hints(cleo)
        self._room_itself()
        self._people(cleo)
        self._joining()
        self._session(stack)

    def _messages(self, cleo: SocketClient) -> None:
        for target in (self._world.closed, self._world.direct):
            message = cleo.post(target.room_id, "ocelot again, @Ben", reply_to=target.message_id)
            cleo.ask("message:edit", {"message_id": message["id"], "body": "an ocelot changed"})
            cleo.ask("reaction:add", {"message_id": message["id"], "emoji": "👍"})
            self._contents(cleo, target.room_id)
            cleo.ask("message:delete", {"message_id": message["id"]})
            self._head.until("message:changed", lambda body: bool(body["message"]["deleted"]))

    def _contents(self, cleo: SocketClient, room_id: str) -> None:
        poll = {"question": "Where is the ocelot?", "options": ["Here", "There"]}
        message = cleo.post(room_id, "an ocelot poll", content={"poll": poll})
        self._head.ask("poll:vote", {"message_id": message["id"], "choices": [1]})
        self._head.until("answers:changed")
        self._room_admin.post("/api/later", {"message_id": message["id"], "note": "ocelot"}).expect(201)
        self._head.until("own:changed")
        cleo.ask("poll:end", {"message_id": message["id"]})
        message = cleo.post(room_id, "an urgent ocelot", content={"urgent": {}})
        self._head.until("urgent:asked")
        self._head.ask("urgent:confirm", {"message_id": message["id"]})
        self._head.until("urgent:over")
        cleo.ask("urgent:end", {"message_id": message["id"]})

    def _scheduled(self) -> None:
        asked = {"room_id": self._room, "body": "an ocelot later", "send_at": in_hours(self._world, 1)}
        self._room_admin.post("/api/scheduled", asked).expect(201)
        self._head.until("scheduled:changed")

    def _hints(self, cleo: SocketClient) -> None:
        cleo.ask("typing:start", {"room_id": self._room})
        self._head.until("typing:changed")
        self._head.ask("read:mark", {"room_id": self._room, "seq": 4})
        cleo.until("read:changed")
        cleo.ask("read:unmark", {"room_id": self._room, "seq": 1})
        with self._room_admin.connect_socket() as elsewhere:
            elsewhere.ask("read:mark", {"room_id": self._world.direct.room_id, "seq": 2})
            self._head.until("read:changed")
        cleo.ask("presence:set", {"active": False})
        self._head.until("presence:changed", lambda body: "away" in str(body))

    def _room_itself(self) -> None:
        self._room_admin.patch(f"/api/rooms/{self._room}", {"topic": "quetzal now"}).expect()
        self._head.until("room:changed", lambda body: body["room"]["topic"] == "quetzal now")
        self._room_admin.patch("/api/office", {"name": "Harbour Street 2"}).expect()
        self._head.until("office:changed")

    def _people(self, cleo: SocketClient) -> None:
        members = f"/api/rooms/{self._room}/members"
        dora = self._world.office.dora.user_id
        self._room_admin.post(members, {"user_ids": [dora]}).expect()
        self._head.until("membership:changed", lambda body: dora in str(body))
        self._room_admin.delete(f"{members}/{dora}").expect()
        self._head.until("membership:changed", lambda body: dora in str(body))
        self._room_admin.ask(
            "PUT", "/api/account/sidebar", {"sections": [{"id": "rooms", "rooms": [self._room]}]}
        ).expect()
        self._head.until("sidebar:changed")
        self._room_admin.ask("PUT", f"/api/rooms/{self._room}/draft", {"body": "an ocelot, perhaps"}).expect()
        self._head.until("draft:changed")
        self._room_admin.patch("/api/account/preferences", {"enter_sends": False}).expect()
        self._head.until("preferences:changed")
        self._cleo.patch("/api/account", {"name": "Cleo the Second"}).expect()
        self._head.until("user:changed", lambda body: "Cleo the Second" in str(body))

    def _joining(self) -> None:
        newcomer = self._site.host.browser()
        newcomer.get("/join")
        self._head.until("arrivals:changed")
        newcomer.post("/api/knocks", {"name": "Somebody new"}).expect(201)
        self._head.until("knocks:changed")
        self._room_admin.patch("/api/invite", {"ways": ["link", "knock"]}).expect()
        self._head.until("invite:changed")

    def _session(self, stack: ExitStack) -> None:
        """The head signs out in another browser."""
        browser = self._site.browser(self._world.other_browser)
        self.elsewhere = stack.enter_context(browser.connect_socket())
        browser.delete("/api/session").expect()
        self.elsewhere.until_closed()
