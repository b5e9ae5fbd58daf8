"""The main flow in every language, on a phone: set up, join, write, search, send a file, settings."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.support.browsers.pages import People, Person
from tests.support.cast import ANA, BEN, PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import faults, sideways

FOLDER = Path(__file__).parents[3] / "webui" / "i18n"
ENGLISH: dict[str, Any] = json.loads((FOLDER / "en.json").read_text("utf-8"))
CODES = [path.stem for path in sorted(FOLDER.glob("*.json")) if path.stem != "notes"]
OFFICE = "Ñandú & 東"
PLAN: FilePayload = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"A plan"}

# The texts that a person can read in the page, or that are read to them.
SHOWN = """() => {
  const texts = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = (node) => !node.closest("script, style, noscript, template") && node.checkVisibility();
  while (walk.nextNode()) if (seen(walk.currentNode.parentElement)) texts.add(walk.currentNode.data.trim());
  for (const node of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    for (const name of ["aria-label", "title", "placeholder"])
      if (node.checkVisibility() && node.hasAttribute(name)) texts.add(node.getAttribute(name).trim());
  return [...texts];
}"""


class Words:
    """The sentences of one language, and those of English that it says in another way."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._own: dict[str, Any] = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
        others = {text for text in self._own.values() if isinstance(text, str)}
        self.english = {text for text in ENGLISH.values() if isinstance(text, str) and " " in text} - others

    def __call__(self, key: str, **values: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], str(self._own[key]))

    @property
    def direction(self) -> str:
        return str(self._own["language.direction"])


def look(page: Page, words: Words) -> None:
    """What is shown is of the language, is accessible, and does not scroll sideways."""
    expect(page.locator("html")).to_have_attribute("lang", words.code)
    expect(page.locator("html")).to_have_attribute("dir", words.direction)
    assert sideways(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [text for text in page.evaluate(SHOWN) if text in words.english] == []


def set_up(ana: Person, host: ServedHost, words: Words) -> None:
    ana.allow("status of 409 .*/api/offices")  # a slow page asks for other offices when this one is set up already
    page = ana.open(f"/setup#{host.setup_token}")
    page.get_by_label(words("setup.office_name")).fill(OFFICE)
    page.get_by_label(words("form.name")).fill(ANA)
    page.get_by_label(words("form.password"), exact=True).fill(PASSWORD)
    look(page, words)
    page.get_by_role("button", name=words("setup.submit")).click()
    ana.await_link()
    expect(page.locator(".bar").get_by_role("heading", name=words("setup.first_room"))).to_be_visible()
    look(page, words)


def refused(ben: Person, words: Words) -> None:
    """The host's sentence about a link that is no more, which a first visit has to wait for."""
    ben.allow("status of 40")
    page = ben.open("/join#AAAAAAAA")
    expect(page.get_by_text(words("error.bad_code"))).to_be_visible()
    look(page, words)
    ben.open("/sign-in")


def join(ben: Person, host: ServedHost, words: Words) -> None:
    page = ben.open(f"/join#{host.join_code}")
    page.get_by_label(words("form.name")).fill(BEN)
    page.get_by_label(words("form.new_password")).fill(PASSWORD)
    look(page, words)
    assert faults(page) == []
    page.get_by_role("button", name=words("join.submit"), exact=True).click()
    ben.await_link()


def say(person: Person, text: str, words: Words) -> None:
    person.page.locator("textarea.composer-text, .composer textarea").first.fill(text)
    person.page.get_by_role("button", name=words("composer.send"), exact=True).click()
    expect(person.message(text)).to_have_attribute("data-id", re.compile("."))


def send_file(person: Person, words: Words) -> None:
    page = person.page
    page.get_by_title(words("composer.add"), exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=words("add.files"), exact=True).click()
    chooser.value.set_files(PLAN)
    expect(page.get_by_role("list", name=words("sending.tray")).locator('[data-state="done"]')).to_have_count(1)
    look(page, words)
    page.get_by_role("button", name=words("composer.send"), exact=True).click()
    expect(page.locator(".message .file-card, .message [class*=file]").first).to_be_visible()


def search(person: Person, words: Words) -> None:
    page = person.page
    page.locator(".bar .back button").click()
    page.get_by_role("button", name=words("search.title")).first.click()
    page.get_by_role("combobox").fill("lantern")
    expect(page.locator(".said")).to_have_count(1)
    look(page, words)


def settings(person: Person, words: Words) -> None:
    page = person.open("/settings")
    expect(page.get_by_role("heading", name=words("settings.title"), exact=True).first).to_be_visible()
    look(page, words)
    assert faults(page) == []


@pytest.mark.parametrize("code", CODES)
def test_the_main_flow_meets_no_word_of_another_language(new_host: ServedHost, people: People, code: str) -> None:
    words = Words(code)
    ana, ben = people("phone", locale=code), people("phone", locale=code)
    set_up(ana, new_host, words)
    refused(ben, words)
    join(ben, new_host, words)
    say(ben, "The lantern is red", words)
    expect(ana.message("The lantern is red")).to_be_visible()
    send_file(ben, words)
    look(ana.page, words)
    assert faults(ana.page) == []
    search(ben, words)
    settings(ana, words)
