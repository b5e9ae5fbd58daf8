"""Makes the disk image for macOS with the system's hdiutil. It signs and notarises where the environment has the keys.

CHAT_DESKTOP_MAC_IDENTITY is the name of a "Developer ID Application" certificate in the keychain, and
CHAT_DESKTOP_MAC_NOTARY the name of a profile that `xcrun notarytool store-credentials` has stored.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from installers import tarball

ENTITLEMENTS = Path(__file__).resolve().parent / "entitlements.plist"


def make(app: Path, version: str, target: Path) -> Path:
    """Writes a disk image with the app and a link to the folder of applications, and returns its path."""
    identity = os.environ.get("CHAT_DESKTOP_MAC_IDENTITY", "")
    made = target / f"chat-desktop-{version}-{tarball.system_name()}.dmg"
    if identity:
        sign(app, identity, "--deep", "--options", "runtime", "--entitlements", str(ENTITLEMENTS))
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(app, Path(place) / app.name, symlinks=True)
        (Path(place) / "Applications").symlink_to("/Applications")
        command = ["hdiutil", "create", "-volname", "Chat Desktop", "-srcfolder", place, "-ov", "-format", "UDZO"]
        subprocess.run([*command, str(made)], check=True)
    if identity:
        sign(made, identity)
        notarise(made)
    return made


def sign(path: Path, identity: str, *options: str) -> None:
    """Signs the app or the image."""
    command = ["codesign", "--force", "--timestamp", *options, "--sign", identity, str(path)]
    subprocess.run(command, check=True)


def notarise(made: Path) -> None:
    """Has Apple check the image, and attaches the answer to it, so that it opens without a network."""
    profile = os.environ.get("CHAT_DESKTOP_MAC_NOTARY", "")
    if profile:
        submit = ["xcrun", "notarytool", "submit", str(made), "--keychain-profile", profile, "--wait"]
        subprocess.run(submit, check=True)
        subprocess.run(["xcrun", "stapler", "staple", str(made)], check=True)
