"""How much the office is used, for the owner's page about the host."""

from datetime import datetime, timedelta

import pytest

from chat_desktop.chat.messages import posting
from chat_desktop.chat.office import host_use
from chat_desktop.errors import Forbidden
from tests.support.parts.rules_office import RulesOffice


def test_messages_are_counted_by_the_day_on_which_they_were_sent(office: RulesOffice) -> None:
    today = datetime.fromtimestamp(office.now / 1000).astimezone().date()
    before = office.read(host_use.of_office, office.ana.session_id).days
    office.now -= 3 * 86_400_000
    gone = office.post(office.ana, "A deleted message counts no more")
    office.post(office.ana, "Three days ago")
    office.now -= 30 * 86_400_000
    office.post(office.ana, "Too long ago")
    office.now += 33 * 86_400_000
    office.post(office.ben, "Today")
    office.write(posting.delete, office.ana.session_id, gone.id)
    use = office.read(host_use.of_office, office.ana.session_id)
    counted = {day.date: day.messages - was.messages for day, was in zip(use.days, before, strict=True)}
    assert list(counted) == [today - timedelta(days=ago) for ago in range(13, -1, -1)]
    assert {day: number for day, number in counted.items() if number} == {today: 1, today - timedelta(days=3): 1}
    assert use.people == 4


def test_only_the_owner_sees_it(office: RulesOffice) -> None:
    with pytest.raises(Forbidden):
        office.read(host_use.of_office, office.ben.session_id)
