"""Installs packages of the operating system with apt where that is allowed, and names them elsewhere.

A library is present when the loader finds it, whatever its package is called. The list has the libraries to which Qt
WebEngine 6.12 links, and was tested in a minimal Debian 12.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from development.dev_progress import Step, say


@dataclass(frozen=True)
class Need:
    """A library (by its soname), a program (names separated by `|`) or a file, with its Debian and Arch packages."""

    name: str
    debian: str
    arch: str

    def missing(self) -> bool:
        """Returns whether it is not installed."""
        if self.name.startswith("/"):
            return not any(Path("/").glob(self.name.lstrip("/")))
        if ".so" in self.name:
            return not loadable(self.name)
        return not any(shutil.which(program, path=SEARCH) for program in self.name.split("|"))

    def rpm(self) -> str:
        """Returns the name for RPM, which finds libraries by their soname and programs by their path."""
        if ".so" in self.name:
            return f"'{self.name}()(64bit)'"
        return FILES_BY_RPM.get(self.debian, f"/usr/bin/{self.name.split('|')[0]}")


FILES_BY_RPM = {
    "fonts-noto-color-emoji": "google-noto-color-emoji-fonts",
    "firefox-esr": "firefox",
    "libc6-dev": "glibc-devel",
    "libnss3-tools": "nss-tools",
}

# A plain user's PATH often lacks the folder where Debian keeps `ip`.
SEARCH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])

WINDOW = [
    Need("libEGL.so.1", "libegl1", "libglvnd"),
    Need("libGL.so.1", "libgl1", "libglvnd"),
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Need("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Need("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Need("libnss3.so", "libnss3", "nss"),
    Need("libasound.so.2", "libasound2", "alsa-lib"),
    Need("libXcomposite.so.1", "libxcomposite1", "libxcomposite"),
    Need("libXdamage.so.1", "libxdamage1", "libxdamage"),
    Need("libXrandr.so.2", "libxrandr2", "libxrandr"),
    Need("libXtst.so.6", "libxtst6", "libxtst"),
    Need("libxkbfile.so.1", "libxkbfile1", "libxkbfile"),
    Need("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5"),
    # Without any font the page loads, connects, and shows no text at all.
    Need("/usr/share/fonts/**/*.[to]tf", "fonts-dejavu-core", "ttf-dejavu"),
]
TESTS = [
    Need("libatomic.so.1", "libatomic1", "gcc-libs"),  # Playwright's own node
    Need("chromium|chromium-browser|google-chrome|google-chrome-stable", "chromium", "chromium"),
    Need("/usr/share/fonts/**/NotoColorEmoji*.ttf", "fonts-noto-color-emoji", "noto-fonts-emoji"),
    Need("Xvfb", "xvfb", "xorg-server-xvfb"),
    Need("xrandr", "x11-xserver-utils", "xorg-xrandr"),
    Need("trayer", "trayer", "trayer"),
    Need("dunst", "dunst", "dunst"),
    Need("dbus-daemon", "dbus-daemon", "dbus"),
    Need("xauth", "xauth", "xorg-xauth"),
    Need("xdotool", "xdotool", "xdotool"),
    Need("import", "imagemagick", "imagemagick"),
    Need("ip", "iproute2", "iproute2"),
    Need("nft", "nftables", "nftables"),  # shuts the networks that tests make
    Need("certutil", "libnss3-tools", "nss"),  # tells Chromium which authority its user trusts
    Need("openssl", "openssl", "openssl"),  # judges the certificates that the host makes
    # The fault tests turn the host's clock, and build a disk that loses what was not synced.
    Need("faketime", "faketime", "libfaketime"),
    Need("gcc|cc", "gcc", "gcc"),
    Need("/usr/include/stdio.h", "libc6-dev", "glibc"),
]
# Most tests of the page take Chromium's engine without windows, which costs less than half. Debian alone packages it.
LIGHT_BROWSER = Need("chromium-headless-shell", "chromium-headless-shell", "chromium")
FREEZING = [Need("objdump", "binutils", "binutils")]  # PyInstaller asks it which libraries a library needs
if sys.base_prefix == "/usr":
    # PyInstaller ships Python as a library, which Debian keeps in a package of its own.
    VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
    FREEZING.append(Need(f"libpython{VERSION}.so.1.0", f"libpython{VERSION}", "python"))


def provide(needs: Iterable[Need], purpose: str) -> bool:
    """Installs what is missing or prints the command for it. Returns whether all is present; True except on Linux."""
    if not sys.platform.startswith("linux"):
        return True
    missing = [need for need in needs if need.missing()]
    if not missing:
        return True
    if shutil.which("apt-get"):
        return install(unique(need.debian for need in missing), f"{purpose} needs system packages")
    say(f"{purpose} needs: {', '.join(need.name for need in missing)}. Run:\n  {foreign_command(missing)}")
    return False


def provide_where_known(need: Need, purpose: str) -> None:
    """For what can be done without: installed where apt has it, and no word about it elsewhere."""
    if need.missing() and shutil.which("apt-cache") and has_candidate(need.debian):
        provide([need], purpose)


def install(packages: list[str], reason: str) -> bool:
    """Installs Debian packages as root or with sudo without a password; else prints the command. Returns success."""
    prefix = privilege()
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if prefix is None or not shutil.which("apt-get"):
        say(f"{reason}. Run:\n  sudo {command}")
        return False
    say(f"{reason}: {' '.join(packages)}")
    patient = [*prefix, "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    run([*patient, "update"], "Updating the list of system packages", required=False)
    if run(
        [*patient, "install", "-y", "--no-install-recommends", *current_names(packages)],
        "Installing system packages",
        required=True,
    ):
        return True
    say(f"Run this to see why:\n  sudo {command}")
    return False


def run(command: list[str], title: str, *, required: bool) -> bool:
    """Runs a command and returns whether it succeeded. The output is printed if it is required."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with Step(title):
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    if done.returncode and required:
        say("\n".join((done.stdout + done.stderr).splitlines()[-8:]))
    return not done.returncode


def current_names(packages: list[str]) -> list[str]:
    """Returns the current package names: Debian 13 and Ubuntu 24.04 added the suffix t64 to some libraries."""
    return [name if has_candidate(name) else f"{name}t64" for name in packages]


def has_candidate(package: str) -> bool:
    """Returns whether apt can install the package."""
    policy = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False).stdout
    return "Candidate:" in policy and "Candidate: (none)" not in policy


def privilege() -> list[str] | None:
    """Returns the prefix of apt-get: nothing for root, `sudo -n` if it needs no password, None if not allowed."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and not subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        return [sudo, "-n"]
    return None


def foreign_command(missing: list[Need]) -> str:
    """Returns the command for a distribution without apt."""
    if shutil.which("pacman"):
        return "sudo pacman -S --needed " + " ".join(unique(need.arch for need in missing))
    rpm = " ".join(unique(need.rpm() for need in missing))
    if shutil.which("zypper"):
        return f"sudo zypper install {rpm}"
    if shutil.which("dnf"):
        return f"sudo dnf install {rpm}"
    return "(the command of your distribution) " + " ".join(unique(need.name for need in missing))


def loadable(soname: str) -> bool:
    """Returns whether the loader finds the library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def unique(names: Iterable[str]) -> list[str]:
    """Returns the names without duplicates, in order."""
    return list(dict.fromkeys(names))
