"""Makes all packages that this system can make: `python3 dev.py package`.

The folders come first, then the packages in dist/packages/ with a list of their parts (CycloneDX) and their checksums.
`--folder` makes dist/chat-desktop/ alone, and `--if-changed` leaves a folder that is up to date as it is.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import make
import source_date
from development import dev_lock
from development.dev_progress import Step
from frozen import bundle
from installers import deb, dmg, nsis, sbom, tarball

PACKAGES = make.DIST / "packages"
SUMS = "SHA256SUMS"


def main(words: list[str]) -> int:
    """Makes the folders and the packages, and returns the exit status."""
    targets = [make.Target()] if "--folder" in words else [make.Target(), make.Target(headless=True)]
    with dev_lock.alone(make.PRIVATE / "lock", "Waiting for another build of the executable"):
        for target in targets:
            if code := make.make(target, "--if-changed" in words):
                return code
        if "--folder" not in words:
            pack(targets)
    return 0


def pack(targets: list[make.Target]) -> None:
    """Makes dist/packages/ anew."""
    shutil.rmtree(PACKAGES, ignore_errors=True)
    PACKAGES.mkdir(parents=True)
    epoch = source_date.epoch(make.ROOT)
    for target in targets:
        with Step(f"Packing {target.folder.name}"):
            pack_one(target, epoch)
    write_sums(PACKAGES)
    for file in sorted(PACKAGES.iterdir()):
        print(f"{file.relative_to(make.ROOT)}: {file.stat().st_size / 1e6:.1f} MB")


def pack_one(target: make.Target, epoch: int) -> None:
    """Makes the packages of one folder."""
    version = bundle.VERSION
    app = make.DIST / "Chat Desktop.app"
    if sys.platform == "darwin" and not target.headless:
        tarball.make(app, version, PACKAGES, epoch)
        dmg.make(app, version, PACKAGES)
    else:
        tarball.make(target.folder, version, PACKAGES, epoch)
    if tarball.available("dpkg-deb"):
        compression = deb.SMALL if target.headless else deb.QUICKLY
        deb.make(deb.Package(target.folder, target.headless, version, epoch, compression), PACKAGES)
    if sys.platform == "win32" and not target.headless and tarball.available("makensis"):
        nsis.make(target.folder, version, PACKAGES)
    listed = f"{target.folder.name}-{version}-{tarball.system_name()}.cdx.json"
    sbom.write(target.folder, PACKAGES / listed, epoch)


def write_sums(folder: Path) -> None:
    """Writes the checksums of all files in the folder, which `sha256sum --check` reads."""
    lines = []
    for file in sorted(file for file in folder.iterdir() if file.name != SUMS):
        with file.open("rb") as opened:
            lines.append(f"{hashlib.file_digest(opened, 'sha256').hexdigest()}  {file.name}\n")
    (folder / SUMS).write_text("".join(lines), newline="\n")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd[0]} failed with status {error.returncode}; its words are above.")
