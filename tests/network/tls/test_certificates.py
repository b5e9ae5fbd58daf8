"""The office's own certificates: judged by openssl, followed through addresses, names and years."""

import re
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chat_desktop.errors import SecureTrouble
from chat_desktop.network.tls import authority, comparison, leaf
from chat_desktop.network.tls.certificates import Certificates
from chat_desktop.network.tls.mode import SecureMode
from tests.network.openssl import NOW, OFFICE_NAMES, forged, made, names_in, pem, shown, verify

GOOD = ["192.168.1.5", "10.0.0.7", "fd00::5", "fe80::1", "office.local", "ana-pc", "localhost", "127.0.0.1", "::1"]
NOT_OURS = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2001:db8::1", "example.com", "www.example.com", "local.example.com"]


@pytest.mark.parametrize("name", GOOD)
def test_openssl_takes_the_host_at_each_of_its_addresses_and_names(tmp_path: Path, name: str) -> None:
    issuer = made(tmp_path)
    assert verify(tmp_path, issuer, leaf.issue(issuer, OFFICE_NAMES, NOW).pem, name) == "OK"


@pytest.mark.parametrize("name", NOT_OURS)
def test_openssl_refuses_what_the_authority_must_never_vouch_for(tmp_path: Path, name: str) -> None:
    """Whoever steals the key gets nobody's bank."""
    issuer = made(tmp_path)
    assert "permitted subtree violation" in verify(tmp_path, issuer, forged(issuer, name), name)


def test_one_name_that_is_not_permitted_makes_the_whole_certificate_worthless(tmp_path: Path) -> None:
    """Which is why the host leaves out what its authority may not vouch for, a public address say."""
    issuer = made(tmp_path)
    assert "permitted subtree" in verify(tmp_path, issuer, forged(issuer, "192.168.1.5", "8.8.8.8"), "192.168.1.5")
    issued = leaf.issue(issuer, ["192.168.1.5", "8.8.8.8", "mail.example.com", "new-name"], NOW)
    assert set(issued.names) == {"192.168.1.5", "127.0.0.1", "::1", "localhost"}
    assert verify(tmp_path, issuer, issued.pem, "192.168.1.5") == "OK"


def test_the_authority_is_good_for_ten_years_and_for_servers_alone(tmp_path: Path) -> None:
    issuer = made(tmp_path)
    text = shown(tmp_path, pem(issuer), "-text")
    for wanted in (
        r"Name Constraints: critical",
        r"Key Usage: critical\s+Certificate Sign\n",
        r"Basic Constraints: critical\s+CA:TRUE, pathlen:0",
        r"Extended Key Usage:\s+TLS Web Server Authentication\n",
        r"ASN1 OID: prime256v1",
        r"Subject: CN = Harbour Street - Chat Desktop",
    ):
        assert re.search(wanted, text), wanted
    assert (issuer.until - NOW).days >= 3_650


def test_a_leaf_lives_no_longer_than_browsers_allow_and_no_longer_than_its_authority(tmp_path: Path) -> None:
    issuer = made(tmp_path)
    issued = leaf.issue(issuer, OFFICE_NAMES, NOW)
    first, last = (
        datetime.strptime(line.partition("=")[2], "%b %d %H:%M:%S %Y GMT")  # noqa: DTZ007 - openssl writes GMT
        for line in shown(tmp_path, issued.pem, "-dates").splitlines()
    )
    assert last - first <= timedelta(days=397)
    assert "TLS Web Server Authentication" in shown(tmp_path, issued.pem, "-ext", "extendedKeyUsage")
    assert leaf.issue(issuer, OFFICE_NAMES, issuer.until - timedelta(days=40)).until == issuer.until


def test_secrets_are_readable_by_nobody_else(tmp_path: Path) -> None:
    made(tmp_path / "tls")
    assert stat.S_IMODE((tmp_path / "tls" / authority.FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700


def test_a_long_name_in_any_script_fits(tmp_path: Path) -> None:
    issuer = authority.make(tmp_path, "事務所" * 20, ["Ana's PC", "ana_pc", "-", "x" * 70], NOW)
    assert verify(tmp_path, issuer, leaf.issue(issuer, ["ana_pc"], NOW).pem, "localhost") == "OK"


def test_the_numbers_follow_from_the_fingerprint_and_differ_with_it(tmp_path: Path) -> None:
    assert comparison.numbers_of(b"\0" * 32) == ("0000",) * 6
    assert comparison.numbers_of((10**24 + 120_003).to_bytes(32, "big")) == ("0000",) * 4 + ("0012", "0003")
    found = made(tmp_path)
    assert [len(number) for number in comparison.numbers_of(found.fingerprint)] == [4] * 6
    assert comparison.numbers_of(found.fingerprint) != comparison.numbers_of(found.fingerprint[::-1])
    assert found.fingerprint.hex() == re.sub(
        "[^0-9a-f]", "", shown(tmp_path, pem(found), "-fingerprint", "-sha256").partition("=")[2].lower()
    )


class Kept:
    """Certificates with a clock and addresses that the test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now, self.names = folder, NOW, ["192.168.1.5"]
        self.made = self.again()

    def again(self) -> Certificates:
        """As after a restart of the host."""
        return Certificates(self.folder, None, lambda: self.names, lambda: "Harbour Street", lambda: self.now)

    @property
    def served(self) -> bytes:
        return (self.folder / "host.pem").read_bytes()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    found = Kept(tmp_path / "tls")
    found.made.prepare()
    yield found
    found.made.stop()


def test_a_new_address_and_a_new_name_are_in_the_certificate_at_once(kept: Kept) -> None:
    context = kept.made.context
    kept.made.refresh()
    assert kept.made.context is context
    kept.names = ["192.168.7.9", "office-2.local"]
    kept.made.refresh()
    assert kept.made.context is not context
    assert names_in(kept.served) == {"192.168.7.9", "office-2.local", "localhost", "127.0.0.1", "::1"}
    assert kept.made.authority
    assert verify(kept.folder, kept.made.authority, kept.served, "192.168.7.9") == "OK"


def test_it_is_renewed_thirty_days_before_its_end_by_the_same_authority(kept: Kept) -> None:
    first, issuer = kept.made.leaf, kept.made.authority
    assert first
    assert issuer
    kept.now = first.until - timedelta(days=31)
    kept.made.refresh()
    assert kept.made.leaf is first
    kept.now = first.until - timedelta(days=29)
    kept.made.refresh()
    assert kept.made.leaf is not first
    assert kept.made.authority is issuer
    assert verify(kept.folder, issuer, kept.served, "192.168.1.5", first.until + timedelta(days=90)) == "OK"


def test_the_authority_outlives_restarts_and_is_made_anew_at_its_end_alone(kept: Kept) -> None:
    first = kept.made.authority
    assert first
    again = kept.again()
    again.prepare()
    again.stop()
    assert again.authority
    assert again.authority.fingerprint == first.fingerprint
    kept.now = first.until - timedelta(days=29)
    kept.made.refresh()
    assert kept.made.authority
    assert kept.made.authority.fingerprint != first.fingerprint
    assert (kept.folder / "old-authority.pem").exists()


@pytest.mark.parametrize("damage", ["", "half", "swapped key"])
def test_a_damaged_authority_is_said_and_never_replaced(kept: Kept, tmp_path: Path, damage: str) -> None:
    file = kept.folder / authority.FILE
    whole = file.read_text("ascii")
    made(tmp_path / "other")
    other = (tmp_path / "other" / authority.FILE).read_text("ascii")
    cut = whole.index("-----BEGIN CERTIFICATE")
    broken = {
        "": "",
        "half": whole[: len(whole) // 2],
        "swapped key": other[: other.index("-----BEGIN CERT")] + whole[cut:],
    }
    file.write_text(broken[damage], "ascii")
    with pytest.raises(SecureTrouble, match="is damaged"):
        kept.again().prepare()
    assert file.read_text("ascii") == broken[damage]


def test_a_failure_to_renew_leaves_what_is_served(kept: Kept) -> None:
    context = kept.made.context
    kept.folder.rename(kept.folder.with_name("away"))
    kept.folder.write_text("not a folder any more", "ascii")
    kept.names = ["192.168.7.9"]
    kept.made.refresh()
    assert kept.made.context is context


def test_nobody_pays_for_cryptography_in_plain_mode(tmp_path: Path) -> None:
    mode = SecureMode(tmp_path, None, (None, None), lambda: ["192.168.1.5"], lambda: "Office")
    mode.start(None, 0)
    assert (mode.on, mode.kind, mode.schemes, mode.certificates.context) == (False, "open", ("http",), None)
    assert not (tmp_path / "tls").exists()
    assert mode.link_to_page("http://192.168.1.5:8765", "/join", "CODE") == "http://192.168.1.5:8765/join#CODE"
