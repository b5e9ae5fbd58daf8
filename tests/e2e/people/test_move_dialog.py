"""Moving the office in the page: the owner types the other computer's address and code, and sees what becomes of it."""

import socket
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide


def open_dialog(page: Page) -> None:
    page.get_by_role("button", name="Move the office").click()
    expect(page.get_by_role("dialog", name="Move to another computer")).to_be_visible()


def test_the_owner_moves_the_office_in_the_window_and_nowhere_else_without_https(
    open_office: ServedHost, people: People, tmp_path: Path
) -> None:
    ana = open_office.ana
    phone = people("phone", ana).enter("/settings")
    open_dialog(phone)
    dialog = phone.get_by_role("dialog", name="Move to another computer")
    expect(dialog).to_contain_text("Others in the network could read the code here.")
    assert faults(phone) + sideways(phone) + wide(phone) == []
    assert dialog.locator("button").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    owner = people("desktop", ana)
    owner.allow("400")  # a code that is none
    owner.base = open_office.url  # as in the window on the host
    page = owner.sign_in_as(ana).enter("/settings")
    open_dialog(page)
    dialog = page.get_by_role("dialog", name="Move to another computer")
    dialog.get_by_label("Address of the other computer").fill("127.0.0.1:1")
    dialog.get_by_label("Code", exact=True).fill("😀 مرحبا")
    dialog.get_by_role("button", name="Move now").click()
    expect(dialog).to_contain_text("Type the code as the other computer shows it")
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        dialog.get_by_label("Address of the other computer").fill(f"127.0.0.1:{nobody.getsockname()[1]}")
        dialog.get_by_label("Code", exact=True).fill("k7qm 2xpd 9htr")
        dialog.get_by_role("button", name="Move now").click()
        expect(dialog.get_by_role("button", name="Cancel")).to_be_visible()
        expect(dialog).to_contain_text("does not wait for an office")
    assert faults(page) + sideways(page) + wide(page) == []
    dialog.get_by_role("button", name="Write one file instead").click()
    dialog.get_by_label("Folder on the host").fill(str(tmp_path))
    dialog.get_by_label("Passphrase", exact=True).fill("four words do well")
    dialog.get_by_role("button", name="Write the file and stop").click()
    expect(dialog).to_contain_text("this computer has stopped")
    expect(page.get_by_text("This office is now on another computer.")).to_be_visible()
    assert len(list(tmp_path.glob("*-moved.chatbackup"))) == 1
