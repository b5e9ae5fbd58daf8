"""Defines the keys of Chat Desktop.app's Info.plist that PyInstaller does not write by itself, in each language."""

import json
from pathlib import Path

from chat_desktop.languages.sentences import shipped

IDENTIFIER = "org.chat-desktop.ChatDesktop"
# What macOS asks the person, by the key of Info.plist and that of the catalogue.
ASKED = {"NSLocalNetworkUsageDescription": "system.local_network"}


def info_plist(version: str) -> dict[str, object]:
    return {
        "CFBundleName": "Chat Desktop",
        "CFBundleDisplayName": "Chat Desktop",
        "CFBundleShortVersionString": version,
        # The dialogs of the system itself, such as that for a file, are in the person's language only with these.
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": languages(),
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,  # or the window stays light in dark mode
        # Without these two, macOS 15 and later answers every LAN connection with "No route to host" and asks nobody.
        **_asked("en"),
        "NSBonjourServices": ["_chat-desktop._tcp", "_http._tcp"],
        "NSAppTransportSecurity": {"NSAllowsLocalNetworking": True},  # the page is plain http from this very computer
    }


def languages() -> list[str]:
    """Returns the codes of the languages, which are also Apple's names of their folders."""
    return sorted(shipped().codes)


def write_localized(folder: Path) -> list[tuple[str, str, str]]:
    """Writes `InfoPlist.strings` of each language below FOLDER. Returns PyInstaller's entries: (name, source, DATA)."""
    entries = []
    for code in languages():
        name = f"{code}.lproj/InfoPlist.strings"
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        # A text in JSON is a text of a strings file too, where it has no escapes but those of quotes and backslashes.
        lines = [f"{key} = {json.dumps(text, ensure_ascii=False)};\n" for key, text in _asked(code).items()]
        file.write_text("".join(lines), "utf-8")
        entries.append((name, str(file), "DATA"))
    return entries


def _asked(code: str) -> dict[str, str]:
    return {key: shipped().text(code, named) for key, named in ASKED.items()}
