"""Simulates the page of a person step by step: a client and the state that it has computed."""

from tests.faults.support.fault_site import Site
from tests.faults.support.page_replica import Body, Replica
from tests.support.hosts.socket_client import SocketClient


class PageState:
    """The page of a person. `client` is None while the connection is cut."""

    def __init__(self, site: Site, person: int) -> None:
        self._site, self.person = site, person
        self.user_id = ""
        self.replica = Replica()
        self.client: SocketClient | None = None
        self._understood = 0
        self.come_back()

    def come_back(self) -> None:
        if self.client is None:
            self.client = self._site.client(self.person)
            self.user_id = self.client.welcome["user"]["id"]
            self._understood = 0
            self.replica.hold(self.client.welcome["rooms"])
            self.sync()

    def cut(self) -> None:
        if self.client is not None:
            self.client.drop()
            self.client = None

    def ask(self, name: str, body: Body) -> Body:
        """Sends a command and returns the ack, or {} while the connection is cut."""
        if self.client is None:
            return {}
        ack = self.client.ask(name, body)
        if ack["ok"] and "message" in ack and not self.replica.hear(ack["message"]):
            self.sync()
        return ack

    def look(self) -> None:
        """Applies all events that the host has sent so far."""
        if self.client is None:
            return
        self.client.settle()
        news = self.client.log[self._understood :]
        self._understood += len(news)  # more may have come meanwhile
        understood = [self._understand(name, body) for name, body in news]
        if not all(understood):
            self.sync()

    def sync(self) -> None:
        assert self.client is not None
        more = True
        while more:
            answer = self.client.ask("rooms:sync", {"rooms": self.replica.revs})
            self.replica.hold(answer["rooms"])
            for message in answer["messages"]:
                self.replica.mend(message)
            # A new room has to be synchronised from its beginning.
            more = answer["more"] or any(
                room["last_rev"] > self.replica.revs[room["id"]] for room in answer["rooms"] if room["last_rev"]
            )

    def _understand(self, name: str, body: Body) -> bool:
        """Applies an event. Returns False when an earlier change is missing."""
        if name in ("message:posted", "message:changed"):
            return self.replica.hear(body["message"])
        if name == "room:changed":
            return body["room"]["id"] in self.replica.rows
        if name == "membership:changed":
            return not any(change["left"] and change["user_id"] == self.user_id for change in body["memberships"])
        return True
