"""How an office comes to this computer, for tests of the routes: nothing comes."""

from typing import Any


class FakeKeptCopies:
    """Keeps no copy. It is its own `enrolling`."""

    is_taking_over = False

    @property
    def enrolling(self) -> "FakeKeptCopies":
        return self

    def begin(self) -> None:
        pass

    def withdraw(self) -> None:
        pass

    def renew(self, office_id: str) -> None:
        pass

    def remove(self, office_id: str) -> None:
        pass

    def take_over(self, office_id: str) -> None:
        pass

    def state(self) -> dict[str, Any]:
        return {"copies": []}


class FakeReceiving:
    """Waits for an office without a socket."""

    def __init__(self) -> None:
        self.is_open = False

    def begin(self) -> None:
        self.is_open = True

    def withdraw(self) -> None:
        self.is_open = False

    def state(self) -> dict[str, Any]:
        return {"waiting": self.is_open}
