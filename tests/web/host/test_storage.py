"""GET /api/storage: what takes space on the host's disk."""

from pathlib import Path

import pytest

from chat_desktop.files import store
from chat_desktop.files.store import FREE_BYTES
from tests.support.files.stored_files import stored
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site


def test_the_gauge_tells_the_disk_and_what_the_office_takes_of_it(site: Site, office: RulesOffice) -> None:
    files = site.services.files.uploads.store
    (files.made / "one.thumb.webp").write_bytes(b"x" * 70)
    files.upload_path("begun").write_bytes(b"x" * 30)
    office.post(office.cleo, "", attachment_ids=[stored(office, office.cleo, size=90)])
    answer = site.ask("GET", "/api/storage", office.ben).json
    disk = answer["disk"]
    assert (disk["made"], disk["unfinished"]) == (70, 30)
    assert disk["total"] >= disk["free"] > 0
    assert disk["floor"] == max(FREE_BYTES, int(disk["total"] * 0.05))
    assert (answer["files"], answer["file_bytes"]) == (1, 90)
    [largest] = answer["largest"]
    assert (largest["name"], largest["size"], largest["sender_id"]) == ("plan.txt", 90, office.cleo.user_id)
    assert answer["people"] == [{"user_id": office.cleo.user_id, "files": 1, "bytes": 90}]
    assert site.ask("GET", "/api/account/storage", office.cleo).json == {"ok": True, "used": 90, "quota": 20 * 10**9}


def test_what_takes_too_long_to_count_is_left_out(
    site: Site, office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = site.services.files.uploads.store
    Path(files.made / "one.thumb.webp").write_bytes(b"x")
    monkeypatch.setattr(store, "MEASURE_SECONDS", -1.0)
    disk = site.ask("GET", "/api/storage", office.ana).json["disk"]
    assert "made" not in disk
    assert disk["unfinished"] == 0
