"""The routes of backups."""

from tests.web.conftest import Site

PASSPHRASE = "four words do well"


def test_the_owner_chooses_a_folder_on_the_host_alone(site: Site) -> None:
    stick = site.data.parent / f"{site.data.name}-stick"
    stick.mkdir()
    body = {"folder": str(stick), "passphrase": PASSPHRASE}
    ana = site.office.ana
    refused = site.ask("PUT", "/api/backup", ana, json=body)
    assert (refused.status_code, refused.json["error"]["code"]) == (403, "forbidden")
    chosen = site.ask("PUT", "/api/backup", ana, json=body, environ_overrides={"network.loopback": True})
    assert chosen.json["folder"] == str(stick)
    site.backups.run()
    seen = site.ask("GET", "/api/backup", site.office.ben).json
    assert seen["last"]["messages"] == 0
    assert (seen["may_choose"], "places" in seen, "trouble" in seen) == (False, False, False)
    ended = site.ask("DELETE", "/api/backup", ana, json={}).json
    assert "folder" not in ended
    assert "last" in ended
