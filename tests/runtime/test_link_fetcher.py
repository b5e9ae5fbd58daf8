"""Pages for cards are read beside everything else: each once, one of a host at a time, and bounded in number."""

import threading
from collections.abc import Callable, Collection
from typing import Any

import gevent

from chat_desktop.chat.messages import link_cards
from chat_desktop.chat.office import link_hosts
from chat_desktop.network.link_cards.page_head import PageHead
from chat_desktop.runtime.link_fetcher import MAX_WAITING, LinkFetcher
from tests.support.parts.gevent_hub import on_a_hub, soon
from tests.support.parts.rules_office import RulesOffice

HOSTS = ["a.lan", "b.lan"]


class Pages:
    """The pages of all hosts: they are read when `gate` is open. `most` is how many of one host were read at once."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.asked: list[str] = []
        self.most = 0
        self._now: list[str] = []
        self._lock = threading.Lock()

    def read(self, url: str, is_allowed: Callable[[str], bool], own: Collection[str]) -> PageHead | None:
        host = url.split("/")[2]
        with self._lock:
            self.asked.append(url)
            self._now.append(host)
            self.most = max(self.most, self._now.count(host))
        self.gate.wait(20)
        with self._lock:
            self._now.remove(host)
        if url.endswith("/fails"):
            raise RuntimeError("This page fails")
        assert is_allowed(url)
        assert not is_allowed("http://elsewhere.example")
        assert "127.0.0.1" in own
        return PageHead(f"Title of {url}", "")


def fetcher(office: RulesOffice, pages: Pages) -> LinkFetcher:
    reading = LinkFetcher(office, pages.read)
    reading.start()
    return reading


def titles(office: RulesOffice, urls: list[str]) -> list[str]:
    message: Any = office.post(office.ana, " ".join(urls))
    found = office.read(link_cards.of_messages, office.ana.session_id, [message.id])
    return [card.title for card in found.cards.get(message.id, [])]


def test_each_page_is_read_once_and_one_of_a_host_at_a_time(office: RulesOffice) -> None:
    office.write(link_hosts.choose, office.ana.session_id, HOSTS)
    pages = Pages()
    urls = ["http://a.lan/1", "http://a.lan/2", "http://b.lan/1"]

    def use() -> None:
        reading = fetcher(office, pages)
        reading.want(urls, HOSTS)
        reading.want(urls, HOSTS)
        soon(lambda: pages.asked)
        pages.gate.set()
        soon(lambda: len(titles(office, urls)) == 3)
        reading.stop()

    on_a_hub(use)
    assert sorted(pages.asked) == urls
    assert pages.most == 1


def test_a_page_that_fails_is_noted_and_the_number_that_waits_is_bounded(office: RulesOffice) -> None:
    office.write(link_hosts.choose, office.ana.session_id, HOSTS)
    pages = Pages()

    def use() -> None:
        reading = fetcher(office, pages)
        reading.want(["http://b.lan/fails", *(f"http://a.lan/{number}" for number in range(200))], HOSTS)
        pages.gate.set()
        soon(lambda: len(pages.asked) == MAX_WAITING)
        soon(lambda: titles(office, [f"http://a.lan/{MAX_WAITING - 2}"]))
        assert titles(office, ["http://b.lan/fails"]) == []
        gevent.sleep(0)
        assert len(pages.asked) == MAX_WAITING
        reading.stop()

    on_a_hub(use)


def test_a_stop_waits_for_no_page(office: RulesOffice) -> None:
    pages = Pages()

    def use() -> None:
        reading = fetcher(office, pages)
        reading.want(["http://a.lan/1", "http://a.lan/2"], HOSTS)
        soon(lambda: pages.asked)
        reading.stop()

    on_a_hub(use)
    pages.gate.set()
    assert pages.asked == ["http://a.lan/1"]
