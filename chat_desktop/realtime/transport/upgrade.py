"""From polling to a WebSocket, and from a socket whose hands were shaken to one of ours."""

from typing import TYPE_CHECKING, Any

from chat_desktop.realtime.transport import frames
from chat_desktop.realtime.transport.handshake import take_over
from chat_desktop.realtime.transport.listener import Listener
from chat_desktop.realtime.transport.polling import PollingQueue
from chat_desktop.realtime.transport.tls import TlsWebSocket
from chat_desktop.realtime.transport.websocket import WebSocket

if TYPE_CHECKING:
    from chat_desktop.realtime.transport.engine import Engine
    from chat_desktop.realtime.transport.socket import Socket

PROBE_SECONDS = 10.0  # for an upgrade from polling


class Probe:
    """A WebSocket beside a polling connection, until the client has said that it moves over."""

    def __init__(self, owner: "Socket", sock: Any, engine: "Engine") -> None:
        self._owner = owner
        self._expected = "2probe"
        self.link = attach(sock, engine, self)
        self.link.limit(PROBE_SECONDS)

    def received(self, text: str) -> None:
        if self._owner.ending:
            return
        self._owner.charge()
        if text != self._expected:
            self.link.close(frames.PROTOCOL_ERROR)
        elif text == "2probe":
            self._expected = "5"
            self.link.write(frames.message_frame("3probe"))
            if isinstance(self._owner.link, PollingQueue):
                self._owner.link.wake()  # the client waits for its poll to end
        else:
            self.link.limit(None)
            self.link.listener = self._owner
            self._owner.switch_to(self.link)

    def gone(self) -> None:
        self._owner.upgrading, self._owner.probe = False, None

    def ponged(self) -> None:
        pass

    def lost(self) -> None:
        pass


def attach(sock: Any, engine: "Engine", listener: Listener) -> WebSocket:
    if hasattr(sock, "do_handshake"):
        return TlsWebSocket(sock, engine.outbox, listener)
    return WebSocket(take_over(sock), engine.outbox, listener)


def run(link: WebSocket) -> tuple[()]:
    """Nothing for pywsgi to write: the socket is not its own any more."""
    if isinstance(link, TlsWebSocket):
        link.run()
    return ()
