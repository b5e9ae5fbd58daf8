"""A certificate of one's own: taken as it is, followed on disk, and refused at the start with what is wrong with it."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from chat_desktop.errors import StartError
from chat_desktop.network.tls import own_pair
from chat_desktop.network.tls.certificates import Certificates
from chat_desktop.network.tls.mode import SecureMode
from tests.support.hosts.host_process import ROOT

# Certificates made below are older than this, by more than openssl rounds.
NOW = own_pair.utc_now() + timedelta(hours=1)
Files = tuple[Path, Path]


def openssl(
    folder: Path, name: str = "own", names: str = "DNS:chat.example.lan,IP:192.168.1.5", days: int = 9
) -> Files:
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", str(days), "-subj", "/CN=own", "-addext", f"subjectAltName={names}"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


def mode_with(folder: Path, files: tuple[Path | None, Path | None], wanted: bool | None = None) -> SecureMode:
    return SecureMode(folder, wanted, files, lambda: ["192.168.1.5"], lambda: "Office")


def test_a_pair_switches_secure_mode_on_and_people_come_by_its_names(tmp_path: Path) -> None:
    mode = mode_with(tmp_path, openssl(tmp_path, names="DNS:chat.example.lan,DNS:*.example.org,DNS:localhost"))
    mode.start(None, 7)
    mode.certificates.stop()
    assert (mode.on, mode.kind, mode.fixed) == (True, "pair", True)
    assert mode.base_urls(["192.168.1.5"], 8765) == ["https://chat.example.lan:8765"]
    assert mode.link_to_page("https://chat.example.lan:8765", "/join", "C") == "https://chat.example.lan:8765/join#C"
    assert mode.covers_host("chat.EXAMPLE.lan")
    assert mode.covers_host("a.example.org")
    assert not mode.covers_host("a.b.example.org")
    assert not mode.covers_host("192.168.1.5")
    assert mode.authority_der() is None
    assert mode.apple_profile("office", "en") is None
    assert mode.status()["numbers"] == []


def test_a_pair_and_no_as_the_setting_is_no(tmp_path: Path) -> None:
    mode = mode_with(tmp_path, openssl(tmp_path), wanted=False)
    mode.start(7, 7)
    assert mode.on is False
    assert mode.base_urls(["192.168.1.5"], 1) == ["http://192.168.1.5:1"]


def test_new_files_are_taken_without_a_restart_and_broken_ones_are_not(tmp_path: Path) -> None:
    own = own_pair.read_optional(*openssl(tmp_path, days=2), NOW)
    found = Certificates(tmp_path / "tls", own, list, lambda: "Office", lambda: NOW)
    found.prepare()
    context, until = found.context, found.until
    found.refresh()
    assert found.context is context
    openssl(tmp_path, days=90)
    found.refresh()
    assert found.context is not context
    assert found.until
    assert until
    assert found.until > until + timedelta(days=80)
    context = found.context
    (tmp_path / "own.key").write_text("half a key", "ascii")
    found.refresh()
    found.stop()
    assert found.context is context


def missing(folder: Path) -> tuple[Path | None, Path | None]:
    return folder / "no.crt", openssl(folder)[1]


def a_folder(folder: Path) -> tuple[Path | None, Path | None]:
    return openssl(folder)[0], folder


def no_certificate(folder: Path) -> tuple[Path | None, Path | None]:
    _, key = openssl(folder)
    return key, key


def no_key(folder: Path) -> tuple[Path | None, Path | None]:
    certificate, _ = openssl(folder)
    return certificate, certificate


def of_another(folder: Path) -> tuple[Path | None, Path | None]:
    return openssl(folder)[0], openssl(folder, "other")[1]


def locked(folder: Path) -> tuple[Path | None, Path | None]:
    certificate, key = openssl(folder)
    command = ["openssl", "pkcs8", "-topk8", "-in", str(key), "-out", str(folder / "locked.key")]
    subprocess.run([*command, "-passout", "pass:secret"], check=True, capture_output=True)
    return certificate, folder / "locked.key"


def alone(folder: Path) -> tuple[Path | None, Path | None]:
    return openssl(folder)[0], None


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (missing, "no.crt cannot be read: No such file"),
        (a_folder, "cannot be read: Is a directory"),
        (no_certificate, "holds no certificate in PEM form"),
        (no_key, "holds no private key in PEM form"),
        (of_another, "does not match the certificate"),
        (locked, "needs a passphrase"),
        (alone, "give both --tls-cert and --tls-key"),
    ],
)
def test_what_is_wrong_with_a_pair_is_one_sentence(
    tmp_path: Path, files: Callable[[Path], tuple[Path | None, Path | None]], said: str
) -> None:
    with pytest.raises(StartError) as caught:
        mode_with(tmp_path, files(tmp_path))
    assert said in str(caught.value)
    assert str(caught.value).endswith((".", ")."))


def test_one_that_has_expired_or_is_not_valid_yet_is_refused(tmp_path: Path) -> None:
    files = openssl(tmp_path, days=2)
    for when, said in ((timedelta(days=3), "expired on"), (timedelta(days=-3), "is not valid before")):
        with pytest.raises(StartError, match=said):
            own_pair.read_optional(*files, NOW + when)


def test_the_program_says_so_and_ends_with_status_two(tmp_path: Path) -> None:
    certificate, _ = openssl(tmp_path)
    _, key = openssl(tmp_path, "other")
    command = [sys.executable, "-m", "chat_desktop", "serve", "--data", str(tmp_path / "data"), "--host", "127.0.0.1"]
    command += ["--port", "0", "--no-discovery", "--tls-cert", str(certificate), "--tls-key", str(key)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, env=os.environ, check=False)
    assert done.returncode == 2
    assert done.stderr == f"The key {key} does not match the certificate. Use the key that it was issued for.\n"
