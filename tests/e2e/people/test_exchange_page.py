"""The pages that import and export: the owner takes an export of Slack, and people download their own data."""

import json
import re
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from tests.support.browsers.pages import People, box
from tests.support.cast import CLEO
from tests.support.files import foreign_exports
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide


def test_the_owner_imports_an_export_of_slack(open_office: ServedHost, people: People, tmp_path: Path) -> None:
    page = people("desktop", open_office.ana).enter("/settings")
    page.get_by_role("button", name="Show what the host does").click()
    card = page.get_by_role("region", name="Import and export")
    card.get_by_role("button", name="Import…").click()
    dialog = page.get_by_role("dialog", name="Import", exact=True)
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Choose a file…").click()
    chooser.value.set_files(foreign_exports.slack(tmp_path / "slack.zip"))
    expect(dialog.get_by_role("heading", name="From Slack")).to_be_visible()
    expect(dialog.get_by_role("combobox", name="Ana Ruiz is here")).to_have_value(open_office.ana.user_id)
    assert faults(page) + sideways(page) + wide(page) == []
    dialog.get_by_role("combobox", name="Ana Ruiz is here").select_option("New, cannot sign in")
    dialog.get_by_role("button", name="Import", exact=True).click()
    report = dialog.get_by_role("region", name="Last import")
    expect(report).to_contain_text("9 messages")
    expect(report).to_contain_text("4 new people")
    report.get_by_text("What is left out").click()
    expect(report).to_contain_text("Notices of Slack, such as joins: 1")
    assert faults(page) + sideways(page) + wide(page) == []
    phone = people("phone", open_office.ana).enter("/settings")
    phone.get_by_role("button", name="Show what the host does").click()
    phone.get_by_role("region", name="Import and export").get_by_role("button", name="Import…").click()
    small = phone.get_by_role("dialog", name="Import", exact=True)
    expect(small.get_by_role("region", name="Last import")).to_be_visible()
    assert faults(phone) + sideways(phone) + wide(phone) == []
    assert small.locator("button, summary").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []


def test_people_download_their_own_data_and_rooms_if_they_may(
    open_office: ServedHost, people: People, tmp_path: Path
) -> None:
    cleo = open_office.join(CLEO)
    page = people("desktop", cleo).enter("/settings")
    page.get_by_role("button", name="Download…").click()
    dialog = page.get_by_role("dialog", name="Export")
    expect(dialog.get_by_role("radio", name="All my rooms")).to_have_count(0)
    dialog.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()
    download.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        first = json.loads(archive.read("export.jsonl").splitlines()[1])
    assert (first["type"], first["name"]) == ("user", CLEO)
    open_office.ana.ask("PUT", "/api/export/rule", {"members": True}).expect()
    rooms = dialog.get_by_role("radio", name="Some rooms")
    rooms.check()
    # Nothing is exported before a room is chosen, and the questions stand apart.
    expect(dialog.get_by_role("button", name="Export", exact=True)).to_be_disabled()
    what, which = (box(dialog.get_by_role("group", name=name)) for name in ("What", "Rooms"))
    assert which.top - what.bottom > 8
    dialog.get_by_role("checkbox", name="General").check()
    dialog.get_by_role("radio", name="A page").check()
    assert faults(page) + sideways(page) + wide(page) == []
    dialog.get_by_role("button", name="Export", exact=True).click()
    expect(dialog.get_by_role("link", name="Download")).to_have_attribute(
        "download", re.compile(r"^export-\d{4}-\d{2}-\d{2}\.zip$")
    )
