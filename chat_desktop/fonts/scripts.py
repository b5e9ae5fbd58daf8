"""The scripts of the program's languages, and what to install where a font for one of them is missing.

Windows and macOS come with all of these fonts.
"""

import logging
import os
import platform
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chat_desktop.fonts import fontconfig
from chat_desktop.languages.sentences import Sentence, sentence

log = logging.getLogger(__name__)

Ask = Callable[[Iterable[tuple[str, bool]]], list[bool]]


@dataclass(frozen=True, slots=True)
class Script:
    """A script. `sample` are characters that a font for it has, `missing` says that there is none.

    `packages` are named by the distributions that `family` tells apart; `font` is what to look for in others.
    """

    sample: str
    missing: Sentence
    font: str
    packages: Mapping[str, str]
    in_colour: bool = False

    def package(self, family: str | None) -> str:
        """Returns the name of the package in a family of distributions, that of the font in others."""
        return self.packages.get(family or "", self.font)


SCRIPTS = (
    Script(
        "AÄéñçãß",
        sentence("check.no_font_latin"),
        "DejaVu Sans",
        {"debian": "fonts-dejavu-core", "fedora": "dejavu-sans-fonts", "arch": "ttf-dejavu"},
    ),
    Script(
        "العربيةمكتبرسال",
        sentence("check.no_font_arabic"),
        "Noto Sans Arabic",
        {"debian": "fonts-noto-core", "fedora": "google-noto-sans-arabic-fonts", "arch": "noto-fonts"},
    ),
    Script(
        "简体中文办公室消息",
        sentence("check.no_font_chinese"),
        "Noto Sans CJK SC",
        {"debian": "fonts-noto-cjk", "fedora": "google-noto-sans-cjk-fonts", "arch": "noto-fonts-cjk"},
    ),
    Script(
        "日本語のオフィス検索",
        sentence("check.no_font_japanese"),
        "Noto Sans CJK JP",
        {"debian": "fonts-noto-cjk", "fedora": "google-noto-sans-cjk-fonts", "arch": "noto-fonts-cjk"},
    ),
    Script(
        "😀",
        sentence("check.no_font_emoji"),
        "Noto Color Emoji",
        {"debian": "fonts-noto-color-emoji", "fedora": "google-noto-color-emoji-fonts", "arch": "noto-fonts-emoji"},
        in_colour=True,
    ),
)
_FAMILIES = {"debian": "debian", "ubuntu": "debian", "fedora": "fedora", "rhel": "fedora", "arch": "arch"}


def applies(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> bool:
    """Returns whether fonts may be missing: on Linux with a screen. Without one nothing is drawn here."""
    return system == "linux" and bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def missing(ask: Ask = fontconfig.without_font) -> list[Script]:
    """Returns the scripts without a font; none where the system does not tell."""
    try:
        lacks = ask([(script.sample, script.in_colour) for script in SCRIPTS])
    except (OSError, AttributeError) as problem:
        log.info("Fonts were not checked: %s", problem)
        return []
    return [script for script, is_missing in zip(SCRIPTS, lacks, strict=True) if is_missing]


def cure(scripts: Iterable[Script], family: str | None) -> Sentence:
    """Returns what to do: the packages to install."""
    packages = list(dict.fromkeys(script.package(family) for script in scripts))
    return sentence("check.install_fonts", packages=", ".join(packages))


def distribution() -> str | None:
    """Returns the family of this Linux distribution, which names packages in the same way."""
    try:
        told = platform.freedesktop_os_release()
    except OSError:
        return None
    names = [told.get("ID", ""), *told.get("ID_LIKE", "").split()]
    return next((_FAMILIES[name] for name in names if name in _FAMILIES), None)
