"""Reads values of the Windows registry."""

import sys

FIREWALL = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
FIREWALL_POLICY = r"SOFTWARE\Policies\Microsoft\WindowsFirewall"


def values(key: str) -> dict[str, object]:
    """Returns all values of a key under HKEY_LOCAL_MACHINE, or an empty dictionary when the key is missing."""
    found: dict[str, object] = {}
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
                for place in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, place)
                    found[name] = value
        except OSError:
            return found
    return found
