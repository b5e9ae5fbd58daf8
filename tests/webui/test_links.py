"""Links show where they lead, and no text turns round what stands behind it."""

import pytest
from playwright.sync_api import expect

from tests.support.host_process import ServedHost
from tests.support.pages import People
from tests.webui.conftest import Run
from tests.webui.test_modules import DRAWN

LEFT, RIGHT = "\u202d", "\u202e"  # overrides: from here on every letter goes this way
POP, POP_ISOLATE = "\u202c", "\u2069"


def drawn(run: Run, body: str) -> str:
    found: str = run("lib/markdown.js", DRAWN, {"body": body, "people": []})
    return found.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    "body",
    [
        "https://user:pass@host.example/",
        "https://bank.example@evil.example/login",
        "https://@evil.example/",
        "<https://bank.example@evil.example>",
        "[your bank](https://bank.example@evil.example/)",
        "[your bank](https://bank.example:pass@evil.example/)",
        r"[x](https://evil.example\@bank.example/)",
        "[x](https://)",
        "[x](javascript:alert)",
        "[x](data:text/plain,x)",
    ],
)
def test_an_address_that_hides_its_host_is_no_link(run: Run, body: str) -> None:
    assert "<a>" not in drawn(run, body)
    assert drawn(run, body).replace("<p>", "") == body


@pytest.mark.parametrize(
    "body",
    [
        "https://example.org/@ana",
        "https://example.org:8080/a?b=c@d",
        "https://EXAMPLE.org/",
        "https://xn--80ak6aa92e.com/",
        "ana@example.org",
        "www.example.org",
        "https://192.168.1.20:8080",
    ],
)
def test_an_honest_address_is_a_link_and_nothing_else(run: Run, body: str) -> None:
    assert drawn(run, body) == f"<a>{body}</a>"


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("the docs", "https://example.org/"),
        ("example.org", "https://example.org/a"),
        ("Look at example.org/a", "https://example.org/a"),
        ("münchen.de", "https://münchen.de/"),
        ("例え.jp", "https://例え.jp/"),
        ("пример.рф", "https://пример.рф/"),
        ("write to us", "mailto:ana@example.org"),
    ],
)
def test_words_that_say_nothing_else_stand_alone(run: Run, words: str, address: str) -> None:
    assert drawn(run, f"[{words}]({address})") == f"<a>{words}</a>"


@pytest.mark.parametrize(
    ("words", "address", "host"),
    [
        ("https://bank.example", "https://evil.example/", "evil.example"),
        ("bank.example", "https://evil.example/bank.example", "evil.example"),
        ("Log in at bank.example now", "https://evil.example/", "evil.example"),
        ("**bank.example**", "https://evil.example/", "evil.example"),
        ("ba\u00adnk.example", "https://evil.example/", "evil.example"),
        ("аррӏе.com", "https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("apple.com", "https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("ɑpple.com", "https://ɑpple.com/", "xn--pple-p5b.com"),
        ("127.1 is home.example", "https://127.1/", "127.0.0.1"),
    ],
)
def test_words_that_say_another_host_have_the_real_one_beside_them(
    run: Run, words: str, address: str, host: str
) -> None:
    assert drawn(run, f"[{words}]({address})").endswith(f"</a><bdi> ({host})</bdi>")


def test_an_address_of_mixed_letters_has_its_real_name_beside_it(run: Run) -> None:
    # The "a" is Cyrillic.
    assert drawn(run, "https://exаmple.com/x").endswith("<a>https://exаmple.com/x</a><bdi> (xn--exmple-4nf.com)</bdi>")


def test_what_turns_an_address_round_is_shown_as_its_number(run: Run) -> None:
    body = f"https://example.org/{RIGHT}gnp.exe"
    assert drawn(run, body) == "<a>https://example.org/%E2%80%AEgnp.exe%E2%80%AC</a>"


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("plain", ""),
        (f"{RIGHT}turned", POP),
        (f"{RIGHT}turned{POP}", ""),
        (f"{RIGHT}{LEFT}twice", POP + POP),
        ("\u2067apart", POP_ISOLATE),
        (f"\u2067apart{RIGHT}", POP + POP_ISOLATE),
        (f"\u2067apart{RIGHT}{POP_ISOLATE}", ""),
        (f"{POP}{POP_ISOLATE}nothing open", ""),
        ("\u200fa mark turns nothing", ""),
    ],
)
def test_every_line_is_closed_at_its_end(run: Run, text: str, closing: str) -> None:
    assert run("lib/text.js", "return m.closed(a)", text) == text + closing
    assert run("lib/text.js", "return m.closed(a)", f"{text}\n{text}") == f"{text}{closing}\n{text}{closing}"
    assert run("lib/text.js", "return m.oneLine(a)", text) == text + closing


def test_a_preview_that_is_cut_is_closed_where_it_ends(run: Run) -> None:
    assert run("lib/text.js", "return m.oneLine(a, 5)", f"{RIGHT}abcdefgh{POP}") == f"{RIGHT}abcd{POP}"


def test_the_time_beside_a_text_that_is_turned_round_is_not(shown_host: ServedHost, people: People) -> None:
    room_id = shown_host.ana.make_room("Turned")
    with shown_host.ana.speak() as ana:
        for text in ("straight", f"{RIGHT}turned"):
            ana.post(room_id, text)
    person = people("desktop", shown_host.ana)
    page = person.enter(f"/r/{room_id}")
    row = page.locator("article.message").last
    # The time stands where it does beside any other text: behind it, its own letters in their order.
    at = "node => node.getBoundingClientRect().left - node.closest('.bubble').getBoundingClientRect().left"
    assert row.locator(".stamp").evaluate(at) > row.locator(".bubble > p").evaluate(at)
    assert row.locator(".bubble > p").evaluate("node => node.textContent") == f"{RIGHT}turned{POP}"
    expect(person.room("Turned")).to_be_visible()
