"""Looks at a page in the pseudo-language (tests/support/browsers/pseudo_language.py), on a phone and a desktop."""

import json
from typing import Any

from playwright.sync_api import Page, ViewportSize, expect

from chat_desktop import paths
from tests.support.browsers.pseudo_language import OPEN
from tests.webui.accessibility.page_checks import SETTLED, sideways

ENGLISH: dict[str, Any] = json.loads((paths.webui() / "i18n" / "en.json").read_text("utf-8"))
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 800},
}
LOOKS, AGAIN_MS = 10, 200  # at what seems wrong, and the time between two of them
# Texts that are not of the catalogue. What people wrote, times and codes are not the page's own; sizes, dates and lists
# are written by Intl, and the label of a kind of file is its ending.
LEFT_WORDS = r"""() => {
  const found = [], written = /[⟦⟧]|^(TXT|JPG|Android|iPhone|and|[0-9.]+ (bytes?|[kMG]B)|\w+, \w+ \d+, \d+ at .*)$/;
  const code = "time, code, kbd, pre, script, style, noscript, .poster-address, .fingerprint, .commands b";
  const others = `bdi, option[lang], [dir=auto], output, ${code}`;
  const isLeft = (words) => /[A-Za-z]{3,}/.test(words) && !written.test(words.trim());
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!isLeft(node.data) || !parent.checkVisibility() || parent.closest(others)) continue;
    found.push(`${parent.tagName}.${parent.className}: ${node.data.trim()}`);
  }
  for (const node of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    for (const name of ["aria-label", "title", "placeholder"]) {
      const words = node.getAttribute(name) ?? "";
      if (isLeft(words) && node.checkVisibility()) found.push(`${name}: ${words}`);
    }
  return found;
}"""
# Buttons whose words take more than two lines.
TALL = """() => [...document.querySelectorAll("button.button, a.button, .tabs button, .chip")].filter((node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  const height = node.checkVisibility() && range.getBoundingClientRect().height;
  return height > 2.6 * parseFloat(getComputedStyle(node).lineHeight || "24");
}).map((node) => `over two lines: ${node.textContent}`)"""
# In one go, because each question takes its time on the way.
ALL = f"""async () => {{
  await ({SETTLED})();
  const isWide = document.scrollingElement.scrollWidth > innerWidth;
  return [...({LEFT_WORDS})(), ...({TALL})(), ...(isWide ? ["scrolls sideways"] : [])];
}}"""


class Looks:
    """`wrong` is what was found, by state and size."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[str]] = {}

    def at(self, page: Page, state: str, *sizes: str) -> None:
        """Looks in both sizes, or those that are named. The page is as wide as a desktop's afterwards."""
        expect(page.get_by_text(OPEN).first).to_be_visible()
        for size in sizes or SIZES:
            page.set_viewport_size(SIZES[size])
            if found := lasting(page):
                self.wrong[f"{state}, {size}"] = found


def lasting(page: Page) -> list[str]:
    """Returns what is wrong and stays so. What a page draws anew for another size may not have its place yet."""
    found: list[str] = []
    for _ in range(LOOKS):
        found = [*page.evaluate(ALL), *sideways(page)]
        if not found:
            break
        page.wait_for_timeout(AGAIN_MS)
    return found
