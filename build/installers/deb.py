"""Makes the packages for Debian and Ubuntu: `chat-desktop` with the window, `chat-desktop-headless` as a service.

dpkg-deb does the work; build/linux/debian/ has the control files and the scripts.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import source_date
from frozen import bundle, driver_libraries, folders
from installers import deb_archive

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "build" / "linux"
TEMPLATES = LINUX / "debian"
# What the libraries in the folder link to without a window; every system has these.
ALWAYS = ["libgcc-s1", "libstdc++6", "zlib1g"]
QUICKLY = ("-Zzstd", "-z12")  # 19 would be 4 % smaller and take two minutes for the folder with the window
AT_ONCE = ("-Zzstd", "-z1")  # for tests
SMALL = ("-Znone",)  # and then by deb_archive.py, 10 % smaller than zstd at 19


@dataclass(frozen=True)
class Package:
    """What is packed: a frozen folder, at this version and time."""

    folder: Path
    headless: bool
    version: str = bundle.VERSION
    epoch: int = source_date.FALLBACK
    compression: tuple[str, ...] = QUICKLY

    @property
    def name(self) -> str:
        """The name of the package, which is also that of its folder in /opt."""
        return folders.folder_name(self.headless)

    @property
    def kind(self) -> str:
        """The first part of the names of its templates."""
        return "headless" if self.headless else "window"


def make(package: Package, target: Path) -> Path:
    """Writes NAME_VERSION_ARCHITECTURE.deb into `target` and returns its path."""
    made = target / f"{package.name}_{package.version}_{architecture()}.deb"
    with tempfile.TemporaryDirectory(dir=target, prefix=".deb-") as place:
        root = Path(place) / "root"
        lay_out(package, root)
        add_control(package, root)
        set_modes(root)
        source_date.set_times(root, package.epoch)
        command = ["dpkg-deb", "--root-owner-group", *package.compression, "--build", str(root), str(made)]
        fixed = {**os.environ, source_date.VARIABLE: str(package.epoch)}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=fixed)
        if package.compression == SMALL:
            deb_archive.compress(made, architecture())
    return made


def architecture() -> str:
    """Returns Debian's name of this machine's architecture."""
    asked = ["dpkg", "--print-architecture"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def lay_out(package: Package, root: Path) -> None:
    """Copies all files of the package to their places below `root`."""
    home = root / "opt" / package.name
    shutil.copytree(package.folder, home, symlinks=True, ignore=shutil.ignore_patterns("linux"))
    link = root / "usr/bin/chat-desktop"
    link.parent.mkdir(parents=True)
    link.symlink_to(f"/opt/{package.name}/chat-desktop")
    papers = root / "usr/share/doc" / package.name
    put(papers / "copyright", filled("copyright", package))
    if package.headless:
        put(papers / "README", (TEMPLATES / "README.headless").read_text())
        put(root / "usr/lib/systemd/system/chat-desktop.service", (LINUX / "chat-desktop.service").read_text())
    else:
        add_desktop_files(package, root)


def add_desktop_files(package: Package, root: Path) -> None:
    """Adds the entry of the menu, the icons, the description for software centres and AppArmor's profile."""
    share = root / "usr/share"
    put(share / "applications/chat-desktop.desktop", (LINUX / "chat-desktop.desktop").read_text())
    metainfo = "org.chat_desktop.ChatDesktop.metainfo.xml"
    put(share / "metainfo" / metainfo, filled(metainfo, package))
    put(root / "opt" / package.name / "linux/apparmor-profile", (TEMPLATES / "apparmor-profile").read_text())
    for icon in sorted((ROOT / "build/icons").glob("chat-desktop-*.png")):
        size = icon.stem.rpartition("-")[2]
        place = share / f"icons/hicolor/{size}x{size}/apps/chat-desktop.png"
        place.parent.mkdir(parents=True)
        shutil.copyfile(icon, place)
    scalable = share / "icons/hicolor/scalable/apps/chat-desktop.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "build/icons/chat-desktop.svg", scalable)


def add_control(package: Package, root: Path) -> None:
    """Adds the control file, the scripts and the checksums of all files, as debhelper would."""
    files = sorted(file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
    sums = [f"{md5(file)}  {file.relative_to(root)}\n" for file in files]
    kilobytes = sum(file.stat().st_size + 1023 for file in files) // 1024
    control = root / "DEBIAN"
    put(control / "md5sums", "".join(sums))
    put(control / "control", filled(f"{package.kind}.control", package).replace("@KILOBYTES@", str(kilobytes)))
    for script in TEMPLATES.glob(f"{package.kind}.p*"):
        place = control / script.suffix[1:]
        put(place, script.read_text())
        place.chmod(0o755)


def filled(name: str, package: Package) -> str:
    """Returns a template with this package's values in it."""
    licence = "\n".join(f" {line}" if line.strip() else " ." for line in (ROOT / "LICENSE").read_text().splitlines())
    needed = ALWAYS if package.headless else driver_libraries.packages()
    values = {
        "VERSION": package.version,
        "ARCHITECTURE": architecture(),
        "DEPENDS": ", ".join([f"libc6 (>= {platform.libc_ver()[1]})", *needed]),
        "DATE": datetime.fromtimestamp(package.epoch, UTC).date().isoformat(),
        "FOLDER": f"/opt/{package.name}",
        "LICENSE": "License: BSD-3-Clause\n" + licence,
    }
    text = (TEMPLATES / name).read_text()
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def put(place: Path, text: str) -> None:
    """Writes a text file and the folders above it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)


def set_modes(root: Path) -> None:
    """Takes away what depends on the umask of the person who builds."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def md5(file: Path) -> str:
    """Returns the checksum in which dpkg keeps its list of files."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
