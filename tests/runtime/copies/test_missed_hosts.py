"""A host that does not answer is told once, and again after it has answered."""

from typing import Any

from chat_desktop.desktop.tray.tray import missed_words, status
from chat_desktop.runtime.standby.missed_hosts import Missed, MissedHosts


def told(may_take_over: bool, office_id: str = "1") -> dict[str, Any]:
    return {"office_id": office_id, "office": "Harbour <b>Street</b>", "may_take_over": may_take_over}


def test_a_silence_is_told_once_until_the_host_has_answered() -> None:
    hosts, heard = MissedHosts(), list[Missed]()
    hosts.tell = heard.append
    for may in (False, True, True, False, True):
        hosts.note(told(may), by_click=True)
    assert heard == [Missed("Harbour <b>Street</b>", by_click=True)] * 2
    assert hosts.first() == heard[0]
    hosts.forget("1")
    assert hosts.first() is None


def test_the_menu_and_the_notification_say_which_host_and_how_to_take_over() -> None:
    by_click, by_command = (Missed("Harbour", by_click=way) for way in (True, False))
    assert status(3, by_click) == "The host of Harbour does not answer"
    assert "3 are connected" in status(3)
    assert "Open Chat Desktop" in missed_words(by_click)[1]
    assert "chat-desktop standby take-over" in missed_words(by_command)[1]
