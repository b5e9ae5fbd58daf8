"""What is asked at each door: a request that somebody with every right would be granted.

A door that no recipe names is asked with an empty body, about the shared room, its message and a fresh member.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.authorization.world import World
from tests.support.rules_office import Person


@dataclass
class Ask:
    """`values` fill the path beside what the world has for it; `query` begins with `?`; `address` is the
    asker's, `here` that they sit at the host's computer."""

    body: Any = None
    values: dict[str, str] = field(default_factory=dict)
    query: str = ""
    address: str = "192.0.2.7"
    here: bool = False

    def options(self, method: str) -> dict[str, Any]:
        """For Site.ask."""
        body = {} if method == "GET" else {"json": {} if self.body is None else self.body}
        return {"address": self.address, "environ_overrides": {"network.loopback": self.here}, **body}


Recipe = Callable[[World, Person | None], Ask]

ASKS: dict[str, Recipe] = {}

# After these the office is another one: the next door gets a new world.
SPOILING = set[str]()


def asks(*doors: str, spoils: bool = False) -> Callable[[Recipe], Recipe]:
    def register(recipe: Recipe) -> Recipe:
        for door in doors:
            ASKS[door] = recipe
            SPOILING.update([door] if spoils else [])
        return recipe

    return register


def ask_for(door: str, world: World, who: Person | None) -> Ask:
    return ASKS[door](world, who) if door in ASKS else Ask()
