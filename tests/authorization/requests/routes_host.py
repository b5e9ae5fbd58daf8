"""Registers the requests about the host itself: its network, its name and secure mode."""

from chat_desktop.chat.office import standbys
from chat_desktop.chat.users import sessions
from tests.authorization.requests.requests import AskedRequest, requests_for
from tests.authorization.world.world import World
from tests.support.parts.rules_office import BROWSER, Person


@requests_for("POST /api/arrivals")
def report_oneself(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"step": "script"}, address=world.new_address())


@requests_for("POST /api/desktop/firewall (in a window on the host's computer)")
def open_firewall(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(here=True)


def new_password(world: World) -> dict[str, str]:
    user_id = world.office.cleo.user_id
    return {"secret": world.site.services.desktop.secret, "user_id": user_id, "password": "four louder gulls"}


@requests_for("POST /api/desktop/password")
def reset_password_from_elsewhere(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(new_password(world))


@requests_for("POST /api/desktop/password (on the host's computer)", spoils=True)
def reset_password(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(new_password(world), here=True)


@requests_for("POST /api/desktop/session")
def sign_in_from_elsewhere(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"secret": world.site.services.desktop.secret})


@requests_for("POST /api/desktop/session (on the host's computer)")
def sign_in_command_line(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"secret": world.site.services.desktop.secret}, here=True)


@requests_for("POST /api/desktop/close")
def close_by_command_from_elsewhere(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"secret": world.site.services.desktop.secret})


@requests_for("POST /api/desktop/close (on the host's computer)")
def close_by_command(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"secret": world.site.services.desktop.secret}, here=True)


@requests_for("PUT /api/host/program/autostart")
def turn_autostart_from_elsewhere(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"on": True})


@requests_for("PUT /api/host/program/autostart (on the host's computer)")
def turn_autostart(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"on": True}, here=True)


@requests_for("POST /api/host/program/close (on the host's computer)")
def close_in_window(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(here=True)


@requests_for("PATCH /api/secure")
def switch_secure_mode(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"on": False})


@requests_for("GET /ca.crt", "GET /ca.mobileconfig")
def authority(world: World, who: Person | None) -> AskedRequest:
    world.site.services.secure_mode.prepare_switch()
    return AskedRequest()


@requests_for("POST /api/desktop/visit")
def visit(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"url": "http://192.0.2.9:8765", "office_id": "another"})


@requests_for("PUT /api/office/language")
def choose_office_language(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"language": "de"})


@requests_for("PUT /api/link-hosts")
def choose_link_hosts(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"hosts": ["wiki.lan"]})


@requests_for("PUT /api/backup")
def choose_backups(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"folder": str(world.site.data.parent), "passphrase": "four words do well"})


@requests_for("PUT /api/backup (on the host's computer)")
def choose_backups_here(world: World, who: Person | None) -> AskedRequest:
    body = {"folder": str(world.site.data.parent), "passphrase": "four words do well"}
    return AskedRequest(body, here=True)


@requests_for("POST /api/move")
def move_office(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"address": "192.168.1.20", "code": "K7QM-2XPD-9HTR"})


@requests_for("POST /api/move (on the host's computer)")
def move_office_here(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"folder": str(world.site.data.parent), "passphrase": "four words do well"}, here=True)


@requests_for("POST /api/standbys")
def add_standby(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"address": "192.168.1.20", "code": "K7QM-2XPD-9HTR"})


@requests_for("POST /api/standbys (on the host's computer)")
def add_standby_here(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"address": "192.168.1.20", "code": "K7QM-2XPD-9HTR"}, here=True)


def standby_of(world: World) -> str:
    if not world.office.read(standbys.all_of):
        owner_id = world.office.ana.user_id
        # A session of its own: the owner's first one may have ended in another probe.
        maker = world.office.write(sessions.start_for, owner_id, None, BROWSER)
        world.office.write(standbys.add, maker.session_id, "5" * 32, "secret", owner_id, "A PC")
    return "5" * 32


@requests_for("DELETE /api/standbys/<standby_id>")
def remove_standby(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"standby_id": standby_of(world)})


@requests_for("POST /api/backup/run")
def back_up(world: World, who: Person | None) -> AskedRequest:
    world.site.backups.begin = lambda: None  # type: ignore[method-assign]  # it would go on after the test
    return AskedRequest()


@requests_for("PUT /api/host/power")
def choose_stay_awake(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"stay_awake": "always"})


@requests_for("PUT /api/host/pause")
def plan_pause(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"minutes": 10})


@requests_for("PUT /api/host/updates/offer")
def offer_update_from_elsewhere(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"path": "/nothing.update"})


@requests_for("PUT /api/host/updates/offer (on the host's computer)")
def offer_update(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"path": "/nothing.update"}, here=True)


@requests_for("POST /api/host/updates/fetch")
def fetch_update(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"office_id": "another"})
