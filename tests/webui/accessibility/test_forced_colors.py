"""In forced colours, where the browser draws no gradients, what can be opened still shows that it can."""

import io

from PIL import Image
from playwright.sync_api import Locator, expect

from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import settled

ARROW_PX = 34  # the width at the end of a select where its arrow stands
BORDER_PX = 3


def colours_at_the_end(select: Locator) -> int:
    picture = Image.open(io.BytesIO(select.screenshot(scale="css"))).convert("RGB")
    # Between the rounded corners.
    third = picture.height // 3
    end = picture.crop((picture.width - ARROW_PX, third, picture.width - BORDER_PX, 2 * third))
    return len(end.getcolors(end.width * end.height) or [])


def test_a_select_has_an_arrow(shown_host: ServedHost, people: People) -> None:
    person = people("desktop", shown_host.newcomer("Dora"), forced_colors="active")
    page = person.enter("/settings")
    language = page.locator("select#language")
    expect(language).to_be_visible()
    settled(page)
    assert colours_at_the_end(language) > 1
