"""Sends a file of each kind from the window over a link that is cut, and opens each of them there."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.office_page import OfficePage
from tests.support.files.shared_files import FILES

WORDS = "A file of every kind"
# Uploads go to where nobody answers while `isCut` is true.
CUT = """(() => {
  const { open } = XMLHttpRequest.prototype;
  window.isCut = true;
  XMLHttpRequest.prototype.open = function (method, url, ...others) {
    open.call(this, method, window.isCut && method === "PATCH" ? "http://127.0.0.1:1/" : url, ...others);
  };
})()"""
SEND = """(() => {
  const field = document.querySelector(".room > .composer textarea");
  field.value = %s;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
})()"""
SENT = f"""[...document.querySelectorAll("article[data-id]")].some((row) => row.innerText.includes({WORDS!r}))"""
# The controls are the browser's own. A computer without a sound card plays no sound, but reads it.
READ = """(() => {
  const sound = document.querySelector("article audio");
  if (sound && !sound.dataset.asked) Object.assign(sound, { preload: "auto" }).load();
  if (sound) sound.dataset.asked = "yes";
  return (sound?.readyState ?? 0) >= HTMLMediaElement.HAVE_CURRENT_DATA;
})()"""
# What each of them shows once it is open.
SHOWN = {
    "Open picture harbour.jpg": "(document.querySelector('dialog .stage img')?.naturalWidth ?? 0) > 0",
    "Open video tour.webm": """(() => {
      const video = document.querySelector('dialog video');
      if (video?.paused && !video.ended) void video.play();
      return (video?.currentTime ?? 0) > 0;
    })()""",
    "numbers.csv": "[...document.querySelectorAll('dialog td')].some((cell) => cell.textContent === 'Posten')",
    "notes.txt": "document.querySelector('dialog pre')?.textContent.includes('Words to read')",
}
IS_OPEN = "Boolean(document.querySelector('dialog'))"
CLOSE = "document.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }))"


def write_files(home: Path) -> list[Path]:
    paths = [home / name for name, _, _ in FILES]
    for path, (_, _, data) in zip(paths, FILES, strict=True):
        path.write_bytes(data)
    return paths


def send_over_a_cut_link(window: OfficePage, drop: Callable[[], None]) -> list[str]:
    """Sends what DROP puts into the tray, and returns what was said of it meanwhile."""
    window.script(CUT)
    drop()
    window.await_value(f"document.querySelectorAll('.tray [data-key]').length === {len(FILES)}")
    window.script(SEND % json.dumps(WORDS))
    window.press_in(".room > .composer button", "Send")
    said = [_says(window, "The connection was lost.")]
    window.press_in(".uploading button", "Pause")
    said.append(_says(window, "Paused"))
    window.script("window.isCut = false")
    window.press_in(".uploading button", "Resume")
    window.await_value(SENT)
    return said


def open_each(window: OfficePage, home: Path) -> list[str]:
    """Opens each file in the page, and saves the archive. Returns what has opened."""
    opened = []
    for name, is_shown in SHOWN.items():
        window.press_in("article[data-id] button", name)
        window.await_value(IS_OPEN, f"{name}: no dialog")
        window.await_value(is_shown, f"{name}: not shown")
        opened.append(name)
        window.script(CLOSE)
        window.await_value(f"!{IS_OPEN}", f"{name}: not closed")
    window.await_value(READ, "song.wav: not read")
    window.press_in('article[data-id] a[download="all.zip"]')
    saved = home / "Downloads" / "all.zip"
    wait_until(lambda: saved.exists() and saved.read_bytes() == (home / "all.zip").read_bytes())
    return [*opened, "song.wav", saved.name]


def _says(window: OfficePage, words: str) -> str:
    window.await_value(f"document.querySelector('.uploading')?.innerText.includes({json.dumps(words)})")
    return words
