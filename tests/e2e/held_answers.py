"""What the host says on the socket of a page, which a test can hold back as a slow network does."""

from playwright.sync_api import Page, WebSocketRoute


class HeldAnswers:
    """Made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self._held: list[tuple[WebSocketRoute, str | bytes]] = []
        self._is_holding = False
        page.route_web_socket("**/socket.io/**", self._carry)

    def hold(self) -> None:
        self._is_holding = True

    def release(self) -> None:
        """Passes on what has come since, in order."""
        self._is_holding = False
        for page, text in self._held:
            page.send(text)
        self._held.clear()

    def _carry(self, page: WebSocketRoute) -> None:
        host = page.connect_to_server()
        page.on_message(lambda text: host.send(text))
        host.on_message(lambda text: self._take(page, text))

    def _take(self, page: WebSocketRoute, text: str | bytes) -> None:
        if self._is_holding:
            self._held.append((page, text))
        else:
            page.send(text)
