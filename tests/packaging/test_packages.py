"""Packages are made from a frozen folder, and twice alike. A small folder stands for the real one."""

import hashlib
import io
import json
import lzma
import os
import plistlib
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import package
import pytest
import source_date
from frozen import driver_libraries
from installers import deb, deb_archive, dmg, nsis, tarball

from chat_desktop import paths

EPOCH = 1_764_400_000
DEBIAN = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is Debian's")


def told(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def frozen(place: Path, name: str) -> Path:
    """A folder with the shape of a frozen one: a program, a library with a second name, a licence list."""
    folder = place / name
    (folder / "_internal").mkdir(parents=True)
    program = folder / "chat-desktop"
    program.write_text("#!/bin/sh\necho Chat Desktop\n")
    program.chmod(0o755)
    (folder / "_internal" / "libone.so.1").write_bytes(b"\x7fELF one")
    (folder / "_internal" / "libone.so").symlink_to("libone.so.1")
    notices = [("Flask", "3.1.3", "BSD-3-Clause"), ("pywebview", "6.2.1", "BSD License"), ("preact", "11.2.0", "MIT")]
    keys = ("name", "version", "licence")
    (folder / "_internal" / "notices.json").write_text(
        json.dumps([dict(zip(keys, one, strict=True)) for one in notices])
    )
    return folder


def made(place: Path, headless: bool, version: str = "1.2.3") -> Path:
    place.mkdir(parents=True)
    name = "chat-desktop-headless" if headless else "chat-desktop"
    return deb.make(deb.Package(frozen(place, name), headless, version, EPOCH, deb.AT_ONCE), place)


def unpacked(archive: Path, place: Path) -> Path:
    told("dpkg-deb", "--raw-extract", archive, place)
    return place


@DEBIAN
@pytest.mark.parametrize("headless", [False, True])
def test_a_package_says_what_it_needs_and_lists_its_files(tmp_path: Path, headless: bool) -> None:
    archive = made(tmp_path / "a", headless)
    assert archive.name == f"chat-desktop{'-headless' * headless}_1.2.3_{deb.architecture()}.deb"
    needs = told("dpkg-deb", "--field", archive, "Depends").strip().split(", ")
    assert needs[0].startswith("libc6 (>= 2.")
    assert (set(driver_libraries.packages()) <= set(needs)) is not headless
    root = unpacked(archive, tmp_path / "root")
    assert told("dpkg-deb", "--field", archive, "Version").strip() == "1.2.3"
    told("sh", "-c", f"cd {root} && md5sum --check --strict --quiet DEBIAN/md5sums")
    for script in ("postinst", "prerm"):
        told("sh", "-n", root / "DEBIAN" / script)
    assert (root / "usr/bin/chat-desktop").readlink() == Path(f"/opt/chat-desktop{'-headless' * headless}/chat-desktop")
    written = [file for file in root.rglob("*") if file.is_file() and file.suffix != ".png"]
    assert [file for file in written if re.search("@[A-Z]+@", file.read_text("latin-1"))] == []


@DEBIAN
def test_the_same_folder_gives_the_same_package_and_archive(tmp_path: Path) -> None:
    folders = [frozen(tmp_path / place, "chat-desktop-headless") for place in ("a", "b")]
    for path in (folders[1], folders[1] / "chat-desktop", folders[1] / "_internal/notices.json"):
        os.utime(path, (EPOCH - 99, EPOCH - 99))
    (folders[1] / "_internal").chmod(0o700)
    (folders[1] / "_internal/notices.json").chmod(0o600)
    packages = [deb.make(deb.Package(folder, True, "1.2.3", EPOCH, deb.AT_ONCE), folder.parent) for folder in folders]
    archives = [tarball.make(folder, "1.2.3", folder.parent, EPOCH) for folder in folders]
    for one, other in (packages, archives):
        assert one.read_bytes() == other.read_bytes()
    with tarfile.open(archives[0]) as archive:
        members = {member.name: member for member in archive.getmembers()}
    assert members["chat-desktop-headless/chat-desktop"].mode == 0o755
    assert members["chat-desktop-headless/_internal/libone.so"].linkname == "libone.so.1"
    assert {member.mtime for member in members.values()} == {EPOCH}


@DEBIAN
def test_the_smallest_package_is_unpacked_as_any_other_and_always_the_same(tmp_path: Path) -> None:
    folders = [frozen(tmp_path / place, "chat-desktop-headless") for place in ("a", "b", "c")]
    kinds = (deb.SMALL, deb.SMALL, deb.AT_ONCE)
    small, again, plain = (
        deb.make(deb.Package(folder, True, "1.2.3", EPOCH, kind), folder.parent)
        for folder, kind in zip(folders, kinds, strict=True)
    )
    assert small.read_bytes() == again.read_bytes()
    names = [head[:16].decode().strip() for head, _ in deb_archive.members(small.read_bytes())]
    assert (names[0], names[-1]) == ("debian-binary", "data.tar.xz")
    roots = [unpacked(archive, tmp_path / archive.parent.name / "root") for archive in (small, plain)]
    told("diff", "--recursive", "--no-dereference", *roots)
    told("sh", "-c", f"cd {roots[0]} && md5sum --check --strict --quiet DEBIAN/md5sums")
    content = dict(zip(names, (content for _, content in deb_archive.members(small.read_bytes())), strict=True))
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(content["data.tar.xz"]))) as archive:
        assert {member.mtime for member in archive.getmembers()} == {EPOCH}


@DEBIAN
def test_the_menu_and_the_software_centre_accept_what_they_are_given(tmp_path: Path) -> None:
    share = unpacked(made(tmp_path / "a", headless=False), tmp_path / "root") / "usr/share"
    if shutil.which("desktop-file-validate"):
        assert told("desktop-file-validate", share / "applications/chat-desktop.desktop") == ""
    if shutil.which("appstreamcli"):
        told("appstreamcli", "validate", "--no-net", share / "metainfo/org.chat_desktop.ChatDesktop.metainfo.xml")
    sizes = {icon.parent.parent.name for icon in (share / "icons/hicolor").rglob("chat-desktop.*")}
    assert {"16x16", "48x48", "256x256", "scalable"} <= sizes
    assert "userns," in (tmp_path / "root/opt/chat-desktop/linux/apparmor-profile").read_text()


@DEBIAN
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is systemd's")
def test_the_service_is_one_that_systemd_takes(tmp_path: Path) -> None:
    root = unpacked(made(tmp_path / "a", headless=True), tmp_path / "root")
    unit = root / "usr/lib/systemd/system/chat-desktop.service"
    unit.write_text(unit.read_text().replace("/opt/", f"{root}/opt/"))
    checked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert [line for line in checked.stderr.splitlines() if "chat-desktop" in line] == []
    assert {"DynamicUser=yes", "StateDirectory=chat-desktop", "ProtectHome=yes"} <= set(unit.read_text().split())


def test_the_list_of_parts_names_what_is_in_the_folder_with_its_place_in_a_registry(tmp_path: Path) -> None:
    sbom = pytest.importorskip("installers.sbom", exc_type=ImportError)
    listed = {}
    for name in ("chat-desktop", "chat-desktop-headless"):
        file = sbom.write(frozen(tmp_path, name), tmp_path / f"{name}.cdx.json", EPOCH)
        again = sbom.write(tmp_path / name, tmp_path / "again.cdx.json", EPOCH)
        assert file.read_bytes() == again.read_bytes()
        written = json.loads(file.read_text())
        assert (written["bomFormat"], written["specVersion"]) == ("CycloneDX", "1.6")
        listed[name] = {part["name"]: part.get("purl") for part in written["components"]}
    assert set(listed["chat-desktop"]) - set(listed["chat-desktop-headless"]) == {"pywebview"}
    assert listed["chat-desktop"]["Flask"].startswith("pkg:pypi/flask@")
    assert listed["chat-desktop"]["preact"].startswith("pkg:npm/preact@")


def test_the_checksums_are_those_that_sha256sum_reads(tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"two")
    (tmp_path / "a.deb").write_bytes(b"one")
    package.write_sums(tmp_path)
    package.write_sums(tmp_path)
    wanted = [f"{hashlib.sha256(word).hexdigest()}  {name}.deb" for word, name in ((b"one", "a"), (b"two", "b"))]
    assert (tmp_path / package.SUMS).read_text().splitlines() == wanted


def test_the_time_of_packages_is_given_or_that_of_the_last_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(source_date.VARIABLE, "12345")
    assert source_date.epoch(tmp_path) == 12_345
    monkeypatch.delenv(source_date.VARIABLE)
    assert source_date.epoch(tmp_path) == source_date.FALLBACK


@pytest.mark.skipif(not shutil.which("makensis") or not shutil.which("osslsigncode"), reason="Debian's nsis signs here")
def test_the_installer_for_windows_is_signed_where_there_is_a_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = frozen(tmp_path, "chat-desktop")
    shutil.copy(next(Path("/usr/share/nsis/Stubs").glob("*-amd64-unicode")), folder / "chat-desktop.exe")
    key, certificate, store = (tmp_path / name for name in ("key.pem", "certificate.pem", "store.pfx"))
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Nobody", "-days", "2"]
    new += ["-addext", "extendedKeyUsage=codeSigning", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(new, check=True, capture_output=True)
    told("openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", store, "-passout", "pass:word")
    plain = nsis.make(folder, "1.2.3", tmp_path, "zlib").read_bytes()
    monkeypatch.setenv("CHAT_DESKTOP_CERTIFICATE", str(store))
    monkeypatch.setenv("CHAT_DESKTOP_CERTIFICATE_PASSWORD", "word")
    signed = nsis.make(folder, "1.2.3", tmp_path, "zlib")
    assert signed.read_bytes() != plain
    for file in (signed, folder / "chat-desktop.exe"):
        checked = ["osslsigncode", "verify", "-CAfile", str(certificate), "-in", str(file)]
        assert (
            "Signature verification: ok" in subprocess.run(checked, capture_output=True, text=True, check=False).stdout
        )


def test_the_installer_for_windows_speaks_each_language_of_the_window() -> None:
    words = (nsis.SCRIPT.parent / "languages.nsh").read_text("utf-8").replace("\\\n", "")
    found = re.findall(r'^; (\S+)\n!insertmacro Language \w+ "([^"]+)" "([^"]+)"\s+"([^"]+)"$', words, re.MULTILINE)
    assert {code for code, *_ in found} == {path.stem for path in (paths.PACKAGE / "desktop" / "texts").glob("*.json")}
    sentences = [sentence for _, *said in found for sentence in said]
    assert len(sentences) == len(set(sentences))
    script = nsis.SCRIPT.read_text("utf-8")
    assert re.findall(r'(?:Abort|MessageBox [\w|]+) "(?!\$\()', script) == []


def test_the_rights_of_the_mac_app_are_a_plain_list() -> None:
    assert set(plistlib.loads(dmg.ENTITLEMENTS.read_bytes()).values()) == {True}
