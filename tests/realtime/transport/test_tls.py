"""The same rules over TLS, where the request's greenlet reads; and on a stock pywsgi, for they must not need ours."""

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gevent
import gevent.ssl
import pytest
from flask import Flask
from flask_socketio import SocketIO
from gevent.event import Event
from gevent.pywsgi import WSGIServer

from chat_desktop.realtime.transport.engine import install
from chat_desktop.realtime.transport.outbox import MAX_OUT_BYTES
from chat_desktop.realtime.transport.tls import TlsWebSocket
from tests.support.hosts.raw_connection import RawConnection
from tests.support.hosts.tiny_server import RawWebSocket, masked, until

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


class SecretOffice:
    """`say` reaches everyone."""

    port = 0

    def __init__(self, certificate: Path, key: Path) -> None:
        self.gone: list[str] = []
        self._ready = threading.Event()
        self._certificate, self._key = certificate, key
        self._context = ssl.create_default_context(cafile=certificate)
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        assert self._ready.wait(30)

    def join(self, receive_buffer: int = 0) -> RawWebSocket:
        wire = RawConnection(self.port, receive_buffer)
        wire.sock = self._context.wrap_socket(wire.sock, server_hostname="localhost")
        self.wires.append(wire)
        return RawWebSocket(wire)

    def stop(self) -> None:
        for wire in self.wires:
            wire.close()
        self._wake.send()
        self.thread.join(30)

    def _run(self) -> None:
        self.wires: list[RawConnection] = []
        flask = Flask("secret")
        socketio = SocketIO(flask, async_mode="gevent", async_handlers=False, always_connect=True)
        self.engine = install(socketio)
        server = self.server = socketio.server
        server.on("connect", lambda sid, environ, auth: server.enter_room(sid, "room"))
        server.on("say", lambda sid, text: server.emit("said", text, to="room"))
        server.on("disconnect", lambda sid, reason: self.gone.append(sid))
        context = gevent.ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate, self._key)
        served = WSGIServer(("127.0.0.1", 0), drop_foreign_origin(flask), log=None, ssl_context=context)
        served.start()
        self.port = served.server_port
        over = Event()
        self._wake = gevent.get_hub().loop.async_()
        self._wake.start(over.set)
        self._ready.set()
        over.wait()
        self.engine.close_all(timeout=0.5)
        served.stop()
        self._wake.close()
        gevent.get_hub().destroy(destroy_loop=True)


def drop_foreign_origin(app: Any) -> Any:
    """The wire's Origin is that of an http page, and the outer door is not what is tried here."""

    def without(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_ORIGIN", None)
        return app(environ, start_response)

    return without


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", made],
        check=True, capture_output=True,
    )  # fmt: skip
    return made, key


@pytest.fixture
def office(certificate: tuple[Path, Path]) -> Iterator[SecretOffice]:
    served = SecretOffice(*certificate)
    yield served
    served.stop()


def test_people_chat_in_order(office: SecretOffice) -> None:
    ana, ben = office.join(), office.join()
    assert all(isinstance(found.link, TlsWebSocket) for found in office.engine.sockets.values())
    for number in range(200):
        ana.command("say", str(number))
    assert [ben.said() for _ in range(200)] == [str(number) for number in range(200)]


def test_a_breach_is_answered_with_its_code(office: SecretOffice) -> None:
    ana = office.join()
    ana.wire.send(masked(2, b"binary"))
    assert ana.wire.exactly(4)[2:] == (1003).to_bytes(2, "big")
    until(lambda: office.gone)


def test_a_stalled_reader_is_cut_and_the_others_get_everything(office: SecretOffice) -> None:
    ana, dora = office.join(), office.join(receive_buffer=4_096)
    piece = "x" * 50_000
    for _ in range(MAX_OUT_BYTES * 8 // len(piece)):
        ana.command("say", piece)
        assert ana.said() == piece
    assert until(lambda: office.gone) == [dora.sid]
    ana.command("say", "afterwards")
    assert ana.said() == "afterwards"


def test_a_client_that_goes_is_noticed(office: SecretOffice) -> None:
    ana = office.join()
    ana.wire.reset()
    assert until(lambda: office.gone) == [ana.sid]
    assert office.engine.count == 0
