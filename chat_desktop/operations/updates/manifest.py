"""Describes an update: what the signed part of the file says, and whether this program may take it."""

import platform
import re
import sys

import msgspec

from chat_desktop.errors import StartError
from chat_desktop.start_error import Cause

APP = "chat-desktop"
MOST_PAYLOAD_BYTES = 4 * 1024**3
_SYSTEMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}
_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}")


class UpdateRefused(StartError):
    """The update is not taken. The text is one sentence for the user."""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed description of the payload. `folder` is the name of the frozen folder in it, `schema` the number of
    the newest change of the tables, `released` a date."""

    app: str
    version: str
    platform: str
    folder: str
    size: int
    sha256: str
    schema: str
    released: str
    notes: str


def decode(raw: bytes) -> Manifest:
    """Reads a manifest. Raises UpdateRefused when it is none."""
    try:
        found = msgspec.json.decode(raw, type=Manifest)
    except msgspec.MsgspecError as problem:
        raise UpdateRefused("update_description_unreadable", {"why": Cause("cause_damaged", str(problem))}) from None
    if not 0 < found.size <= MOST_PAYLOAD_BYTES or not re.fullmatch(r"[0-9a-f]{64}", found.sha256):
        raise UpdateRefused("update_description_strange")
    return found


def check(manifest: Manifest, version: str, folder: str, schema: str) -> None:
    """Raises UpdateRefused unless the update is for this program: `version` and `folder` name what is installed."""
    if manifest.app != APP:
        raise UpdateRefused("update_of_other_app", {"name": manifest.app})
    if manifest.platform != this_platform():
        raise UpdateRefused("update_for_other_system", {"system": manifest.platform, "here": this_platform()})
    if manifest.folder != folder:
        raise UpdateRefused("update_for_other_program", {"name": manifest.folder, "here": folder})
    if numbers(manifest.version) == numbers(version):
        raise UpdateRefused("update_installed_already", {"version": version})
    if numbers(manifest.version) < numbers(version) or manifest.schema < schema:
        raise UpdateRefused("update_is_older", {"version": manifest.version, "here": version})


def numbers(version: str) -> tuple[int, ...]:
    """Returns a version as numbers that can be compared. Raises UpdateRefused when it is none."""
    if not _VERSION.fullmatch(version):
        raise UpdateRefused("not_a_version", {"version": version})
    found = [int(part) for part in version.split(".")]
    return tuple(found + [0] * (4 - len(found)))


def this_platform() -> str:
    """Returns the name of this system and its processor, such as `linux-x86_64`."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    return f"{_SYSTEMS.get(sys.platform, sys.platform)}-{machine}"
