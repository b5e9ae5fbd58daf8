"""The log of acts: kept with the act, read by the owner alone, newest first."""

import pytest

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.work import Work
from chat_desktop.errors import Forbidden, Invalid
from tests.support.parts.rules_office import RulesOffice


def test_the_owner_reads_the_newest_first_in_pages(office: RulesOffice) -> None:
    for number in range(5):
        office.now += 1_000
        office.write(audit_log.record, office.ana.user_id, "invite_made", label=f"Link {number}")
    office.write(audit_log.record, None, "secure_mode", on=True)
    newest = office.read(audit_log.page, office.ana.session_id, limit=2)
    assert [(entry.act, entry.actor_id, entry.detail) for entry in newest.entries] == [
        ("secure_mode", None, {"on": True}),
        ("invite_made", office.ana.user_id, {"label": "Link 4"}),
    ]
    assert newest.more
    rest = office.read(audit_log.page, office.ana.session_id, before=newest.entries[-1].n, limit=4)
    assert [entry.detail["label"] for entry in rest.entries] == ["Link 3", "Link 2", "Link 1", "Link 0"]
    assert not rest.more
    assert rest.entries[0].at == office.now - 1_000


def test_nobody_but_the_owner_reads_it(office: RulesOffice) -> None:
    for who in (office.ben, office.cleo):
        with pytest.raises(Forbidden):
            office.read(audit_log.page, who.session_id)
    for limit in (0, 201):
        with pytest.raises(Invalid):
            office.read(audit_log.page, office.ana.session_id, limit=limit)
    for before in (-1, 2**70):
        assert office.read(audit_log.page, office.ana.session_id, before=before).entries == []


def test_an_act_that_fails_leaves_no_entry(office: RulesOffice) -> None:
    def fail(work: Work) -> None:
        audit_log.record(work, office.ana.user_id, "banned", office.cleo.user_id)
        raise Forbidden

    with pytest.raises(Forbidden):
        office.write(fail)
    assert office.read(audit_log.page, office.ana.session_id).entries == []
