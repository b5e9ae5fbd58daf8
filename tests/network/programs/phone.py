"""Acts as a person with a phone and prints the result as JSON: `phone.py set-up|join|find|rename|get ...`."""

import json
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from zeroconf import AddressResolverIPv4, Zeroconf  # type: ignore[attr-defined]

from chat_desktop.network.addressing.lan_addresses import read_network
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.network.mdns.search import Search
from tests.support.cast import PASSWORD
from tests.support.clocks.stopwatch import Stopwatch
from tests.support.hosts.http_browser import Browser

PATIENCE_SECONDS = 30


def set_up(url: str, office: str, owner: str) -> Any:
    base, _, token = url.partition("/setup#")
    body = {"token": token, "office_name": office, "name": owner, "password": PASSWORD}
    return Browser(base).post("/api/setup", body).expect(201)["user"]


def join(link: str, name: str) -> Any:
    """By the link of the QR code: the page, the form, the socket, a first message."""
    base, _, code = link.partition("/join#")
    phone = Browser(base)
    with Stopwatch() as watch:
        assert phone.get("/join").status == 200
        phone.join(code, name)
        with phone.connect_socket() as client:
            message = {"room_id": phone.home(), "client_id": "first", "body": "Good morning"}
            assert client.ask("message:post", message)["ok"]
        return {"name": phone.user["name"], "seconds": watch.seconds}


def find(office: str) -> Any:
    """By its name: heard, resolved to an address by its host name, and asked under that name."""
    heard = _hear(office)
    resolver = AddressResolverIPv4(f"{heard.host}.")
    with Zeroconf(interfaces=list(read_network().announced)) as zc:
        assert resolver.request(zc, 3_000), f"{heard.host} is nobody's"
    addresses = sorted(resolver.parsed_addresses())
    answers = get(f"http://{addresses[0]}:{heard.port}/api/hello", f"{heard.host}:{heard.port}")
    found = {"id": heard.id, "owner": heard.owner, "url": heard.url, "host": heard.host, "addresses": addresses}
    return found | {"answers": answers}


def rename(base: str, name: str, new: str) -> Any:
    return Browser(base).sign_in(name).patch("/api/account", {"name": new}).expect()["user"]


def get(url: str, host: str = "") -> Any:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=5)
    connection.request("GET", parts.path, headers={"Host": host or parts.netloc})
    answer = connection.getresponse()
    return json.loads(answer.read()) if answer.status == 200 else answer.status


def _hear(office: str) -> FoundOffice:
    here = read_network()
    search = Search(lambda: here)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for found in search.ask().offices:
                if found.name == office:
                    return found
            time.sleep(0.05)
        raise AssertionError(f"{office} was not heard")
    finally:
        search.stop()


if __name__ == "__main__":
    verbs: dict[str, Callable[..., Any]] = {"set-up": set_up, "join": join, "find": find, "rename": rename, "get": get}
    print(json.dumps(verbs[sys.argv[1]](*sys.argv[2:])))
