"""Reads on Linux whether the computer has mains power, from /sys/class/power_supply."""

from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
_PLUGS = ("Mains", "USB", "Wireless")


def on_mains(supplies: Path = SUPPLIES) -> bool:
    """Returns whether the computer has mains power: a plug is in, or there is no battery that it could run on.

    Batteries of devices, such as of a mouse, do not count. What cannot be read counts as mains."""
    try:
        found = [_read(folder) for folder in sorted(supplies.iterdir())]
    except OSError:
        return True
    if any(kind in _PLUGS and online == "1" for kind, online, _ in found):
        return True
    return not any(kind == "Battery" and scope != "Device" for kind, _, scope in found)


def _read(folder: Path) -> tuple[str, str, str]:
    """Returns the type, whether it is online, and the scope; empty for what is not there."""
    return _line(folder / "type"), _line(folder / "online"), _line(folder / "scope")


def _line(file: Path) -> str:
    try:
        return file.read_text("ascii", "replace").strip()
    except OSError:
        return ""
