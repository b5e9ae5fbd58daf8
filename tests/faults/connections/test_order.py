"""Fault 6: a sender's order is kept, and everyone hears one order."""

from itertools import pairwise
from typing import Any

from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support.fault_site import Site
from tests.faults.support.simulated_page import Page, opened, until

LISTENERS = 3


def pour(page: Page, room_id: str, name: str, messages: int) -> None:
    """Everything at once, without waiting for an ack."""
    assert page.socket is not None
    for number in range(messages):
        body = f'{{"room_id": "{room_id}", "client_id": "{name}-{number}", "body": "{number}"}}'
        page.socket.send(f'42["message:post", {body}]')


async def pour_all(site: Site, writers: int, messages: int) -> list[list[dict[str, Any]]]:
    """What each listener heard, in the order of arrival."""
    heard: list[list[dict[str, Any]]] = [[] for _ in range(LISTENERS)]
    async with opened(*(site.page(person) for person in range(writers + LISTENERS))) as pages:
        for page, list_ in zip(pages[writers:], heard, strict=True):
            page.on_message = list_.append
        for number, page in enumerate(pages[:writers]):
            pour(page, site.home, f"w{number}", messages)
        await until(lambda: all(len(list_) == writers * messages for list_ in heard), "every message", 120)
    return heard


def broken(heard: list[list[dict[str, Any]]], writers: int) -> tuple[int, int]:
    """How many messages came before an earlier one of their sender; how many came before a smaller seq."""
    turned = 0
    for number in range(writers):
        mine = [int(m["body"]) for m in heard[0] if m["client_id"].startswith(f"w{number}-")]
        turned += sum(one > two for one, two in pairwise(mine))
    seqs = [[m["seq"] for m in list_] for list_ in heard]
    return turned, sum(one > two for list_ in seqs for one, two in pairwise(list_))


def test_a_thousand_rapid_sends_of_one_person_keep_their_order(open_site: OpenSite, figure: Figure) -> None:
    heard = run(pour_all(open_site(1 + LISTENERS), 1, 1_000))
    figure(6, f"1,000 rapid sends: {broken(heard, 1)[0]} out of order")
    assert broken(heard, 1) == (0, 0)
    assert [message["seq"] for message in heard[0]] == list(range(1, 1_001))


def test_ten_writers_are_heard_in_one_order_by_all(open_site: OpenSite, figure: Figure, is_long: bool) -> None:
    messages = 500 if is_long else 50
    heard = run(pour_all(open_site(10 + LISTENERS), 10, messages))
    figure(
        6, f"10 writers, {10 * messages:,} messages: {sum(broken(heard, 10))} out of order for {LISTENERS} listeners"
    )
    assert broken(heard, 10) == (0, 0)
    assert heard[0] == heard[1] == heard[2]


def test_handled_side_by_side_one_persons_messages_overtake_each_other(open_site: OpenSite) -> None:
    heard = run(pour_all(open_site(1 + LISTENERS, without="one_at_a_time"), 1, 200))
    assert broken(heard, 1)[0] > 0


def test_told_out_of_the_order_of_commits_the_orders_differ(open_site: OpenSite) -> None:
    heard = run(pour_all(open_site(4 + LISTENERS, without="commit_order"), 4, 50))
    assert broken(heard, 4)[1] > 0
