"""Starts the program at sign-in on Linux: a desktop entry in the folder `autostart` (freedesktop.org)."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from chat_desktop.atomic_write import write_atomically
from chat_desktop.languages import sentences
from chat_desktop.languages.catalogues import ENGLISH
from chat_desktop.languages.sentences import sentence

_COMMENT = sentence("system.starts_in_background")
_LOCALES = {"pt-BR": "pt_BR", "zh-Hans": "zh_CN"}  # as the names of locales are written
_GROUP = "[Desktop Entry]"
_VALUE_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_VALUE_MEANINGS = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r", "s": " "}
_QUOTED_ESCAPES = frozenset('"`$\\')


class AutostartEntry:
    """The entry NAME.desktop in FOLDER, which runs COMMAND, in the folder WORKING_FOLDER if one is given."""

    def __init__(
        self, name: str, command: Sequence[str], working_folder: Path | None = None, folder: Path | None = None
    ) -> None:
        self._command, self._working_folder = command, working_folder
        self._file = (folder or autostart_folder()) / f"{name}.desktop"

    def is_on(self) -> bool:
        """Returns whether the desktop would start the program. Raises OSError when the entry cannot be read."""
        try:
            entry = dict(_keys(self._file.read_text("utf-8", "replace")))
        except FileNotFoundError:
            return False
        if entry.get("Hidden") == "true" or entry.get("X-GNOME-Autostart-enabled") == "false":
            return False  # the settings of a desktop turn an entry off in this way
        words = split_exec(entry.get("Exec", ""))
        return bool(words) and shutil.which(words[0]) is not None

    def turn(self, on: bool) -> None:
        """Writes or removes the entry. Raises OSError."""
        if not on:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(self._file, self._text())

    def _text(self) -> str:
        lines = [
            _GROUP,
            "Type=Application",
            "Name=Chat Desktop",
            *_comments(),
            "Icon=chat-desktop",
            f"Exec={_escaped(join_exec(self._command))}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        ]
        if self._working_folder is not None:
            lines.append(f"Path={_escaped(str(self._working_folder))}")
        return "\n".join(lines) + "\n"


def _comments() -> Iterator[str]:
    for code in sentences.shipped().codes:
        locale = "" if code == ENGLISH else f"[{_LOCALES.get(code, code)}]"
        yield f"Comment{locale}={_escaped(_COMMENT.in_language(code))}"


def autostart_folder() -> Path:
    """Returns the folder of the person's own entries."""
    configured = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(configured) if Path(configured).is_absolute() else Path.home() / ".config"
    return base / "autostart"


def join_exec(words: Sequence[str]) -> str:
    """Returns the value of Exec for a command, before the escaping that each value has."""
    return " ".join(_quoted(word) for word in words)


def split_exec(value: str) -> list[str]:
    """Returns the words of a value of Exec without its field codes, such as %U."""
    words: list[str] = []
    word: str | None = None
    quoted = False
    characters = iter(value)
    for character in characters:
        if character == '"':
            quoted, word = not quoted, word or ""
        elif character == " " and not quoted:
            words, word = [*words, word] if word is not None else words, None
        elif character == "\\" and quoted:
            word = (word or "") + next(characters, "")
        elif character == "%":
            word = (word or "") + ("%" if next(characters, "") == "%" else "")
        else:
            word = (word or "") + character
    return [*words, word] if word is not None else words


def _quoted(word: str) -> str:
    inside = "".join(f"\\{character}" if character in _QUOTED_ESCAPES else character for character in word)
    return '"' + inside.replace("%", "%%") + '"'


def _escaped(value: str) -> str:
    return "".join(_VALUE_ESCAPES.get(character, character) for character in value)


def _unescaped(value: str) -> str:
    characters = iter(value)
    parts = []
    for character in characters:
        if character == "\\":
            following = next(characters, "")
            character = _VALUE_MEANINGS.get(following, f"\\{following}")
        parts.append(character)
    return "".join(parts)


def _keys(text: str) -> Iterator[tuple[str, str]]:
    """Yields the keys and values of the first group, the only one that counts."""
    is_inside = False
    for line in text.splitlines():
        if line.startswith("["):
            if is_inside:
                return
            is_inside = line.strip() == _GROUP
        elif is_inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            yield key.strip(), _unescaped(value.strip())
