"""One row that cannot be read keeps nobody from the others of its page."""

import pytest

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import history, reactions
from chat_desktop.wire import payloads
from tests.support.parts.rules_office import RulesOffice

NONSENSE = ["", "{", "5", "null", '"x"', "[1]", '[["\N{THUMBS UP SIGN}"]]', '{"a": 1}', "[" * 5_000]


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
def test_a_message_that_cannot_be_read_whole_is_shown_as_far_as_it_can(office: RulesOffice, text: str) -> None:
    def damage(work: Work) -> None:
        work.db.execute("UPDATE messages SET mentions = ?, reactions = ? WHERE body = 'damaged'", (text, text))

    damaged, whole = office.post(office.ana, "damaged"), office.post(office.ben, "whole")
    office.write(damage)
    page = office.read(history.page, office.cleo.session_id, office.home)
    shown = [payloads.message(message) for message in page.messages]
    assert [(each["body"], each["mentions"], each["reactions"]) for each in shown[-2:]] == [
        ("damaged", [], []),
        ("whole", [], []),
    ]
    assert page.messages[-1].id == whole.id
    liked = office.write(reactions.add, office.cleo.session_id, damaged.id, "\N{THUMBS UP SIGN}")
    assert reactions.decode(liked.reactions) == [("\N{THUMBS UP SIGN}", [office.cleo.user_id])]


@pytest.mark.parametrize("text", NONSENSE[:7], ids=range(7))
def test_an_entry_of_the_audit_log_that_cannot_be_read_hides_no_other(office: RulesOffice, text: str) -> None:
    office.write(audit_log.record, office.ana.user_id, "invite_made", label="Link")
    office.write(audit_log.record, office.ana.user_id, "invite_made", label="Other")
    office.write(lambda work: work.db.execute("UPDATE audit SET detail = ? WHERE detail LIKE '%Link%'", (text,)))
    entries = office.read(audit_log.page, office.ana.session_id).entries
    assert [entry.detail for entry in entries] == [{"label": "Other"}, {}]
