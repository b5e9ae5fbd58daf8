"""Takes the pictures of docs/features.md from a real office: `python build/pictures/feature_pictures.py [NAME ...]`.

Needs what the tests need (`python3 dev.py test` sets it up). Each picture is taken on a desktop or a phone, light and
dark, and goes to docs/images/features. Chromium writes WebP itself, which is a quarter of the size of PNG.
"""

import base64
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "build")]

from pictures.feature_office import Office, Shot  # noqa: E402 (the checkout is no installed package)
from pictures.feature_shots import SHOTS  # noqa: E402

from tests.support.browsers.pages import ARGUMENTS, DEVICES, NAME  # noqa: E402
from tests.support.hosts.host_process import ServedHost  # noqa: E402

FOLDER = ROOT / "docs" / "images" / "features"
QUALITY = 82
PATIENCE_MS = 10_000


def main(names: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        host = ServedHost(Path(place), "--allow-host", NAME)
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        try:
            office = Office(host)
            office.play()
            for shot in wanted:
                _take(chromium, office, shot)
            office.end()
        finally:
            chromium.close()
            host.stop()


def _take(chromium: Chromium, office: Office, shot: Shot) -> None:
    if shot.prepare not in office.paths:
        office.paths[shot.prepare] = shot.prepare(office)
    path = office.paths[shot.prepare]
    for scheme in ("light", "dark"):
        office.answer_pings()
        with _page(chromium, office, shot.device, scheme) as page:
            page.goto(_base(office) + path)
            page.get_by_role("textbox").first.wait_for()
            shot.act(page, office)
            page.evaluate("document.fonts.ready")
            time.sleep(0.6)  # the last paint; a picture a little late harms nobody
            _save(page, FOLDER / f"{shot.name}-{scheme}.webp")
    print(shot.name, flush=True)


@contextmanager
def _page(chromium: Chromium, office: Office, device: str, scheme: str) -> Iterator[Page]:
    options: dict[str, Any] = {**DEVICES[device], "device_scale_factor": 2 if device == "phone" else 1}
    context = chromium.new_context(**options, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    cookies = office.people[0].cookies.items()
    context.add_cookies([{"name": name, "value": value, "url": _base(office)} for name, value in cookies])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


def _base(office: Office) -> str:
    return f"http://{NAME}:{office.host.url.rsplit(':', 1)[1]}"


def _save(page: Page, path: Path) -> None:
    session = page.context.new_cdp_session(page)
    picture = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    path.write_bytes(base64.b64decode(picture["data"]))
    session.detach()


if __name__ == "__main__":
    main(sys.argv[1:])
