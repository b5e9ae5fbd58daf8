"""Makes the signed file of an update, and the keys for it.

  python build/sign_update.py new-key KEY                    writes a private key to KEY and prints its public key
  python build/sign_update.py sign KEY PACKAGE [--notes F]   makes PACKAGE into chat-desktop-VERSION-PLATFORM.update

PACKAGE is a .tar.gz of dist/packages/, or on Windows the installer. Public keys go, one a line, into
chat_desktop/operations/updates/public_keys.txt before the program is built. A private key stays with the person who
gives out updates, never in this repository. Two public keys can be in the program, so that a key can be replaced: build
one version with the old and the new key, sign it with the old one, and sign the next with the new one.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import source_date  # noqa: E402

from chat_desktop import __version__  # noqa: E402
from chat_desktop.operations.updates import keys, manifest, update_file  # noqa: E402
from chat_desktop.storage import migrations  # noqa: E402


def main(words: list[str]) -> int:
    """Runs one of the two commands and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("new-key").add_argument("key", type=Path)
    signing = commands.add_parser("sign")
    signing.add_argument("key", type=Path)
    signing.add_argument("package", type=Path)
    signing.add_argument("--notes", type=Path, help="a text file that says what is new")
    arguments = parser.parse_args(words)
    if arguments.command == "new-key":
        print(new_key(arguments.key))
        return 0
    notes = arguments.notes.read_text("utf-8") if arguments.notes else ""
    folder = arguments.package.name.split(f"-{__version__}-")[0]
    described = describe(arguments.package, folder, __version__, migrations.HEAD, notes)
    print(sign(read_key(arguments.key), arguments.package, described, arguments.package.parent))
    return 0


def new_key(file: Path) -> str:
    """Writes a new private key, which only this account can read, and returns the public key."""
    key = Ed25519PrivateKey.generate()
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(key.private_bytes_raw().hex() + "\n")
    return key.public_key().public_bytes_raw().hex()


def read_key(file: Path) -> Ed25519PrivateKey:
    """Reads a private key."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text().strip()))


def describe(package: Path, folder: str, version: str, schema: str, notes: str) -> manifest.Manifest:
    """Returns the description of a package for this system."""
    with package.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    released = datetime.fromtimestamp(source_date.epoch(ROOT), UTC).date().isoformat()
    size = package.stat().st_size
    platform = manifest.this_platform()
    return manifest.Manifest(manifest.APP, version, platform, folder, size, digest, schema, released, notes)


def sign(key: Ed25519PrivateKey, package: Path, described: manifest.Manifest, target: Path) -> Path:
    """Writes FOLDER-VERSION-PLATFORM.update into `target` and returns its path."""
    fields = {name: getattr(described, name) for name in described.__struct_fields__}
    raw = json.dumps(fields, indent=1).encode()
    made = target / f"{described.folder}-{described.version}-{described.platform}.update"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(update_file.MANIFEST, raw)
        archive.writestr(update_file.SIGNATURE, key.sign(keys.DOMAIN + raw))
        archive.write(package, update_file.PAYLOAD)
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
