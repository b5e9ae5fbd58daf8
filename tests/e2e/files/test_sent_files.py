"""Files that a host holds, as the page shows them and as the host answers for them."""

from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.e2e.files.sent_files import cookie, share
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People
from tests.support.files.sample_files import document
from tests.support.hosts.tiny_server import until

PDF = document(1)
CSV = b"Name;Number\nPosten;1\n"
PAGE = b"<script>alert(1)</script>"


def headers(desk: Desk, path: str) -> dict[str, str]:
    asked = Request(desk.host.url + path, headers={"Cookie": cookie(desk.ben)}, method="HEAD")
    with urlopen(asked) as answer:
        return dict(answer.headers.items())


def test_files_come_to_those_who_are_there_and_end_with_their_message(desk: Desk, people: People) -> None:
    person, phone = people("desktop", desk.ben), people("phone", desk.ben)
    person.allow("status of 404 .*/files/")
    page = person.enter(desk.path)
    listed = phone.enter("/")
    found = share(desk.cleo, desk.host.url, desk.room, "", ("numbers.csv", CSV), ("plan.pdf", PDF))
    row = page.locator(f'[data-id="{found["id"]}"]')
    expect(row.get_by_role("link", name="plan.pdf", exact=True)).to_be_visible()
    expect(listed.locator(f'nav a[href="{desk.path}"]')).to_contain_text("2 files")
    # The list says so too when it comes from the host and not by an event.
    again = phone.enter("/")
    expect(again.locator(f'nav a[href="{desk.path}"]')).to_contain_text("2 files")
    row.get_by_role("button", name="numbers.csv").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("cell", name="Posten")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    with desk.cleo.connect_socket() as client:
        client.ask("message:delete", {"message_id": found["id"]})
    expect(row).to_contain_text("Message deleted")
    with pytest.raises(HTTPError, match="404"):
        headers(desk, found["attachments"][0]["url"])


def test_only_a_pdf_is_viewed_and_only_where_it_is_asked_for(desk: Desk) -> None:
    found = share(desk.cleo, desk.host.url, desk.room, "", ("plan.pdf", PDF), ("page.html", PAGE))
    plan, page = (file["url"] for file in found["attachments"])
    assert headers(desk, plan)["Content-Disposition"].startswith("attachment;")
    assert headers(desk, f"{plan}?as=download")["Content-Disposition"].startswith("attachment;")
    # It is viewed once the host has found a page in it.
    until(lambda: headers(desk, f"{plan}?as=view")["Content-Disposition"].startswith("inline;"))
    viewed = headers(desk, f"{plan}?as=view")
    assert viewed["Content-Type"] == "application/pdf"
    assert "sandbox" in viewed["Content-Security-Policy"]
    assert viewed["X-Content-Type-Options"] == "nosniff"
    assert headers(desk, f"{page}?as=view")["Content-Disposition"].startswith("attachment;")


def test_the_files_of_a_room_come_in_both_directions_and_whole_messages(desk: Desk) -> None:
    several = [(f"{number}.txt", b"x%d" % number) for number in range(19)]
    seqs = [share(desk.cleo, desk.host.url, desk.room, "", *several)["seq"] for _ in range(4)]

    def listed(query: str) -> tuple[list[int], bool]:
        answer = desk.ben.get(f"/api/rooms/{desk.room}/files?kind=document{query}").expect()
        return [file["seq"] for file in answer["files"]], answer["more"]

    # 60 files would cut the fourth message.
    assert listed("") == ([seq for seq in reversed(seqs[1:]) for _ in several], True)
    assert listed(f"&before={seqs[1]}") == ([seqs[0]] * 19, False)
    assert listed(f"&after={seqs[2]}") == ([seqs[3]] * 19, False)
    assert listed(f"&after={seqs[3]}") == ([], False)


def test_a_picture_that_cannot_be_shown_says_so(desk: Desk, people: People) -> None:
    page = people("desktop", desk.ben).enter(desk.path)
    share(desk.cleo, desk.host.url, desk.room, "", ("broken.png", b"\x89PNG\r\n\x1a\n" + b"no picture"))
    expect(page.locator(".file")).to_contain_text("no preview")
