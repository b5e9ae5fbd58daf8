"""Fault 7: a reload, or a phone that changes its access point, is no absence."""

from typing import Any

from tests.faults.conftest import OpenSite
from tests.faults.support.fault_site import Site
from tests.support.hosts.socket_client import SocketClient


def states_of(watcher: SocketClient, user_id: str) -> list[str]:
    """What the watcher has heard of the person, in order."""
    told = [user for body in watcher.heard("presence:changed") for user in body["users"]]
    return [user["presence"] for user in told if user["id"] == user_id]


def is_about(user_id: str, state: str) -> Any:
    return lambda body: {"id": user_id, "presence": state} in body["users"]


def user_id_of(site: Site, person: int) -> str:
    return str(site.browser(person).get("/api/hello").expect()["user"]["id"])


def come_and_go(site: Site) -> tuple[SocketClient, str]:
    """A person's page closes; who watches has been told since of somebody who came after that."""
    gone, other = user_id_of(site, 1), user_id_of(site, 2)
    watcher = site.client(0)
    with site.client(1):
        watcher.until("presence:changed", is_about(gone, "online"))
    with site.client(2):
        watcher.until("presence:changed", is_about(other, "online"))
    return watcher, gone


def test_who_is_back_in_a_moment_was_never_away(open_site: OpenSite) -> None:
    site = open_site(3, without="short_grace")  # a busy machine needs more than three seconds for what follows
    watcher, gone = come_and_go(site)
    with watcher, site.client(1) as back:
        back.ask("presence:set", {"active": False})
        watcher.until("presence:changed", is_about(gone, "away"))
        assert states_of(watcher, gone) == ["online", "away"]


def test_without_the_grace_everyone_is_told_of_each_reload(open_site: OpenSite) -> None:
    watcher, gone = come_and_go(open_site(3, without="presence_grace"))
    with watcher:
        if "offline" not in states_of(watcher, gone):  # it may have been told together with who came
            watcher.until("presence:changed", is_about(gone, "offline"))
        assert states_of(watcher, gone) == ["online", "offline"]
