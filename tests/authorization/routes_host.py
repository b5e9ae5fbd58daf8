"""Recipes: the house itself: its network, its name, its safety."""

from tests.authorization.requests import Ask, asks
from tests.authorization.world import World
from tests.support.rules_office import Person


@asks("POST /api/arrivals")
def report_oneself(world: World, who: Person | None) -> Ask:
    return Ask({"step": "script"}, address=world.new_address())


@asks("POST /api/desktop/firewall (in a window on the host's computer)")
def open_firewall(world: World, who: Person | None) -> Ask:
    return Ask(here=True)


@asks("PATCH /api/secure")
def switch_secure_mode(world: World, who: Person | None) -> Ask:
    return Ask({"on": False})


@asks("GET /ca.crt", "GET /ca.mobileconfig")
def authority(world: World, who: Person | None) -> Ask:
    world.site.services.secure.ready()
    return Ask()


@asks("POST /api/desktop/visit")
def visit(world: World, who: Person | None) -> Ask:
    return Ask({"url": "http://192.0.2.9:8765", "office_id": "another"})
