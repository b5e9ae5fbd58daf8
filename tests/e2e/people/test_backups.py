"""Backups in the page: the owner chooses a folder, a failed one is told, and one is made by a click."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.files.sent_files import share
from tests.support.browsers.pages import People
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide

BANNER_MS = 60_000  # it comes when the page has been idle for a while


def test_the_owner_chooses_a_folder_hears_of_a_failure_and_backs_up(
    open_office: ServedHost, people: People, tmp_path: Path
) -> None:
    ana, ben = open_office.ana, open_office.join(BEN)
    share(ben, open_office.url, ben.home(), "The plan", ("plan.bin", b"plan" * 500_000))
    stick = tmp_path / "شريط a stick with a long name"
    stick.mkdir()
    obstacle = stick / f"chat-desktop-backup-{ana.get('/api/hello').expect(200)['office']['id']}"
    obstacle.write_text("not a folder")
    member = people("desktop", ben).enter("/settings")
    expect(member.get_by_role("heading", name="About")).to_be_visible()
    expect(member.get_by_role("button", name="Show backups")).to_have_count(0)
    owner = people("desktop", ana)
    owner.allow("400")  # a passphrase that is too short
    owner.base = open_office.url  # as in the window on the host
    page = owner.sign_in_as(ana).enter("/settings")
    page.get_by_role("button", name="Show backups").click()
    dialog = page.get_by_role("dialog", name="Backups")
    expect(dialog).to_contain_text("No folder is chosen")
    dialog.get_by_role("button", name="Choose a folder").click()
    save = dialog.get_by_role("button", name="Back up every day")
    expect(dialog.get_by_label("Folder on the host")).to_be_focused()
    dialog.get_by_label("Folder on the host").fill(str(stick))
    dialog.get_by_label("Passphrase", exact=True).fill("short")
    save.click()
    expect(dialog).to_contain_text("at least 12 characters")
    assert faults(page) + sideways(page) + wide(page) == []
    dialog.get_by_label("Passphrase", exact=True).fill("four words do well")
    save.click()
    expect(dialog).to_contain_text(stick.name)
    change = dialog.get_by_role("button", name="Change")
    expect(change).to_be_focused()
    change.click()
    dialog.get_by_role("button", name="Cancel").click()
    expect(change).to_be_focused()
    dialog.get_by_role("button", name="Back up now").click()
    expect(dialog).to_contain_text("The backup failed")
    phone = people("phone", ana).enter("/")
    banner = phone.get_by_role("status", name="Backups")
    expect(banner).to_contain_text("has failed", timeout=BANNER_MS)
    assert faults(phone) + sideways(phone) + wide(phone) == []
    assert banner.locator("button").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    obstacle.unlink()
    banner.get_by_role("button", name="Show backups").click()
    dialog = phone.get_by_role("dialog", name="Backups")
    expect(dialog).to_contain_text("Others in the network could read the passphrase here.")
    dialog.get_by_role("button", name="Back up now").click()
    # Its size is that of all that is in it.
    expect(dialog).to_contain_text("1 file, 2 MB")
    expect(dialog).not_to_contain_text("failed")
    assert dialog.locator("button").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    dialog.get_by_role("button", name="Turn off").click()
    phone.get_by_role("button", name="Turn backups off").click()
    expect(dialog).to_contain_text("No folder is chosen")
