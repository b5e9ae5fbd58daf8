"""Looks at a page for what keeps people out: what axe finds, what reaches over an edge, what is too small to touch."""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# All rules with these tags that read colours.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
SMALLEST_TARGET_PX = 44
# What looks smaller may take presses around itself, by a pseudo-element that is laid over it.
# What has gone since it was looked for has no size.
TOO_SMALL = """(nodes, least) => nodes.filter((node) => node.isConnected).filter((node) => {
    const box = node.getBoundingClientRect(), around = getComputedStyle(node, '::after');
    const more = (size) => around.position === 'absolute' ? parseFloat(size) : 0;
    return Math.min(Math.max(box.height, more(around.height)), Math.max(box.width, more(around.width))) < least;
}).map((node) => node.outerHTML.slice(0, 90))"""

# What is looked at has its sheets, and has stopped moving: what fades in has other colours, and no size of its own.
SETTLED = """async () => {
  const ends = one => one.effect?.getComputedTiming().endTime < Infinity;
  while ([...document.querySelectorAll('link[rel=stylesheet]')].some(link => !link.sheet))
    await new Promise(done => setTimeout(done, 20));
  await Promise.allSettled(document.getAnimations().filter(ends).map(one => one.finished));
}"""


TWICE = "document.documentElement.style.fontSize = '200%'"
# Fewer letters in a line than this, in three lines or more, are not read as words.
LEAST_LETTERS_A_LINE = 3


def settled(page: Page) -> Page:
    page.evaluate(SETTLED)
    return page


def violations(page: Page, **only: list[str]) -> list[dict[str, Any]]:
    """What axe finds by all of its rules, those with some tags (`tag=TAGS`) or those of some names (`rule=[...]`).
    Each has an `id`, and `nodes` with their `html`.

    Its script (570 kB) goes into each document once. A copy for each look would be compiled anew, which costs as much
    as the look itself.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    for kind, values in only.items():
        options["runOnly"] = {"type": kind, "values": values}
    found: list[dict[str, Any]] = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return found


def faults(page: Page) -> list[str]:
    """In light, and what comes of colours in dark, where all else is the same (test_sources.py)."""
    found = []
    looks: tuple[tuple[Literal["light", "dark"], dict[str, list[str]]], ...] = (
        ("light", {"tag": TAGS}),
        ("dark", {"rule": COLOUR_RULES}),
    )
    for scheme, only in looks:
        page.emulate_media(color_scheme=scheme)
        settled(page)
        told = violations(page, **only)
        found += [f"{scheme}, {one['id']}: {node['html'][:160]}" for one in told for node in one["nodes"]]
    return found


def sideways(page: Page) -> list[str]:
    """What reaches over the edge of the page, and is not cut off or scrolled by something that does not."""
    found: list[str] = settled(page).evaluate(
        """() => {
          const over = (node, box = node.getBoundingClientRect()) => box.right > innerWidth + 1 || box.left < -1;
          const held = node => { for (let up = node.parentElement; up !== document.body; up = up.parentElement)
            if (getComputedStyle(up).overflowX !== 'visible' && !over(up)) return up.scrollLeft === 0; return false };
          return [...document.querySelectorAll('#app *')].filter(node => over(node) && !held(node))
            .map(node => node.outerHTML.slice(0, 120)) }"""
    )
    return found


def wide(page: Page) -> list[str]:
    """Boxes that scroll sideways, or cut off what does not end in an ellipsis; code and the row of filters may."""
    found: list[str] = settled(page).evaluate(
        """() => [...document.querySelectorAll('#app :not(pre, input, textarea, .search-chips)')]
          .map(n => [n, getComputedStyle(n)]).filter(([n, s]) => n.scrollWidth > n.clientWidth + 1
          && n.clientWidth > 1 && s.webkitLineClamp === 'none' && s.textOverflow !== 'ellipsis'
          && ['auto', 'scroll', 'hidden'].includes(s.overflowX)).map(([n]) => n.outerHTML.slice(0, 120))"""
    )
    return found


def columns_of_letters(page: Page) -> list[str]:
    """Texts that are so narrow that their letters stand below each other."""
    found: list[str] = settled(page).evaluate(
        """(least) => {
          const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const text = walker.currentNode, range = document.createRange();
            if (!text.parentElement.checkVisibility() || text.parentElement.closest('.hidden, .skip')) continue;
            range.selectNodeContents(text);
            const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size;
            if (lines > 2 && text.data.trim().length < least * lines) found.push(`letters of ${text.data}`);
          }
          return found }""",
        LEAST_LETTERS_A_LINE,
    )
    return found


def begin_with_large_letters(page: Page) -> None:
    """From the next document on, letters have twice their size."""
    page.add_init_script(f"document.addEventListener('readystatechange', () => {{ {TWICE} }})")
