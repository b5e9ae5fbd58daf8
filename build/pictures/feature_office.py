"""The office in which the pictures of docs/features.md are taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pictures.readme_pictures import Scene
from playwright.sync_api import Page


class Office(Scene):
    """The office of the README, with rooms for the features."""

    def play(self) -> None:
        super().play()
        self.home = self.people[0].home()
        self.paths: dict[Callable[[Office], str], str] = {}

    def answer_pings(self) -> None:
        """Keeps everybody connected: the clients answer pings only while they read."""
        for client in self.clients:
            client.settle()

    def room(self, name: str, *bodies: tuple[int, str]) -> tuple[str, list[dict[str, Any]]]:
        """Makes an open room with everybody in it; BODIES are who writes what."""
        everyone = [person.user_id for person in self.people]
        body = {"name": name, "kind": "open", "user_ids": everyone}
        room_id = str(self.people[0].post("/api/rooms", body).expect(201)["room"]["id"])
        return room_id, [self.clients[who].post(room_id, text) for who, text in bodies]


@dataclass(frozen=True)
class Shot:
    """`prepare` makes what is shown and returns the path of the page; `act` does what a person would do on it."""

    name: str
    device: str
    prepare: Callable[[Office], str]
    act: Callable[[Page, Office], None]
