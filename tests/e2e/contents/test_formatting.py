"""What people type is what they see, in a browser: every kind of formatting, and texts that only look like it."""

import pytest
from playwright.sync_api import expect

from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost

AS_TYPED = (
    "\\\\server\\share\\_new_ and C:\\Users\\ana\\*Desktop*\\x",
    "2*3*4=24 and 1~2, 3~4",
    "several   spaces  here",
    "name\tprice\ttax\ntea\t3\t1",
    "lib/__init__.py",
    ">:(",
    "*",
    "one\n\n\ntwo",
)
FORMATTED = """**bold**, *italic*, _italic_, ~~struck~~ and `code`, 这是*重点*内容
> quoted
the answer
3. May
24. December
  - a party
```
x = 1
```
see https://example.org/a_(b), «HTTP://[::1]:8080/x» or [the docs](https://example.org)"""


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_what_is_typed_is_seen(open_office: ServedHost, people: People, device: str) -> None:
    room_id = open_office.ana.make_room(f"Formatting on a {device}")
    with open_office.ana.connect_socket() as ana:
        for body in (*AS_TYPED, FORMATTED):
            ana.post(room_id, body)
    person = people(device, open_office.ana)
    page = person.enter(f"/r/{room_id}")
    rows = page.locator("article.message")
    expect(rows).to_have_count(len(AS_TYPED) + 1)
    for at, body in enumerate(AS_TYPED):
        # As it is painted: white space that the style sheet collapses would not be in it.
        assert rows.nth(at).locator(".bubble > p").evaluate("node => node.innerText") == body
    last = rows.last
    for name, words in (("strong", ["bold"]), ("em", ["italic", "italic", "重点"]), ("del", ["struck"])):
        assert last.locator(name).all_inner_texts() == words
    assert last.locator("blockquote").all_inner_texts() == ["quoted"]
    assert last.locator("li").all_inner_texts() == ["3. May", "24. December", "a party"]
    assert last.locator("pre").inner_text() == "x = 1"
    assert last.locator(".bubble a").all_inner_texts() == [
        *("https://example.org/a_(b)", "HTTP://[::1]:8080/x", "the docs")
    ]
    expect(last.get_by_text("the answer")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
