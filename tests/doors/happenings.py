"""All that can happen in a room and to the people in it, on a real host: each makes an event that members hear."""

from contextlib import ExitStack

from tests.doors.outsiders import Secrets
from tests.doors.served_world import ServedWorld
from tests.speaker import Speaker


class Happenings:
    """`ana` is a member's socket: after `all` it has heard everything but the end of the host, and of a session that
    ended, which `elsewhere` has heard."""

    def __init__(self, site: ServedWorld, world: Secrets, ana: Speaker) -> None:
        self._site, self._world, self._ana = site, world, ana
        self._owner, self._cleo = site.browser(world.office.ana), site.browser(world.cleo)
        self._room = world.closed.room_id

    def all(self, stack: ExitStack) -> None:
        cleo = stack.enter_context(self._cleo.speak())
        self._ana.until("presence:changed", lambda body: self._world.cleo.user_id in str(body))
        self._messages(cleo)
        self._hints(cleo)
        self._room_itself()
        self._people(cleo)
        self._session(stack)

    def _messages(self, cleo: Speaker) -> None:
        for target in (self._world.closed, self._world.direct):
            message = cleo.post(target.room_id, "ocelot again, @Ben", reply_to=target.message_id)
            cleo.ask("message:edit", {"message_id": message["id"], "body": "an ocelot changed"})
            cleo.ask("reaction:add", {"message_id": message["id"], "emoji": "👍"})
            cleo.ask("message:delete", {"message_id": message["id"]})
            self._ana.until("message:changed", lambda body: bool(body["message"]["deleted"]))

    def _hints(self, cleo: Speaker) -> None:
        cleo.ask("typing:start", {"room_id": self._room})
        self._ana.until("typing:changed")
        self._ana.ask("read:mark", {"room_id": self._room, "seq": 4})
        cleo.until("read:changed")
        cleo.ask("read:unmark", {"room_id": self._room, "seq": 1})
        with self._owner.speak() as elsewhere:
            elsewhere.ask("read:mark", {"room_id": self._world.direct.room_id, "seq": 2})
            self._ana.until("read:changed")
        cleo.ask("presence:set", {"active": False})
        self._ana.until("presence:changed", lambda body: "away" in str(body))

    def _room_itself(self) -> None:
        self._owner.patch(f"/api/rooms/{self._room}", {"topic": "quetzal now"}).expect()
        self._ana.until("room:changed")
        self._owner.patch("/api/office", {"name": "Harbour Street 2"}).expect()
        self._ana.until("office:changed")

    def _people(self, cleo: Speaker) -> None:
        members = f"/api/rooms/{self._room}/members"
        dora = self._world.office.dora.user_id
        self._owner.post(members, {"user_ids": [dora]}).expect()
        self._ana.until("membership:changed", lambda body: dora in str(body))
        self._owner.delete(f"{members}/{dora}").expect()
        self._ana.until("membership:changed", lambda body: dora in str(body))
        self._cleo.patch("/api/account", {"name": "Cleo the Second"}).expect()
        self._ana.until("user:changed")

    def _session(self, stack: ExitStack) -> None:
        """Ana signs out in her other browser."""
        browser = self._site.browser(self._world.other_browser)
        self.elsewhere = stack.enter_context(browser.speak())
        browser.delete("/api/session").expect()
        self.elsewhere.until_closed()
