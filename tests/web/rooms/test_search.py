"""GET /api/search: what it takes, what it answers, and how it is bound."""

from typing import Any

import pytest

from chat_desktop.chat.core.work import SearchQuestion, SlowQuery
from chat_desktop.web.routes.search import COUNT_LIMIT_SECONDS, LIMIT_SECONDS
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site


def ask(site: Site, query: str) -> Any:
    return site.ask("GET", f"/api/search?{query}", site.office.ana)


def test_results_have_their_message_a_snippet_and_marks(site: Site) -> None:
    office = site.office
    posted = office.post(office.ana, "🎉 the **floor plan**, here")
    office.indexer.catch_up()
    answer = ask(site, "q=plan").json
    [result] = answer.pop("results")
    assert answer == {"ok": True, "next_cursor": None}
    assert result["message"]["id"] == posted.id
    assert result["message"]["body"] == posted.body
    assert result["snippet"] == "🎉 the floor plan, here"
    assert result["marks"] == [[13, 17]], "an emoji counts twice, as in JavaScript"


def test_a_cursor_leads_to_the_next_page(site: Site) -> None:
    for number in range(3):
        site.office.post(site.office.ana, f"plan {number}")
    site.office.indexer.catch_up()
    first = ask(site, "q=plan&limit=2").json
    second = ask(site, f"q=plan&limit=2&cursor={first['next_cursor']}").json
    found = [result["snippet"] for page in (first, second) for result in page["results"]]
    assert found == ["plan 2", "plan 1", "plan 0"]
    assert second["next_cursor"] is None


def test_as_long_as_the_index_is_made_the_answer_says_so(site: Site) -> None:
    for number in range(3):
        site.office.post(site.office.ana, f"plan {number}")
    assert ask(site, "q=plan").json["building"] == {"done": 0, "total": 3}
    site.office.indexer.catch_up()
    assert "building" not in ask(site, "q=plan").json


def test_a_count_comes_instead_of_results(site: Site) -> None:
    for number in range(3):
        site.office.post(site.office.ana, f"plan {number}")
    assert ask(site, "q=plan&count=1").json["building"] == {"done": 0, "total": 3}
    site.office.indexer.catch_up()
    found = {"n": 3, "more": False}
    assert ask(site, "q=plan&count=1").json == {"ok": True, "counts": {"all": found}}
    in_room = ask(site, f"q=plan&count=1&room={site.office.home}").json
    assert in_room == {"ok": True, "counts": {"all": found, "room": found}}


def test_the_parameters_beside_the_query(site: Site) -> None:
    """The office's clock is at 2026-11-23T01:29:03.123Z, which is still Sunday in New York."""
    office = site.office
    office.post(office.ana, "plan https://wiki.lan/")
    office.post(office.ben, "another plan")
    office.indexer.catch_up()

    def count(query: str) -> int:
        return len(ask(site, query).json["results"])

    assert count(f"q=plan&room={office.home}") == 2
    assert count(f"q=plan&from={office.ben.user_id}") == count(f"from={office.ben.user_id}") == 1
    assert count("has=link") == count("q=plan&has=link") == 1
    assert count("has=link,image") == 0
    assert count("q=plan&since=2026-11-23T01:29:03.123Z&until=2026-11-23T01:29:03.124Z") == 2
    assert count("q=plan&since=2026-11-23T01:29:03.124Z") == count("q=plan&until=2026-11-23T01:29:03.123Z") == 0
    assert count("q=on:today+plan&zone=America/New_York") == count("q=on:2026-11-22+plan&offset=-300") == 2
    assert count("q=on:2026-11-22+plan") == 0
    assert count("q=%22another+plan%22") == 1


def test_a_host_finds_a_message_soon_after_it_was_posted_until_the_room_was_left(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    room_id = cleo.make_room("Aviary of the search")
    with cleo.connect_socket() as socket:
        posted = socket.post(room_id, "the pelican's Vogelhaus")

    def answered(word: str) -> Any:
        answer = cleo.get(f"/api/search?q={word}&key=page")
        return answer if answer.status == 200 else None  # not if there were too many in this second

    def found(word: str) -> list[str]:
        return [result["message"]["id"] for result in until(lambda: answered(word)).json["results"]]

    until(lambda: found("pelica") == [posted["id"]], "the message is not found")
    assert found("ogelhau") == [posted["id"]]
    cleo.post(f"/api/rooms/{room_id}/leave").expect()
    assert found("pelica") == found("ogelhau") == []


NOT_UNDERSTOOD = {
    "": "q",
    "q=": "q",
    "q=" + "x" * 5_000: "q",
    "q=plan&limit=x": "limit",
    "q=plan&limit=0": "limit",
    "q=plan&offset=x": "offset",
    "q=plan&since=yesterday": "since",
    "q=plan&until=": "until",
    "q=plan&has=nothing": "has",
    "q=plan&cursor=x": "cursor",
    "count=1": "q",
    "q=plan&key=": "key",
    "q=plan&key=%00": "key",
    "q=plan&key=" + "x" * 41: "key",
}


def test_what_is_not_understood_is_explained(site: Site) -> None:
    answers = {query: ask(site, query) for query in NOT_UNDERSTOOD}
    assert {answer.status_code for answer in answers.values()} == {400}
    assert {query: answer.json["error"]["field"] for query, answer in answers.items()} == NOT_UNDERSTOOD


def test_bytes_that_are_no_text_do_no_harm(site: Site) -> None:
    queries = ["q=%00", "q=%ff%fe", "q=%ed%a0%80", "q=plan&room=%00", "q=plan&from=%ed%a0%80", "q=%22"]
    assert {ask(site, query).status_code for query in queries} <= {200, 400, 404}


def test_a_search_is_bound_in_time_and_ends_with_its_page(
    site: Site, office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[SlowQuery] = []
    search = office.search

    def noted(terms: SlowQuery, question: SearchQuestion) -> Any:
        asked.append(terms)
        return search(terms, question)

    monkeypatch.setattr(office, "search", noted)
    ask(site, "q=plan&key=page-1")
    ask(site, "q=plan")
    assert [(terms.user_id, terms.limit_seconds, terms.replaces) for terms in asked] == [
        (office.ana.user_id, LIMIT_SECONDS, "page-1"),
        (office.ana.user_id, LIMIT_SECONDS, None),
    ]
    assert not asked[0].is_gone()
    ask(site, "q=plan&key=page-2&count=1")
    assert [(terms.limit_seconds, terms.gives_way) for terms in asked] == [
        *[(LIMIT_SECONDS, False)] * 2,
        (COUNT_LIMIT_SECONDS, True),
    ]
