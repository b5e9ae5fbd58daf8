"""What the doctor found, in the reader's language: titles, values, dates and lists are written as it writes them."""

import re
from datetime import date, datetime

import pytest
from playwright.sync_api import expect

from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.topics import ADDRESS, CERTIFICATE, CLOCK, DISK, FIREWALL
from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost

ADDRESSES = ["10.0.0.1", "10.0.0.2"]
FOUND: list[Check] = [
    ADDRESS.ok(
        sentence("check.address_first", address="10.0.0.1", adapter="eth0"),
        sentence("check.other_addresses", addresses=ADDRESSES),
    ),
    CERTIFICATE.failed(
        sentence("check.certificate_expired", date=date(2026, 11, 29)), sentence("check.certificate_renew")
    ),
    CLOCK.ok(sentence("check.clock_fine", time=datetime.fromisoformat("2026-11-29T13:05"), zone="UTC+0100")),
    DISK.warning(sentence("check.disk_free", size=0.5), sentence("check.free_space_soon")),
    FIREWALL.failed(
        sentence("check.ufw_blocks", port="8765"), sentence("check.run", command="sudo ufw allow 8765/tcp")
    ),
]
GERMAN = {
    "address": [
        "Adresse im Link",
        "weil eth0 unter den Netzwerken des Computers an erster Stelle steht. Andere Adressen: 10.0.0.1 und 10.0.0.2.",
    ],
    "certificate": ["Das Zertifikat ist am 29. November 2026 abgelaufen.", "Schließe das Büro und öffne es wieder"],
    "clock": ["Die Uhr zeigt 29.11.2026, 13:05 (UTC+0100)."],
    "disk": ["sind 0,5 GB frei", "Schaffe Platz, bevor er ausgeht."],
    "firewall": ["blockiert Port 8765.", "Führe aus: sudo ufw allow 8765/tcp"],
}
CHINESE = {
    # No blank between two sentences.
    "address": ["在其网络中排在第一位。其他地址：10.0.0.1和10.0.0.2。"],
    "certificate": ["证书已于 2026年11月29日 过期。"],
}


@pytest.mark.parametrize(("language", "texts"), [("de-DE", GERMAN), ("zh-CN", CHINESE)])
def test_findings_are_shown_in_the_readers_language(
    language: str, texts: dict[str, list[str]], shown_host: ServedHost, people: People
) -> None:
    person = people("desktop", shown_host.ana, locale=language, timezone_id="Asia/Tokyo")
    told = {"ok": True, "checks": [check.payload() for check in FOUND], "firewall": None}
    person.context.route("**/api/doctor", lambda route: route.fulfill(json=told))
    page = person.enter("/settings")
    page.locator(".doctor-open").click()
    for name, parts in texts.items():
        row = page.locator(f"[data-check={name}]")
        for part in parts:
            expect(row).to_contain_text(re.sub(r"\s+", " ", part))
    expect(page.locator("[data-check=firewall] code")).to_have_attribute("dir", "ltr")
    english = [text for check in FOUND for text in (check.detail, check.cure) if text]
    shown = page.locator(".checks").all_inner_texts()
    assert [text for text in english if any(text in one for one in shown)] == []
