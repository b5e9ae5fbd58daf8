"""What the host says on the socket of a page, which a test can hold back as a slow network does."""

from playwright.sync_api import Page, WebSocketRoute

ANSWER = "43"  # how a packet of Socket.IO begins that answers a request; one that tells an event begins with "42"


class HeldAnswers:
    """Made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self._held: list[tuple[WebSocketRoute, str | bytes]] = []
        self._prefix: str | None = None
        page.route_web_socket("**/socket.io/**", self._carry)

    def hold(self, prefix: str = "") -> None:
        """Holds from now on what begins with PREFIX: all, or only one kind of packets (ANSWER)."""
        self._prefix = prefix

    def holds(self, word: str) -> bool:
        """Whether something that has WORD in it is held."""
        return any(word in str(text) for _, text in self._held)

    def release(self) -> None:
        """Passes on what was held, in order."""
        self._prefix = None
        for page, text in self._held:
            page.send(text)
        self._held.clear()

    def _carry(self, page: WebSocketRoute) -> None:
        host = page.connect_to_server()
        page.on_message(lambda text: host.send(text))
        host.on_message(lambda text: self._take(page, text))

    def _take(self, page: WebSocketRoute, text: str | bytes) -> None:
        if self._prefix is not None and str(text).startswith(self._prefix):
            self._held.append((page, text))
        else:
            page.send(text)
