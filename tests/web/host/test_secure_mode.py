"""The switch of secure mode, and what a device is given to trust the office."""

import plistlib
from collections.abc import Iterator

import pytest

from chat_desktop.chat.core.events import SecureChanged
from chat_desktop.chat.office import offices
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site


def switch(site: Site, on: bool) -> None:
    """As the whole host does: the event turns the mode."""
    site.ask("PATCH", "/api/secure", site.office.ana, json={"on": on})
    for event in site.office.events:
        if isinstance(event, SecureChanged):
            site.secure.set_state(event.on, event.since or 0)


def test_the_owner_alone_switches_it(site: Site, office: RulesOffice) -> None:
    for who in (office.ben, office.cleo, office.dora):
        answer = site.ask("PATCH", "/api/secure", who, json={"on": True})
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "forbidden")
    assert site.secure.certificates.context is None
    switch(site, on=True)
    assert site.secure.on
    switch(site, on=True)
    assert len([event for event in office.events if isinstance(event, SecureChanged)]) == 1


def test_everyone_hears_what_it_is_and_the_heads_who_has_come_by_it(site: Site, office: RulesOffice) -> None:
    switch(site, on=True)
    site.secure.record_https_user(office.cleo.user_id)
    for who, knows in ((office.ana, True), (office.ben, True), (office.cleo, False)):
        told = site.ask("GET", "/api/secure", who).json
        assert (told["on"], told["mode"], len(told["numbers"]), len(told["fingerprint"])) == (True, "authority", 6, 64)
        assert told["until"] < told["authority_until"]
        assert told["since"].endswith("Z")
        assert (told.get("trusting") == [office.cleo.user_id]) is knows


def test_a_certificate_that_cannot_be_made_is_said_and_nothing_is_switched(site: Site, office: RulesOffice) -> None:
    folder = office.database.path.parent / "tls"
    folder.write_text("a file in its place", "ascii")
    answer = site.ask("PATCH", "/api/secure", office.ana, json={"on": True})
    assert (answer.status_code, answer.json["error"]["reason"]) == (500, "secure")
    assert "tls/authority.pem cannot be read: Not a directory" in answer.json["error"]["message"]
    assert site.ask("GET", "/api/secure", office.ana).json["on"] is False
    assert not [event for event in office.events if isinstance(event, SecureChanged)]
    folder.unlink()
    switch(site, on=True)
    assert site.secure.on


def test_without_an_authority_there_is_nothing_to_trust(site: Site) -> None:
    for path in ("/ca.crt", "/ca.mobileconfig"):
        assert site.ask("GET", path).status_code == 404
    answer = site.ask("GET", "/trust")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/join")
    assert site.ask("GET", "/trust?to=/sign-in").headers["Location"] == "/sign-in"


def test_the_explanation_shows_the_offices_name_as_text_and_may_ask_its_https(site: Site, office: RulesOffice) -> None:
    switch(site, on=True)
    office.write(offices.rename, office.ana.session_id, '<b>Office</b> & "more"')
    page = site.ask("GET", "/trust", headers={"Host": "192.168.1.5:8765"}).get_data(as_text=True)
    assert "&lt;b&gt;Office&lt;/b&gt; &amp; &#34;more&#34;" in page
    assert 'data-base="https://192.168.1.5:8765"' in page
    policy = site.ask("GET", "/trust", headers={"Host": "192.168.1.5:8765"}).headers["Content-Security-Policy"]
    assert "https://192.168.1.5:8765" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/140", "android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604", "iphone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/140", "windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605", "mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140", "linux"),
        ("", "linux"),
    ],
)
def test_each_device_sees_its_own_steps_first(site: Site, agent: str, shown: str) -> None:
    switch(site, on=True)
    page = site.ask("GET", "/trust", headers={"User-Agent": agent}).get_data(as_text=True)
    assert page.count('name="device"') == 5
    assert f'id="{shown}" open>' in page
    assert page.count(" open>") == 1


def test_the_probe_answers_any_page_and_nothing_else_does(site: Site) -> None:
    answer = site.ask("GET", "/api/secure/probe")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    for path in ("/api/hello", "/trust", "/ca.crt", "/healthz"):
        assert "Access-Control-Allow-Origin" not in site.ask("GET", path).headers
        assert site.ask("GET", path).headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.fixture(autouse=True)
def no_thread_is_left(site: Site) -> Iterator[None]:
    yield
    site.secure.certificates.stop()


def test_a_profile_is_in_the_language_of_the_device(site: Site) -> None:
    switch(site, on=True)
    made = plistlib.loads(site.ask("GET", "/ca.mobileconfig", headers={"Accept-Language": "fr-CA"}).data)
    assert made["PayloadDescription"].startswith("Permet à cet appareil")
