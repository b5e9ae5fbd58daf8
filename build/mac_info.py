"""Defines the keys of Chat Desktop.app's Info.plist that PyInstaller does not write by itself."""

IDENTIFIER = "org.chat-desktop.ChatDesktop"


def info_plist(version: str) -> dict[str, object]:
    return {
        "CFBundleName": "Chat Desktop",
        "CFBundleDisplayName": "Chat Desktop",
        "CFBundleShortVersionString": version,
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,  # or the window stays light in dark mode
        # Without these two, macOS 15 and later answers every LAN connection with "No route to host" and asks nobody.
        "NSLocalNetworkUsageDescription": "Colleagues on this network join your office from their own browsers.",
        "NSBonjourServices": ["_chat-desktop._tcp", "_http._tcp"],
        "NSAppTransportSecurity": {"NSAllowsLocalNetworking": True},  # the page is plain http from this very computer
    }
