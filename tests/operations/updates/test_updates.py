"""An update is one signed file: it is verified, put in place whole, and taken back when it does not serve."""

import errno
import io
import os
import re
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import sign_update
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chat_desktop.operations.updates import apply, keys, manifest, program_folder, update_file
from chat_desktop.operations.updates.manifest import Manifest, UpdateRefused
from chat_desktop.storage import folder_lock, migrations

OURS, NEXT, FOREIGN = (Ed25519PrivateKey.generate() for _ in range(3))
KEYS = [OURS.public_key(), NEXT.public_key()]
FOLDER = "chat-desktop-headless"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the programs of these tests are scripts")


def program(version: str, serves: bool = True, ends: int | None = None) -> str:
    """A script that behaves as the program does: it tells its version, or serves, which its ready file shows."""
    serve = "\n".join(
        [
            '[ "$1" != try-update ] || data=$(dirname "$2")/../..',
            'for word in "$@"; do',
            'case "$word" in --data=*) data=${word#*=};; --ready-file=*) ready=${word#*=};; esac; done',
            f'echo {version} "$@" >> "$data/started"',
            '[ -z "$ready" ] || echo \'{"url": "http://127.0.0.1:1"}\' > "$ready"' if serves else "",
            f"exit {ends}" if ends is not None else "exec sleep 60",
        ]
    )
    return f'#!/bin/sh\nif [ "$1" = --version ]; then echo "Chat Desktop {version}"; exit; fi\n{serve}\n'


def packed(place: Path, script: str) -> Path:
    """The archive of a frozen folder with this program."""
    made = place / "package.tar.gz"
    with tarfile.open(made, "w:gz") as archive:
        member = tarfile.TarInfo(f"{FOLDER}/chat-desktop")
        member.size, member.mode = len(script.encode()), 0o755
        archive.addfile(member, io.BytesIO(script.encode()))
    return made


def update(place: Path, version: str = "2.0", script: str | None = None, key: Ed25519PrivateKey = OURS) -> Path:
    package = packed(place, program(version) if script is None else script)
    described = sign_update.describe(package, FOLDER, version, migrations.HEAD, "Now with tea.")
    return sign_update.sign(key, package, described, place)


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, change(name, content))
    return path


def unpack(path: Path, tmp_path: Path) -> Path:
    place = tmp_path / "unpacked"
    place.mkdir()
    return update_file.unpack(path, place, KEYS)


@pytest.mark.parametrize("key", [OURS, NEXT])
def test_an_update_that_one_of_our_keys_has_signed_is_read_and_unpacked(key: Ed25519PrivateKey, tmp_path: Path) -> None:
    path = update(tmp_path, key=key)
    described = update_file.read(path, KEYS)
    assert (described.version, described.notes, described.schema) == ("2.0", "Now with tea.", migrations.HEAD)
    manifest.check(described, "1.9.9", FOLDER, migrations.HEAD)
    folder = unpack(path, tmp_path)
    assert os.access(folder / "chat-desktop", os.X_OK)
    assert [file.name for file in folder.parent.iterdir()] == [FOLDER]


def test_what_is_not_ours_or_damaged_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UpdateRefused, match="not signed by those"):
        update_file.read(update(tmp_path, key=FOREIGN), KEYS)
    with pytest.raises(UpdateRefused, match="without keys"):
        update_file.read(update(tmp_path), [])
    path = update(tmp_path)
    changed = rewritten(path, lambda name, raw: raw.replace(b"2.0", b"9.0") if name == "manifest.json" else raw)
    with pytest.raises(UpdateRefused, match="not signed by those"):
        update_file.read(changed, KEYS)
    path = update(tmp_path)
    flipped = rewritten(path, lambda name, raw: raw[:-1] + bytes([raw[-1] ^ 1]) if name == "payload" else raw)
    with pytest.raises(UpdateRefused, match="damaged"):
        unpack(flipped, tmp_path)
    longer = rewritten(update(tmp_path), lambda name, raw: raw + b"\0" if name == "payload" else raw)
    with pytest.raises(UpdateRefused, match="damaged"):
        update_file.unpack(longer, tmp_path, KEYS)
    assert not list((tmp_path / "unpacked").iterdir())


@pytest.mark.parametrize("kept", [0, 1, 200, -1])
def test_a_file_that_was_cut_or_is_something_else_is_refused(kept: int, tmp_path: Path) -> None:
    path = update(tmp_path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(UpdateRefused):
        update_file.read(path, KEYS)
    with pytest.raises(UpdateRefused, match="There is no file"):
        update_file.read(tmp_path / "missing", KEYS)


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr("io.FileIO", refused)
    with pytest.raises(UpdateRefused, match=re.escape(f"The file {tmp_path / 'x'} cannot be read: Permission denied.")):
        update_file.read(tmp_path / "x")


def test_a_long_list_of_entries_is_not_read_into_memory(tmp_path: Path) -> None:
    path = update(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(400):
            entry = zipfile.ZipInfo(str(number))
            entry.comment = bytes(65_000)
            archive.writestr(entry, b"")
    tracemalloc.start()
    try:
        for opened in (update_file.read, update_file.verify, lambda path, _keys: update_file.signed(path)):
            with pytest.raises(UpdateRefused, match="damaged"):
                opened(path, KEYS)
        assert tracemalloc.get_traced_memory()[1] < 4 * update_file.MOST_READ_BYTES
    finally:
        tracemalloc.stop()


def test_a_signature_of_a_message_is_not_one_of_an_update(tmp_path: Path) -> None:
    """Whoever has our key sign a text elsewhere must not have an update by that."""
    path = update(tmp_path)
    with zipfile.ZipFile(path) as archive:
        raw = archive.read(update_file.MANIFEST)
    with pytest.raises(UpdateRefused, match="not signed"):
        update_file.read(rewritten(path, lambda name, old: OURS.sign(raw) if name == "manifest.sig" else old), KEYS)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"version": "1.2"}, "older than 1.10"),
        ({"version": "1.10.0"}, "installed already"),
        ({"schema": "0001"}, "older"),
        ({"platform": "windows-vax"}, "is for windows-vax"),
        ({"folder": "chat-desktop"}, "is for chat-desktop, and"),
        ({"app": "another"}, "not of Chat Desktop"),
        ({"version": "2.0-rc1"}, "not a version"),
    ],
)
def test_an_update_for_something_else_or_an_older_one_is_refused(fields: dict[str, str], words: str) -> None:
    fitting = Manifest(manifest.APP, "2.0", manifest.this_platform(), FOLDER, 1, "0" * 64, "0009", "2026-01-01", "")
    manifest.check(fitting, "1.10", FOLDER, "0009")
    with pytest.raises(UpdateRefused, match=words):
        manifest.check(msgspec.structs.replace(fitting, **fields), "1.10", FOLDER, "0009")


def test_keys_come_from_the_file_that_the_packager_replaces(tmp_path: Path) -> None:
    assert keys.compiled_in() == []
    file = tmp_path / "keys.txt"
    secrets = [tmp_path / "one", tmp_path / "two"]
    told = [sign_update.new_key(secret) for secret in secrets]
    file.write_text("# ours\n" + "\n".join(told) + "\n")
    assert [key.public_bytes_raw().hex() for key in keys.compiled_in(file)] == told
    assert sign_update.read_key(secrets[0]).public_key().public_bytes_raw().hex() == told[0]
    if os.name == "posix":
        assert secrets[0].stat().st_mode & 0o077 == 0
    file.write_text(file.read_text() + told[0] + "\n")
    with pytest.raises(ValueError, match="at most 2"):
        keys.compiled_in(file)


def test_nothing_is_unpacked_beside_its_folder(tmp_path: Path) -> None:
    package = tmp_path / "package.tar.gz"
    with tarfile.open(package, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("../escaped"))
    described = sign_update.describe(package, FOLDER, "2.0", migrations.HEAD, "")
    with pytest.raises(UpdateRefused, match="cannot be unpacked"):
        unpack(sign_update.sign(OURS, package, described, tmp_path), tmp_path)
    assert not (tmp_path / "escaped").exists()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed program of version 1.0, and our keys in it."""
    folder = tmp_path / "programs" / FOLDER
    folder.mkdir(parents=True)
    (folder / "chat-desktop").write_text(program("1.0"))
    (folder / "chat-desktop").chmod(0o755)
    monkeypatch.setattr(keys, "compiled_in", lambda: KEYS)
    return folder


def version_of(folder: Path) -> str:
    return (folder / "chat-desktop").read_text().split("Chat Desktop ")[1].split('"')[0]


@LINUX
def test_the_program_is_replaced_whole_and_the_old_one_kept(installed: Path, tmp_path: Path) -> None:
    path = update(tmp_path)
    old = apply.replace_program(path, update_file.read(path), installed)
    assert (version_of(installed), version_of(old)) == ("2.0", "1.0")
    assert sorted(file.name for file in installed.parent.iterdir()) == [FOLDER, f"{FOLDER}.old"]


@LINUX
@pytest.mark.parametrize("exchanges", [True, False])
def test_a_failure_at_any_step_leaves_the_old_program(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    path = update(tmp_path, script="#!/bin/sh\nexit 1\n")
    with pytest.raises(UpdateRefused, match="does not start on this computer"):
        apply.replace_program(path, update_file.read(path), installed)
    assert [file.name for file in installed.parent.iterdir()] == [FOLDER]
    if not exchanges:
        monkeypatch.setattr(program_folder, "_exchanged", lambda one, other: False)
    with pytest.raises(OSError, match="missing"):
        program_folder.exchange(installed, tmp_path / "missing")
    assert version_of(installed) == "1.0"


def test_it_waits_until_the_office_is_closed(tmp_path: Path) -> None:
    held = folder_lock.hold(tmp_path)
    try:
        with pytest.raises(folder_lock.AlreadyHeld):
            apply.check_not_running(tmp_path)
    finally:
        held.release()
    apply.check_not_running(tmp_path)


def test_a_program_of_a_package_and_a_checkout_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / f"{FOLDER}.list").touch()
    with pytest.raises(UpdateRefused, match="A package installed"):
        program_folder.check_replaceable(Path("/opt") / FOLDER, tmp_path)
    with pytest.raises(UpdateRefused, match="from its sources"):
        program_folder.installed()


def test_it_says_what_changes() -> None:
    described = Manifest(manifest.APP, "2.0", "x", FOLDER, 1, "0" * 64, "9999", "2026-01-01", "Tea.\nCake.")
    told = apply.changes(described, "1.0")
    assert told[0] == "Chat Desktop 1.0 becomes 2.0 (of 2026-01-01)."
    assert "copy of the database" in told[1]
    assert told[2:] == ["  Tea.", "  Cake."]
