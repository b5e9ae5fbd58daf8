"""Builds the request of each route with which a person with every right would succeed.

An operation that no builder names is asked with an empty body, about the shared room, its message and a fresh member.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.authorization.world.world import World
from tests.support.parts.rules_office import Person


@dataclass
class AskedRequest:
    """`values` fill the path beside what the world has for it; `query` begins with `?`; `address` is the
    asker's, `here` that they sit at the host's computer; `data` is sent in place of JSON."""

    body: Any = None
    values: dict[str, str] = field(default_factory=dict)
    query: str = ""
    address: str = "192.0.2.7"
    here: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes | None = None

    def options(self, method: str) -> dict[str, Any]:
        """Returns the keyword arguments of `Site.ask`."""
        body: dict[str, Any] = {} if method == "GET" else {"json": {} if self.body is None else self.body}
        if self.data is not None:
            body = {"data": self.data}
        here = {"network.loopback": self.here}
        return {"address": self.address, "environ_overrides": here, "headers": self.headers, **body}


RequestBuilder = Callable[[World, Person | None], AskedRequest]

REQUESTS: dict[str, RequestBuilder] = {}

# After these the office is another one: the next operation gets a new world.
SPOILING = set[str]()


def requests_for(*operations: str, spoils: bool = False) -> Callable[[RequestBuilder], RequestBuilder]:
    def register(builder: RequestBuilder) -> RequestBuilder:
        for operation in operations:
            REQUESTS[operation] = builder
            SPOILING.update([operation] if spoils else [])
        return builder

    return register


def request_for(operation: str, world: World, who: Person | None) -> AskedRequest:
    return REQUESTS[operation](world, who) if operation in REQUESTS else AskedRequest()
