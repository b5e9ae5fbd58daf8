"""Upgrades a polling connection to a WebSocket, and creates the WebSocket after a handshake."""

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

PROBE_SECONDS = 10.0  # time that a client has to complete the upgrade from polling


class Probe:
    """Listens to a new WebSocket beside a polling connection, until the client completes the upgrade.

    The client sends "2probe", receives "3probe" and then sends "5" (Engine.IO protocol, revision 4).
    """

    def __init__(self, owner: "Socket", sock: Any, engine: "Engine") -> None:
        self._owner = owner
        self._expected = "2probe"
        self.link = attach(sock, engine, self)
        self.link.limit(PROBE_SECONDS)

    def received(self, text: str) -> None:
        """Handles the two packets of the upgrade. Any other one closes the WebSocket."""
        if self._owner.ending:
            return
        self._owner.charge()
        if text != self._expected:
            self.link.close(frames.PROTOCOL_ERROR)
        elif text == "2probe":
            self._expected = "5"
            self.link.write(frames.message_frame("3probe"))
            if isinstance(self._owner.link, PollingQueue):
                self._owner.link.wake()  # the client waits until its pending poll is answered
        else:
            self.link.limit(None)
            self.link.listener = self._owner
            self._owner.switch_to(self.link)

    def gone(self) -> None:
        """Lets the client try another upgrade."""
        self._owner.upgrading, self._owner.probe = False, None

    def ponged(self) -> None:
        """Does nothing."""

    def lost(self) -> None:
        """Does nothing."""


def attach(sock: Any, engine: "Engine", listener: Listener) -> WebSocket:
    """Returns a WebSocket over the gevent socket `sock`, which has completed the handshake."""
    if hasattr(sock, "do_handshake"):
        return TlsWebSocket(sock, engine.outbox, listener)
    return WebSocket(take_over(sock), engine.outbox, listener)


def run(link: WebSocket) -> tuple[()]:
    """Runs a TLS connection until it ends. Returns an empty body, because pywsgi no longer owns the socket."""
    if isinstance(link, TlsWebSocket):
        link.run()
    return ()
