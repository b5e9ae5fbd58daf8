"""A tick is a promise: what was acked is there after kill -9, once."""

import threading

from tests.conftest import StartHost
from tests.served import ServedHost
from tests.speaker import ClosedError, Speaker


def post_until_the_end(speaker: Speaker, room_id: str, name: str, acked: list[str], under_way: threading.Event) -> None:
    try:
        for number in range(100_000):
            acked.append(speaker.post(room_id, "tick", client_id=f"{name}-{number}")["client_id"])
            if number == 50:
                under_way.set()
    except (ClosedError, OSError):
        pass  # the power went


def test_no_acked_message_is_lost_by_kill_9(start_host: StartHost) -> None:
    first = start_host().set_up()
    room_id = first.ana.home()
    speakers = [first.ana.speak(), first.join("Cleo").speak()]
    acked: list[str] = []
    events = [threading.Event() for _ in speakers]
    threads = [
        threading.Thread(target=post_until_the_end, args=(speaker, room_id, f"s{number}", acked, event))
        for number, (speaker, event) in enumerate(zip(speakers, events, strict=True))
    ]
    for thread in threads:
        thread.start()
    assert all(event.wait(20) for event in events)
    first.kill()
    for thread, speaker in zip(threads, speakers, strict=True):
        thread.join(20)
        speaker.close()
    assert_all_there(start_host(), first.ana.cookies, room_id, acked)


def assert_all_there(again: ServedHost, cookies: dict[str, str], room_id: str, acked: list[str]) -> None:

    again.ana.cookies = cookies  # a session outlives the host
    kept: list[str] = []
    after, more = 0, True
    while more:
        page = again.ana.get(f"/api/rooms/{room_id}/messages?after={after}&limit=200").expect()
        kept += [message["client_id"] for message in page["messages"]]
        after, more = page["messages"][-1]["seq"], page["more_after"]
    assert len(acked) > 100
    assert set(acked) <= set(kept)
    assert len(kept) == len(set(kept)) == after
    again.stop()
