"""Files in the results of a search: they are found by what they are and by their names, and shown."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.e2e.files.sent_files import share
from tests.e2e.finding.test_search import await_index, field, open_search, results
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People
from tests.support.files.sample_files import encoded, picture


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_files_are_found_by_their_type_and_shown_in_the_results(desk: Desk, people: People, kind: str) -> None:
    word = f"harbour{secrets.token_hex(3)}"
    photo = (f"{word} by night.png", encoded(picture(), "PNG"))
    share(desk.cleo, desk.host.url, desk.room, "", photo)
    tables = [(f"{number}.xlsx", b"PK not really") for number in range(4)]
    share(desk.cleo, desk.host.url, desk.room, f"The plans of {word}", *tables, (f"[{word}] & \u202egpj.exe", b"MZ"))
    await_index(desk.ben, word, 2)
    person = people(kind, desk.ben)
    # The host has made the small picture.
    person.await_that(lambda: "thumb" in str(desk.ben.get(f"/api/search?q=type:image%20{word}").expect()["results"]))
    page = person.enter()
    open_search(page, kind).fill(word)
    expect(results(page)).to_have_count(2)
    plans, image = results(page).first, results(page).last
    expect(image.locator(".found-picture img")).to_be_visible()
    expect(image.locator("mark")).to_have_text([word])
    expect(image).to_contain_text(re.compile(r"by night\.png\s*\d+ bytes"))
    # Of five files the one that was found comes first, and its name hides nothing.
    expect(plans.locator(".found-file")).to_have_count(3)
    expect(plans.locator(".found-name").first).to_have_text(f"[{word}] & gpj.exe")
    expect(plans.locator("mark")).to_have_text([word, word])
    expect(plans).to_contain_text("and 2 more files")
    # A sort is completed as it is typed.
    field(page).fill(f"{word} ")
    field(page).press_sequentially("type:spr")
    page.get_by_role("option", name=re.compile("^spreadsheet")).click()
    expect(field(page)).to_have_value(f"{word} type:spreadsheet ")
    expect(results(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Remove the filter type: spreadsheet")).to_be_visible()
