"""Lets the time of what messages carry come."""

from chat_desktop.chat.contents import moments
from tests.support.parts.rules_office import RulesOffice


def settle(office: RulesOffice) -> None:
    """A second later, everything that is due is done."""
    office.now += 1_001
    office.write(moments.run)
