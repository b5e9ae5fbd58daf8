"""What counts a visit counts all of it, and the table says what is to be reached."""

import socket
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks import report
from benchmarks.page.counting_proxy import ADDRESS, counted
from benchmarks.parts.page import PAINTED, _row


class Ok(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x" * 1000)

    def log_message(self, *words: object) -> None:
        pass


def test_the_wire_counts_every_request_and_every_byte() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Ok)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with counted(f"http://127.0.0.1:{server.server_port}") as proxy:
        connection = HTTPConnection(ADDRESS, proxy.port, timeout=30)
        for path in ("/one", "/two?x=1"):
            connection.request("GET", path)
            connection.getresponse().read()
        assert proxy.requests == ["/one", "/two?x=1"]
        assert 2_000 < proxy.received < 3_000
        proxy.begin()
        assert (proxy.requests, proxy.received) == ([], 0)
        connection.close()
    server.shutdown()
    server.server_close()
    with socket.socket() as again:
        assert again.connect_ex((ADDRESS, proxy.port)) != 0


def test_a_figure_stands_beside_what_is_to_be_reached() -> None:
    rows = [_row("owner's room: requests", 39), _row(PAINTED["p95"], 47.4), _row("owner's room: usable, ms", 1_234.0)]
    lines = report.table("page", rows).splitlines()[-3:]
    assert [line.split("|")[2:4] for line in lines] == [[" 39 ", " 40 "], [" 47 ", " 50 "], [" 1,234 ", "  "]]
