"""The page, its first data, its headers and its files."""

import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chat_desktop import paths
from chat_desktop.web.assets import bundles
from chat_desktop.web.assets.asset_files import AssetFiles
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site

PAGES = ["/", "/r/0", "/r/0/0", "/settings", "/sign-in", "/join", "/setup"]


class Elements(HTMLParser):
    """The scripts and sheets of a page, and the text inside its boot block."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.boot = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))
        self._inside = tag == "script" and ("id", "boot") in attributes

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.boot += data


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_one_page_that_starts_with_what_it_shows(host: ServedHost, path: str) -> None:
    answer = host.ana.get(path, Accept="text/html")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    boot = json.loads(Elements(answer.content.decode()).boot)
    assert boot["user"]["id"] == host.ana.user_id
    assert {
        "office",
        "version",
        "setup_needed",
        "join",
        "limits",
        "rooms",
        "users",
        "users_rev",
        "room_id",
        "page",
    } <= set(boot)


def test_a_strangers_page_has_only_what_hello_says(host: ServedHost) -> None:
    stranger = host.browser()
    boot = json.loads(Elements(stranger.get("/").content.decode()).boot)
    hello = stranger.get("/api/hello").expect()
    assert {**boot, "ok": True} == hello
    assert hello["limits"]["body"] == 8_000
    assert stranger.get("/api/boot").expect() == hello


def test_the_first_data_has_the_room_and_the_place_that_the_link_names(host: ServedHost) -> None:
    room_id = host.ana.make_room("Linked")
    with host.ana.connect_socket() as client:
        sent = [client.post(room_id, f"m{number}") for number in range(80)]
    boot = host.ana.get(f"/api/boot?room={room_id}").expect()
    assert boot["room_id"] == room_id
    assert boot["page"]["messages"] == sent[-60:]
    around = host.ana.get(f"/api/boot?room={room_id}&around={sent[10]['id']}").expect()["page"]
    assert sent[10] in around["messages"]
    assert host.ana.get("/api/boot?room=nothing").expect()["room_id"] is None


@pytest.mark.parametrize(
    "text",
    ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "x\u2028\u2029", "&lt;/script&gt;", "'\"`${}{{7*7}}"],
)
def test_no_text_breaks_out_of_the_first_data(site: Site, office: RulesOffice, text: str) -> None:
    office.post(office.ana, text)
    page = site.ask("GET", "/", office.ana).get_data(as_text=True)
    elements = Elements(page)
    assert json.loads(elements.boot)["page"]["messages"][0]["body"] == text
    assert len([tag for tag, _ in elements.found if tag == "script"]) == 3
    assert "<script>" not in page


def test_nothing_on_the_page_comes_from_elsewhere_or_is_inline(host: ServedHost) -> None:
    for tag, attributes in Elements(host.ana.get("/").content.decode()).found:
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        for name in ("src", "href"):
            assert not urlsplit(attributes.get(name) or "").netloc
        if tag == "script":
            assert "src" in attributes or attributes["type"] == "application/json"


def test_the_policy_is_exactly_this(host: ServedHost) -> None:
    netloc = urlsplit(host.url).netloc
    known = " ".join(host.ana.get("/api/boot").expect()["addresses"])
    assert known
    for path in ("/", "/nothing"):
        assert host.ana.get(path, Accept="text/html").headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
            f"media-src 'self' blob:; connect-src 'self' ws://{netloc} {known}; font-src 'self'; manifest-src 'self'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            "require-trusted-types-for 'script'; trusted-types probe-worker"
        )


@pytest.mark.parametrize("path", ["/", "/api/hello", "/nothing", "/favicon.ico"])
def test_every_answer_has_the_safe_headers(host: ServedHost, path: str) -> None:
    headers = host.ana.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "Server" not in headers


@pytest.mark.parametrize("path", ["/api/hello", "/nothing", "/favicon.ico", "/ui/x/icons.svg", "/ui/x/app/main.js"])
def test_what_is_no_page_may_do_nothing_when_it_is_opened_as_one(host: ServedHost, path: str) -> None:
    policy = host.ana.get(path).headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_a_page_is_in_no_frame_and_tells_no_other_site_where_it_was(host: ServedHost) -> None:
    headers = host.ana.get("/").headers
    assert (headers["X-Frame-Options"], headers["Referrer-Policy"]) == ("DENY", "same-origin")


def test_only_the_page_itself_may_use_the_microphone_and_nobody_the_camera(host: ServedHost) -> None:
    assert host.ana.get("/").headers["Permissions-Policy"] == "microphone=(self), camera=(), geolocation=()"


def prefix(browser: Browser) -> str:
    found = re.search(r"/ui/[0-9a-f]{12}", browser.get("/").content.decode())
    assert found
    return found[0]


TYPES = {
    "app/main.js": "text/javascript; charset=utf-8",
    "css/base.css": "text/css; charset=utf-8",
    "i18n/en.json": "application/json",
    "icons.svg": "image/svg+xml",
}


@pytest.mark.parametrize(("name", "kind"), TYPES.items())
def test_files_are_kept_for_good_under_their_hash(host: ServedHost, name: str, kind: str) -> None:
    answer = host.ana.get(f"{prefix(host.ana)}/{name}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers.get("Set-Cookie") is None


def test_files_are_gzipped_for_who_takes_it(host: ServedHost) -> None:
    path = f"{prefix(host.ana)}/app/main.js"
    plain = host.ana.get(path)
    assert "Content-Encoding" not in plain.headers
    small = host.ana.get(path, Accept_Encoding="br, gzip")
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(small.content) == plain.content
    assert "Content-Encoding" not in host.ana.get(path, Accept_Encoding="gzip;q=0").headers


@pytest.mark.parametrize("version", ["000000000000", "x", "ui"])
def test_under_another_hash_a_file_is_not_kept(host: ServedHost, version: str) -> None:
    answer = host.ana.get(f"/ui/{version}/app/main.js")
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_even_a_piece_of_the_hash_is_another_hash(host: ServedHost) -> None:
    piece = prefix(host.ana)[-3:]
    assert host.ana.get(f"/ui/{piece}/app/main.js").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name",
    [
        "../chat_desktop/runtime.py",
        "..%2fchat_desktop%2fruntime.py",
        "%2e%2e/%2e%2e/etc/passwd",
        "/etc/passwd",
        "..\\..\\secret",
        "templates/page.html",
        "app",
        "app/",
        "nothing.js",
        "app/main.js%00.png",
        "tsconfig.json/../app/main.js",
    ],
)
def test_no_name_leads_out_of_the_folder(host: ServedHost, name: str) -> None:
    assert host.ana.get(f"{prefix(host.ana)}/{name}").status in (400, 404)


def test_an_edit_in_a_checkout_has_another_hash(tmp_path: Path) -> None:
    now = [100.0]
    (tmp_path / "app.js").write_text("one")
    ui = AssetFiles(tmp_path, lambda: now[0])
    before = ui.prefix
    assert ui.file("app.js") is not None
    (tmp_path / "app.js").write_text("another")
    assert ui.prefix == before, "it is not looked for at every request"
    now[0] += 1.0
    assert ui.prefix != before
    changed = ui.file("app.js")
    assert changed is not None
    assert changed.content == b"another"


def test_an_installed_copy_never_looks_for_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a wheel has it: the page lies within the package."""
    now = [100.0]
    (tmp_path / "_webui").mkdir()
    monkeypatch.setattr(paths, "PACKAGE", tmp_path)
    ui = AssetFiles(paths.webui(), lambda: now[0])
    assert ui.folder == tmp_path / "_webui"
    before = ui.prefix
    (ui.folder / "app.js").write_text("another")
    now[0] += 100.0
    assert ui.prefix == before


def test_a_second_host_of_a_process_does_not_join_the_files_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests fork their hosts from a process that has done so, and half of a host's start would be this."""
    first = AssetFiles(paths.webui())
    monkeypatch.setattr(bundles, "plan", None)
    second = AssetFiles(paths.webui())
    assert second.prefix == first.prefix
    assert second.file("app/main.js") is first.file("app/main.js")


def test_the_catalogue_is_parsed_once_and_again_after_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, loads = [100.0], json.loads
    parsed: list[str] = []

    def load(text: str) -> object:
        parsed.append(text)
        return loads(text)

    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "en.json").write_text('{"app.name": "One"}')
    monkeypatch.setattr(json, "loads", load)
    ui = AssetFiles(tmp_path, lambda: now[0])
    assert [ui.catalogues.text("en", "app.name") for _ in range(3)] == ["One"] * 3
    assert len(parsed) == 1
    (tmp_path / "i18n" / "en.json").write_text('{"app.name": "Another"}')
    now[0] += 1.0
    assert [ui.catalogues.text("en", "app.name") for _ in range(3)] == ["Another"] * 3
    assert len(parsed) == 2


def test_there_is_an_icon_where_browsers_look(host: ServedHost) -> None:
    assert host.ana.get("/favicon.ico").headers["Content-Type"].startswith("image/")
