"""The language of the office: the owner chooses it, strangers see it, and posters and roll calls are printed in it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People
from tests.support.cast import ANA, OFFICE
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.socket_client import SocketClient
from tests.support.hosts.tiny_server import until
from tests.webui.accessibility.page_checks import faults

FOLDER = Path(__file__).parents[3] / "webui" / "i18n"
OVER = "node => [node.scrollHeight - node.clientHeight, node.scrollWidth - node.clientWidth]"
# Chinese and Japanese characters are drawn in the forms of the language of the sheet.
FONTS = {
    "ar": re.compile("^system-ui.*Noto Sans Arabic"),
    "ja": re.compile("^(?!.*CJK SC).*Noto Sans CJK JP.*system-ui, sans-serif$"),
    "de": re.compile("^system-ui(?!.*CJK)"),
}
SHEETS = re.compile(rb"/Type\s*/Page\b")


def words(code: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
    return found


@pytest.fixture
def host(new_host: ServedHost) -> ServedHost:
    return new_host.set_up()


def choose(page: Page, label: str, code: str) -> None:
    page.get_by_label(label, exact=True).select_option(code)


def test_the_owner_chooses_it_and_open_pages_of_strangers_languages_follow(host: ServedHost, people: People) -> None:
    swede = people("phone", host.newcomer("Eve"), locale="sv").enter("/settings")
    expect(swede.locator("html")).to_have_attribute("lang", "en")
    page = people("desktop", host.ana).enter("/settings")
    choose(page, "Language of the office", "ar")
    expect(swede.locator("html")).to_have_attribute("dir", "rtl")
    expect(swede.get_by_role("heading", name=words("ar")["settings.title"]).first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    stranger = people("phone", locale="sv").open(f"/join#{host.join_code}")
    expect(stranger.locator("html")).to_have_attribute("lang", "ar")
    expect(stranger.get_by_label(words("ar")["form.name"])).to_be_visible()
    german = people("phone", locale="de").open(f"/join#{host.join_code}")
    expect(german.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="Open the log").click()
    expect(page.get_by_text(re.compile("^The office's language was changed to .?العربية"))).to_be_visible()


@pytest.mark.parametrize("code", ["ar", "ja", "de"])
def test_the_poster_is_in_the_language_of_the_office_or_the_chosen_one(
    host: ServedHost, people: People, code: str
) -> None:
    own = words(code)
    host.ana.ask("PUT", "/api/office/language", {"language": code}).expect()
    page = people("desktop", host.ana).open("/poster")
    page.get_by_label("Network", exact=True).fill("Harbour; “Guests”")
    page.get_by_label("Password").fill("four loud herons")
    sheet = page.locator(".poster-sheet")
    expect(sheet).to_have_attribute("lang", code)
    expect(sheet).to_have_css("direction", own["language.direction"])
    expect(sheet).to_have_css("font-family", FONTS[code])
    expect(page.locator(".poster-side")).to_have_css("font-family", FONTS["de"])
    for key in ("poster.lead_all", "poster.wifi", "poster.office", "poster.type", "poster.keep", "poster.promise"):
        expect(sheet).to_contain_text(own[key])
    expect(sheet.locator(".poster-address")).to_have_css("direction", "ltr")
    expect(sheet.locator("dd bdi")).to_have_text("Harbour; “Guests”")
    expect(page.get_by_role("button", name="Print")).to_be_enabled()
    assert faults(page) == []
    assert len(SHEETS.findall(page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    until(lambda: sheet.locator(".poster-inner").evaluate(OVER) == [0, 0], "nothing is cut off")
    page.emulate_media(media="screen")
    choose(page, "Language of the poster", "en")
    expect(sheet).to_contain_text("Nothing to install. Nothing leaves the building.")
    expect(sheet).to_have_css("direction", "ltr")
    assert host.ana.get("/api/boot").expect()["office"]["language"] == code, "the choice is for this poster"


def test_a_roll_call_is_printed_in_the_language_of_the_office(host: ServedHost, people: People) -> None:
    own = words("ar")
    host.ana.ask("PUT", "/api/office/language", {"language": "ar"}).expect()
    newcomer = host.newcomer("Eve")
    eve = newcomer.user["name"]
    person = people("desktop", host.ana)
    page = person.enter("/")
    page.get_by_role("textbox", name=re.compile("Message")).fill("/urgent Please leave the building")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Send to everyone here").click()
    page.get_by_role("button", name=re.compile("Show who")).click()
    expect(page.get_by_role("button", name="Print")).to_be_enabled()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = page.locator(".paper")
    expect(paper).to_have_css("direction", "rtl")
    expect(paper.get_by_role("heading", name=own["urgent.board"])).to_be_visible()
    for text in (own["urgent.not_yet"], "Please leave the building", OFFICE, eve, ANA):
        expect(paper).to_contain_text(text)
    expect(page.locator("#app")).to_be_hidden()
    # An answer that arrives while the browser prints changes the page, and leaves the paper.
    urgent = page.locator("article.message").last.get_attribute("data-id")
    with SocketClient(host.url, newcomer.cookie) as client:
        client.ask("urgent:confirm", {"message_id": urgent})
    expect(page.locator("#app .board-total")).to_have_text("1 of 1 has seen it")
    expect(paper.get_by_role("heading", name=own["urgent.board"])).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(paper).to_have_count(0)
    expect(page.get_by_role("heading", name="Who has seen it")).to_be_visible()
    assert len(SHEETS.findall(page.pdf())) == 1
