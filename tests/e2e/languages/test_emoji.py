"""Emoji in the person's language: their names, what finds them and what is completed. English short names stay."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People
from tests.webui.accessibility.page_checks import faults

FOLDER = Path(__file__).parents[3] / "webui" / "i18n"


def words(code: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
    return found


def composer(page: Page) -> Locator:
    return page.locator(".composer textarea").first


def requested(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.rpartition("/")[2]) if "/vendor/emoji/" in one.url else None)
    return asked


@pytest.mark.parametrize(
    ("code", "kind", "typed", "name", "picked"),
    [
        ("de", "desktop", "TSCHUSS", "winkende Hand", "👋"),
        ("ar", "phone", "مَرحبًا", "تلويح باليد", "👋"),
        ("ja", "phone", "ねこ", "ネコの顔", "🐱"),
    ],
)
def test_they_are_named_and_found_in_the_language_of_the_page(
    desk: Desk, people: People, code: str, kind: str, typed: str, name: str, picked: str
) -> None:
    own = words(code)
    person = people(kind, desk.ben, locale=code)
    asked = requested(person.page)
    page = person.enter(desk.path)
    expect(composer(page)).to_be_visible()
    assert asked == []
    page.get_by_role("button", name=own["composer.emoji"], exact=True).click()
    expect(page.get_by_role("region", name=own["emoji.smileys"]).get_by_role("button").first).to_be_visible()
    assert sorted(set(asked)) == sorted([f"{code}.json", "en.json", "groups.svg"])
    assert faults(page) == []
    field = page.get_by_role("searchbox", name=own["emoji.search"])
    field.fill(typed)
    button = page.get_by_role("region", name=own["emoji.found"]).get_by_role("button", name=name, exact=True)
    expect(button).to_have_text(picked)
    expect(button).to_have_attribute("title", name)
    field.fill("tada")
    expect(page.get_by_role("region", name=own["emoji.found"]).get_by_role("button").first).to_have_text("🎉")


def test_a_name_of_the_language_is_completed_and_english_ones_stay(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben, locale="de")
    page = person.enter(desk.path)
    options = page.get_by_role("listbox", name=words("de")["composer.emoji"]).get_by_role("option")
    composer(page).press_sequentially("So :wave")
    expect(options.first).to_have_text("👋:wave:winkende Hand")
    page.keyboard.press("Tab")
    expect(composer(page)).to_have_value("So 👋")
    composer(page).press_sequentially(" :tschü")
    expect(options.first).to_have_text("👋winkende Hand")
    page.keyboard.press("Tab")
    expect(composer(page)).to_have_value("So 👋 👋")
    composer(page).press_sequentially(" :rotes_herz: :tada:")
    expect(composer(page)).to_have_value("So 👋 👋 ❤️ 🎉")


def test_they_follow_when_another_language_is_chosen(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    asked = requested(person.page)
    page = person.enter(desk.path)
    page.get_by_role("button", name=words("en")["composer.emoji"], exact=True).click()
    expect(page.get_by_role("button", name="grinning face", exact=True).first).to_be_visible()
    assert "de.json" not in asked, "an English page needs no other names"
    desk.ben.patch("/api/account/preferences", {"language": "de"}).expect()
    expect(page.get_by_role("button", name="grinsendes Gesicht", exact=True).first).to_be_visible()
    expect(page.get_by_role("region", name=words("de")["emoji.smileys"])).to_be_visible()
    desk.ben.patch("/api/account/preferences", {"language": None}).expect()
    expect(page.get_by_role("button", name="grinning face", exact=True).first).to_be_visible()
