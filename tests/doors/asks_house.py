"""Recipes: the house itself: its network, its name, its safety."""

from tests.doors.asking import Ask, asks
from tests.doors.world import World
from tests.inside import Person


@asks("POST /api/arrivals")
def report_oneself(world: World, who: Person | None) -> Ask:
    return Ask({"step": "script"}, address=world.new_address())


@asks("POST /api/desktop/firewall (in a window on the host's computer)")
def open_firewall(world: World, who: Person | None) -> Ask:
    return Ask(here=True)
