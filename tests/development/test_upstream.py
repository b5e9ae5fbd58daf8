"""What the program uses of libraries beyond what they document, so that an upgrade which changes it fails by name.

upstream.py has the names and parameters; here are the attributes, and what only an object can show.

pyproject.toml has an upper bound for each of these libraries. Whoever raises one runs this test, and compares the place
that a failure names with the new version of the library.
"""

import ast
import importlib
import importlib.metadata
import importlib.util
import inspect
import logging
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import engineio
import gevent
import gevent.socket
import gevent.ssl
import pytest
import simple_websocket
import socketio
import zeroconf
from flask import Flask
from gevent.pywsgi import Input, WSGIHandler, WSGIServer
from packaging.requirements import Requirement
from socketio import packet as socketio_packet

from chat_desktop.network.http.handler import Handler
from chat_desktop.network.http.request_body import Body
from chat_desktop.network.http.server import Server
from chat_desktop.realtime import create_socketio
from chat_desktop.realtime.transport.engine import Engine
from chat_desktop.realtime.transport.handshake import Handshake
from chat_desktop.realtime.transport.manager import Manager, Packet
from tests.support.running.upstream_names import LIBRARIES, TOUCHED

ROOT = Path(__file__).resolve().parents[2]
# Attributes that libraries keep on their objects, and that the program reads or sets.
KEPT: dict[type, str] = {
    engineio.Server: "ping_interval ping_timeout max_http_buffer_size start_service_task http_compression sockets "
    "logger cors_allowed_origins",
    socketio.Server: "eio manager packet_class reason",
    socketio.Manager: "rooms callbacks pending_connect pending_disconnect server",
    simple_websocket.Server: "sock",
    WSGIHandler: "client_address server socket rfile headers command path request_version content_length environ "
    "close_connection wsgi_input application response_headers headers_sent requestline provided_content_length result",
    gevent.ssl.SSLSocket: "_sslobj",
    WSGIServer: "application environ",
    zeroconf.Zeroconf: "engine cache",
}
# What pywebview's window has under Qt: read in its source, since to import that module needs a screen's libraries.
QT_NAMES = "nav_handler on_load_finished on_download_requested onFeaturePermissionRequested create_window_trigger "
QT_NAMES += "setWebChannel js_bridge_call pywebview_window"
COCOA_NAME = "_append_app_name"  # of its window of macOS
SUBCLASSES = {
    Engine: engineio.Server, Manager: socketio.Manager, Packet: socketio_packet.Packet, Handler: WSGIHandler,
    Server: WSGIServer, Body: Input, Handshake: simple_websocket.Server,
}  # fmt: skip
# Private names of what is no library of the list above: os._exit, and the documented ways of werkzeug to the real
# object and of named tuples to a dictionary.
FOREIGN = {"_exit", "_current_frames", "_get_current_object", "_asdict"}
ROWS = [(place, row) for place, rows in TOUCHED.items() for row in rows]


def requirements() -> Iterator[Requirement]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for group in (told["project"]["dependencies"], *told["project"]["optional-dependencies"].values()):
        yield from map(Requirement, group)
    for group in told["dependency-groups"].values():
        yield from map(Requirement, group)


def found(module: str, path: str) -> Any:
    """Raises ImportError or AttributeError when it is not there."""
    thing: Any = importlib.import_module(module)
    for name in path.split("."):
        thing = getattr(thing, name)
    return thing


def parameters(function: Any) -> str:
    """The parameters without their types."""
    told = inspect.signature(function)
    bare = [each.replace(annotation=inspect.Parameter.empty) for each in told.parameters.values()]
    return str(inspect.Signature(bare))


def difference(row: str) -> str | None:
    """How the library differs from ROW, in the words that end a sentence; None when it does not."""
    module, path, asked = re.fullmatch(r"([\w.]+):([\w.]+)(\(.*\))?", row).groups()  # type: ignore[union-attr]
    try:
        thing = found(module, path)
    except (ImportError, AttributeError):
        return f"has no {module}.{path} any more"
    told = parameters(thing) if asked else None
    return None if told == asked else f"has changed the parameters of {module}.{path} to {told}"


def sentence(package: str, differs: str, place: str) -> str:
    name = LIBRARIES[package]
    return f"{name} {importlib.metadata.version(name)} {differs}: see what {place} needs of it."


@pytest.mark.parametrize(("place", "row"), ROWS, ids=[row.partition("(")[0] for _, row in ROWS])
def test_a_library_has_what_is_used_from_inside(place: str, row: str) -> None:
    package = row.partition(":")[0].partition(".")[0]
    if package == "webview":
        pytest.importorskip("webview", reason="the window's libraries are not installed")
    differs = difference(row)
    assert differs is None, sentence(package, differs, place)


def test_a_difference_is_said_in_a_sentence() -> None:
    changed, gone = (
        difference("engineio:Server._method_not_found(self, path)"),
        difference("engineio:Server._gone(self)"),
    )
    assert changed == "has changed the parameters of engineio.Server._method_not_found to (self)"
    assert gone == "has no engineio.Server._gone any more"
    assert re.fullmatch(
        r"python-engineio [\d.]+ has no .* any more: see what x.py needs of it\.", sentence("engineio", gone, "x.py")
    )


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_a_library_keeps_its_attributes(kind: type) -> None:
    text = "".join(inspect.getsource(each) for each in kind.__mro__[:-1])
    for name in KEPT[kind].split():
        package = kind.__module__.partition(".")[0]
        differs = f"does not use {kind.__name__}.{name} any more"
        assert re.search(rf"\bself\.{name}\b", text) or hasattr(kind, name), sentence(package, differs, "chat_desktop")


@pytest.mark.parametrize("ours", SUBCLASSES, ids=lambda kind: kind.__name__)
def test_every_method_that_is_overridden_is_listed(ours: type) -> None:
    """Otherwise the next override would not be guarded."""
    base = SUBCLASSES[ours]
    listed = {row.partition("(")[0].rpartition(":")[2] for _, row in ROWS}
    # What else stands in the class was set later: Socket.IO's server stores its JSON codec in that of packets.
    written = re.findall(r"\w+", inspect.getsource(ours))
    of_base = {name for name in vars(ours) if name in written and hasattr(base, name)}
    of_base = {name for name in of_base if name == "__init__" or name[:2] != "__"}
    of_base -= {name for name in of_base if name == "__init__" and not inspect.isfunction(base.__init__)}
    assert {f"{base.__name__}.{name}" for name in of_base} <= listed


def test_every_private_name_that_is_used_is_listed() -> None:
    listed = set(re.findall(r"\b_\w+", " ".join(row for _, row in ROWS))) | FOREIGN | {"_sock", "_sslobj", COCOA_NAME}
    ours, used = set[str](), dict[str, str]()
    for file in [*(ROOT / "chat_desktop").rglob("*.py"), *(ROOT / "build").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                ours.add(node.name)
            elif isinstance(node, ast.Attribute) and re.match(r"_[^_]", node.attr):
                own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
                if own and isinstance(node.ctx, ast.Store):
                    ours.add(node.attr)
                elif not own:
                    used[node.attr] = str(file.relative_to(ROOT))
    assert {name: place for name, place in used.items() if name not in listed | ours} == {}


def test_flask_socketio_makes_the_objects_that_are_changed_afterwards() -> None:
    server = create_socketio(Flask(__name__)).server
    assert type(server.eio) is engineio.Server, "flask-socketio makes another Engine.IO server: see engine.install"
    assert (type(server.manager), server.packet_class) == (Manager, Packet), (
        "flask-socketio drops options: see realtime"
    )


def test_simple_websocket_takes_the_socket_from_werkzeugs_key() -> None:
    ours, theirs = gevent.socket.socketpair()
    asked = {"REQUEST_METHOD": "GET", "HTTP_UPGRADE": "websocket", "HTTP_CONNECTION": "Upgrade"}
    asked |= {"HTTP_SEC_WEBSOCKET_VERSION": "13", "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ=="}
    with ours, theirs:
        assert Handshake(asked, ours).sock is ours
        assert theirs.recv(1_000).startswith(b"HTTP/1.1 101 ")


def test_a_packet_of_engineio_takes_the_frame_that_is_kept_on_it() -> None:
    packet = engineio.packet.Packet(engineio.packet.MESSAGE, "x")
    packet.frame = b"x"  # WebSocket.post does so


def test_gevent_has_a_plain_socket_inside_its_own_and_in_the_file_that_reads_it() -> None:
    ours, theirs = gevent.socket.socketpair()
    with ours, theirs, ours.makefile("rb", -1) as file:
        assert file.raw._sock is ours, "gevent's files keep their socket elsewhere: see handshake.shake_hands"
        assert ours._sock.fileno() == ours.fileno(), "gevent keeps its plain socket elsewhere: see Handler._hang_up"


def test_gevents_loop_gives_the_watchers_that_are_used() -> None:
    loop = gevent.get_hub().loop
    shapes = {name: parameters(getattr(loop, name)) for name in ("io", "timer", "async_")}
    assert shapes == {
        "io": "(fd, events, ref=True, priority=None)",
        "timer": "(after, repeat=0.0, ref=True, priority=None)",
        "async_": "(ref=True, priority=None)",
    }
    alarm = loop.async_()
    for name in ("start", "stop", "close", "send"):
        assert callable(getattr(alarm, name)), f"gevent's watchers have no {name} any more"
    alarm.close()


def test_pywebview_has_the_qt_window_that_is_dressed() -> None:
    package = importlib.util.find_spec("webview")
    if package is None or package.origin is None:
        pytest.skip("the window's libraries are not installed")
    text = (Path(package.origin).parent / "platforms" / "qt.py").read_text("utf-8")
    for name in QT_NAMES.split():
        differs = f"has no {name} in its Qt window any more"
        assert re.search(rf"\b{name}\b", text), sentence("webview", differs, "chat_desktop/desktop/window/qt_page.py")
    menu = (Path(package.origin).parent / "platforms" / "cocoa.py").read_text("utf-8")
    assert menu.count(f"self.{COCOA_NAME}(") == 3, sentence("webview", f"has no {COCOA_NAME}", "library_words.py")
    importlib.import_module("webview")
    assert "pywebview" in logging.root.manager.loggerDict, "pywebview logs elsewhere: see window._webview"


@pytest.mark.parametrize("name", LIBRARIES.values())
def test_what_is_used_from_inside_has_an_upper_bound_that_admits_the_lock(name: str) -> None:
    locked = re.compile(rf"^{name}==(\S+)", re.MULTILINE)
    versions = {v for lock in (ROOT / "build" / "locks").glob("*.txt") for v in locked.findall(lock.read_text("utf-8"))}
    asked = [each for each in requirements() if each.name == name]
    assert asked
    for each in asked:
        assert any(part.operator == "<" for part in each.specifier), f"pyproject.toml has no upper bound for {name}."
        assert versions, name
        assert all(each.specifier.contains(version) for version in versions), (
            f"The lock of {name} is out of its bounds."
        )
