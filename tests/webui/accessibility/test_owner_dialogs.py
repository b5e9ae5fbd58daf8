"""With letters of twice the size the dialogs of the owner fit a phone too, and who asks to join can be answered."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People, Person, box
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import TWICE, columns_of_letters, settled, sideways, wide
from tests.webui.accessibility.test_accessible_states import crowded
from tests.webui.accessibility.test_invite_screens import bar
from tests.webui.accessibility.test_invite_screens import busy as busy
from tests.webui.accessibility.test_invite_screens import people as people

OPEN = "await m.openLazily(() => import(ui + a[0]), a[1], {})"
DIALOGS = {
    "HostConsole": "host/console.js",
    "StorageDialog": "storage/storage_dialog.js",
    "ImportDialog": "exchange/import_dialog.js",
    "ExportDialog": "exchange/export_dialog.js",
    "BackupDialog": "host/backup/backup_dialog.js",
    "DiagnosticsDialog": "diagnostics/diagnostics_dialog.js",
    "MoveDialog": "relocation/move_dialog.js",
    "DesksDialog": "frontdesk/dialogs.js",
}


@pytest.fixture
def owner(people: People, busy: ServedHost) -> Person:
    person = people("phone", busy.ana)
    bar(person)
    person.page.evaluate(TWICE)
    return person


def look(page: Page) -> list[str]:
    return sideways(page) + wide(page) + crowded(page) + columns_of_letters(page)


def test_the_dialogs_of_the_owner_fit_a_phone(owner: Person) -> None:
    found = {}
    page = owner.page
    for component, path in DIALOGS.items():
        owner.module("store/route.js", OPEN, [f"features/{path}", component])
        dialog = page.locator("dialog[open]")
        expect(dialog.locator(".dialog-inner > :nth-child(2)")).to_be_attached()
        found[component] = look(page)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    assert {component: wrong for component, wrong in found.items() if wrong} == {}


def test_the_steps_of_one_who_joins_stand_apart(owner: Person) -> None:
    owner.module("store/route.js", OPEN, ["features/diagnostics/diagnostics_dialog.js", "DiagnosticsDialog"])
    steps = owner.page.locator(".steps").first
    expect(steps).to_be_visible()
    wide_ones = (
        "nodes => nodes.filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => node.textContent)"
    )
    assert settled(owner.page).locator(".steps").first.locator("li").evaluate_all(wide_ones) == []


def test_who_asks_to_join_stays_within_the_screen(owner: Person) -> None:
    knocks = owner.page.locator(".knock-bar")
    assert box(knocks).bottom <= 844
    expect(knocks.get_by_role("button", name="Let in").last).to_be_visible()
    knocks.get_by_role("button", name="Let in").last.scroll_into_view_if_needed()
    expect(knocks.get_by_role("button", name="Let in").last).to_be_in_viewport(ratio=1)
