"""What a person's own data has of what their messages carry."""

import json
from typing import Any

from chat_desktop.chat.core.new_contents import NewChecklist, NewContent, NewPoll
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.exporting import own_data
from tests.support.parts.rules_office import RulesOffice


def exported(office: RulesOffice, **more: Any) -> dict[str, Any]:
    """The content of a message of Cleo's that carries a poll, a list and MORE, each with a part that nobody knows."""
    message = office.post(office.cleo, "", content=NewContent(poll=NewPoll(question="Where?", options=["In", "Out"])))
    listed = office.post(office.cleo, "", content=NewContent(checklist=NewChecklist(title="To do", items=["A", "B"])))
    content = json.loads(message.content or "") | json.loads(listed.content or "") | more
    content["checklist"]["items"][0] |= {"done_by": office.cleo.user_id, "done_at": office.now}
    content["checklist"]["items"][1] |= {"done_by": office.dora.user_id, "done_at": office.now}
    for part in content.values():
        part["answers"] = "of others"
    for each in content["poll"]["options"] + content["checklist"]["items"]:
        each["answers"] = "of others"

    def store(work: Work) -> None:
        work.db.execute("UPDATE messages SET content = ? WHERE id = ?", (json.dumps(content), message.id))

    office.write(store)
    session_id = office.cleo.session_id
    (found, _), *_ = office.read(own_data.messages, session_id, office.read(own_data.profile, session_id).message_ns)
    return json.loads(found.content or "")  # type: ignore[no-any-return]


def test_of_each_content_only_what_is_named_is_exported(office: RulesOffice) -> None:
    urgent, told = {"asked": 3, "confirmed": 1, "ended_at": None}, {"kind": "open"}
    origin = {"sender_id": office.cleo.user_id, "sender_name": "Cleo"}
    found = exported(office, urgent=urgent, room_kind=told, reminder={"room_id": "r"}, forwarded=dict(origin))
    assert found["poll"] == {
        "question": "Where?",
        "options": [{"text": "In"}, {"text": "Out"}],
        "many": False,
        "secret": False,
        "ends_at": None,
        "ended_at": None,
    }
    done = {"done_by": office.cleo.user_id, "done_at": office.now}
    assert found["checklist"] == {"title": "To do", "items": [{"id": 0, "text": "A", **done}, {"id": 1, "text": "B"}]}
    assert (found["urgent"], found["room_kind"]) == ({"ended_at": None}, {"kind": "open"})
    assert (found["reminder"], found["forwarded"]) == ({"room_id": "r"}, origin)


def test_a_kind_of_content_that_is_not_named_is_left_out(office: RulesOffice) -> None:
    assert exported(office, quiz={"winner": office.dora.user_id}).keys() == {"poll", "checklist"}
