"""Sends a file of each kind from the window over a link that is cut, and opens each of them there."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.desktop.programs.driving import Driver, wait_until
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
# Presses what has these words as its text or its label, once it is there.
PRESS = """((where, words) => {
  const found = [...document.querySelectorAll(where)].find((one) =>
    (one.ariaLabel ?? one.textContent).trim().startsWith(words) && !one.disabled);
  found?.click();
  return Boolean(found);
})(%s, %s)"""
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
    "Open video tour.webm": "(document.querySelector('dialog video')?.currentTime ?? 0) > 0",
    "numbers.csv": "[...document.querySelectorAll('dialog td')].some((cell) => cell.textContent === 'Posten')",
    "notes.txt": "document.querySelector('dialog pre')?.textContent.includes('Words to read')",
}
PLAY = "void document.querySelector('dialog video')?.play()"
CLOSE = "document.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }))"


def write_files(home: Path) -> list[Path]:
    paths = [home / name for name, _, _ in FILES]
    for path, (_, _, data) in zip(paths, FILES, strict=True):
        path.write_bytes(data)
    return paths


def send_over_a_cut_link(window: Driver, drop: Callable[[], None]) -> list[str]:
    """Sends what DROP puts into the tray, and returns what was said of it meanwhile."""
    window.script(CUT)
    drop()
    wait_until(lambda: window.value("document.querySelectorAll('.tray [data-key]').length") == len(FILES))
    window.script(SEND % json.dumps(WORDS))
    _press(window, ".room > .composer button", "Send")
    said = [_says(window, "The connection was lost.")]
    _press(window, ".uploading button", "Pause")
    said.append(_says(window, "Paused"))
    window.script("window.isCut = false")
    _press(window, ".uploading button", "Resume")
    wait_until(lambda: bool(window.value(SENT)))
    return said


def open_each(window: Driver, home: Path) -> list[str]:
    """Opens each file in the page, and saves the archive. Returns what has opened."""
    opened = []
    for name, is_shown in SHOWN.items():
        _press(window, "article button", name)
        wait_until(lambda: bool(window.value("Boolean(document.querySelector('dialog'))")))
        window.script(PLAY)
        wait_until(lambda shown=is_shown: bool(window.value(shown)))  # type: ignore[misc]
        opened.append(name)
        window.script(CLOSE)
        wait_until(lambda: not window.value("Boolean(document.querySelector('dialog'))"))
    wait_until(lambda: bool(window.value(READ)))
    window.script("document.querySelector('article a[download=\"all.zip\"]').click()")
    saved = home / "Downloads" / "all.zip"
    wait_until(lambda: saved.exists() and saved.read_bytes() == (home / "all.zip").read_bytes())
    return [*opened, "song.wav", saved.name]


def _press(window: Driver, where: str, words: str) -> None:
    wait_until(lambda: bool(window.value(PRESS % (json.dumps(where), json.dumps(words)))))


def _says(window: Driver, words: str) -> str:
    told = f"document.querySelector('.uploading')?.innerText.includes({json.dumps(words)})"
    wait_until(lambda: bool(window.value(told)))
    return words
