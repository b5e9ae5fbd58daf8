"""A second computer, on which nobody has set an office up yet, and which shows a code for another one."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.conftest import StartHost
from tests.e2e.conftest import PeopleIn
from tests.support.browsers.pages import NAME
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import faults, sideways, wide

PICTURES = os.environ.get("PICTURES")


def shows_code(start_host: StartHost, people_in: PeopleIn, button: str) -> tuple[ServedHost, Page, str]:
    """Presses BUTTON below the set-up of a second computer, on a phone's screen. Returns its host, page and code."""
    new = start_host("--allow-host", NAME, folder="second")
    there = people_in(new)("phone", name="127.0.0.1", color_scheme="dark")
    there.allow("setup_done|409|ERR_")
    page = there.open(f"/setup#{new.setup_token}")
    page.get_by_role("button", name=button).click()
    code = page.locator(".receiving-code").inner_text()
    assert faults(page) + sideways(page) + wide(page) == []
    return new, page, code


def picture(page: Page, name: str) -> None:
    """Keeps a picture to look at, if the environment names a folder for them."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
