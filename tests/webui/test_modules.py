"""The page's modules, one by one, in a real browser under the policy that is served."""

from typing import Any

import pytest

from tests.webui.conftest import Run

# A small picture of the nodes that came of a text.
DRAWN = """
const draw = node => node == null || node === false ? '' : Array.isArray(node) ? node.map(draw).join('')
  : typeof node === 'object' ? `<${node.type}>${draw(node.props.children)}</${node.type}>` : String(node);
return draw(m.format(a.body, a.people));
"""


@pytest.mark.parametrize(
    ("body", "drawn"),
    [
        ("plain", "<p>plain</p>"),
        ("**b** *i* ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <del>s</del> <code>c</code></p>"),
        ("one\ntwo", "<p>one<br></br>two</p>"),
        ("> said\n\nyes", "<blockquote><p>said</p></blockquote><p>yes</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", "<ol><li>a</li><li>b</li></ol>"),
        ("```py\na < b\n```", "<pre><code>a < b</code></pre>"),
        ("see https://example.org/x.", "<p>see <a>https://example.org/x</a>.</p>"),
        ("[docs](https://example.org)", "<p><a>docs</a></p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("# no heading", "<p># no heading</p>"),
        ("<b>no html</b>", "<p><b>no html</b></p>"),
        ("|a|b|\n|-|-|\n|1|2|", "<p>|a|b|<br></br>|-|-|<br></br>|1|2|</p>"),
        ("![no](https://example.org/x.png)", "<p>!<a>no</a></p>"),
        ("a_b_c", "<p>a_b_c</p>"),
        ("un**believ**able", "<p>un<strong>believ</strong>able</p>"),
        ("这是*重点*内容", "<p>这是<em>重点</em>内容</p>"),
        (r"\*typed\* as it is", "<p>*typed* as it is</p>"),
        ("- [x] done", "<ul><li>☑ done</li></ul>"),
    ],
)
def test_a_text_is_drawn_with_these_marks(run: Run, body: str, drawn: str) -> None:
    assert run("lib/markdown.js", DRAWN, {"body": body}) == drawn


@pytest.mark.parametrize(
    "body",
    [
        "2*3*4 = 24",
        "2**3**4",
        "a*b*c and (2+3)*4*5",
        "19%*2*(3)",
        r"C:\Users\ana\*Desktop*\__init__.py",
        r"\\server\share\_old_\x.txt",
        r"src\*.txt and src\_a_\~~b~~",
        "lib/__init__.py and __main__.py",
        "PATH=~/bin:~/sbin, from ~5,~6",
    ],
)
def test_a_sum_or_a_path_is_shown_as_it_was_typed(run: Run, body: str) -> None:
    assert run("lib/markdown.js", DRAWN, {"body": body}) == f"<p>{body}</p>"


@pytest.mark.parametrize(
    "body",
    [
        ">" * 3_039,
        "> " * 9 + "x",
        "x*_" * 2_666,
        "- " * 12 + "x",
        "[" * 8_000,
        "> " * 8 + " " * 7_900 + "x",
        "![" * 4_000,
        "a\\ " * 2_666,
    ],
    ids=["quotes that throw", "nine quotes", "marks", "nine lists", "brackets", "spaces", "images", "backslashes"],
)
def test_a_text_that_is_made_to_hurt_is_shown_as_typed_and_at_once(run: Run, body: str) -> None:
    milliseconds, paragraphs = run(
        "lib/markdown.js",
        "const from = performance.now(); const nodes = [m.format(a)].flat();"
        " return [performance.now() - from, nodes.length]",
        body,
    )
    assert paragraphs == 1
    assert milliseconds < 500


@pytest.mark.parametrize(
    ("body", "drawn"),
    [
        ("@Ana Lima, hello", "<p><bdi>@Ana Lima</bdi>, hello</p>"),
        ("@ana, hello", "<p><bdi>@ana</bdi>, hello</p>"),
        ("ana@anatomy.example @Anatomy", "<p><a>ana@anatomy.example</a> @Anatomy</p>"),
        ("**@Ana**", "<p><strong><bdi>@Ana</bdi></strong></p>"),
        ("`@Ana`", "<p><code>@Ana</code></p>"),
    ],
)
def test_a_mention_is_marked_where_a_name_stands_alone(run: Run, body: str, drawn: str) -> None:
    people = [{"name": "Ana", "me": True}, {"name": "Ana Lima", "me": False}]
    assert run("lib/markdown.js", DRAWN, {"body": body, "people": people}) == drawn


def message(seq: int, minute: int = 0, sender: str = "ana", **more: Any) -> dict[str, Any]:
    at = f"2026-11-{22 + minute // 1440:02}T{minute % 1440 // 60:02}:{minute % 60:02}:00.000Z"
    found = {"id": f"m{seq}", "seq": seq, "rev": seq, "sender_id": sender, "created_at": at, "body": str(seq)}
    return found | {"client_id": f"c{seq}", "room_id": "r", "mentions": [], "reactions": []} | more


ROWS = """const mark = row => `${row.message.seq}${row.first ? 'f' : ''}${row.last ? 'l' : ''}`;
return m.arrange(a.messages, a.divider ?? null, 'me').map(row => row.type === 'message' ? mark(row) : row.type)"""


def test_messages_of_one_person_within_five_minutes_are_a_group(run: Run) -> None:
    rows = [message(1), message(2, 4), message(3, 9), message(4, 10, "ben")]
    assert run("lib/grouping.js", ROWS, {"messages": rows}) == ["day", "1f", "2l", "3fl", "4fl"]


def test_a_day_begins_a_group_by_the_readers_own_midnight(run: Run) -> None:
    # 22:59 and 23:01 in UTC lie on two days in Berlin.
    rows = [message(1, 1379), message(2, 1381)]
    assert run("lib/grouping.js", ROWS, {"messages": rows}) == ["day", "1fl", "day", "2fl"]


def test_the_new_line_stands_before_the_first_unread_of_others_and_parts_a_group(run: Run) -> None:
    rows = [message(1), message(2, sender="me"), message(3), message(4)]
    assert run("lib/grouping.js", ROWS, {"messages": rows, "divider": 1}) == ["day", "1fl", "2fl", "new", "3f", "4l"]
    assert run("lib/grouping.js", ROWS, {"messages": rows[2:], "divider": 3}) == ["day", "3fl", "new", "4fl"]


def page(first: int, last: int, before: bool = True, after: bool = False) -> dict[str, Any]:
    rows = [message(seq) for seq in range(first, last + 1)]
    return {"messages": rows, "more_before": before, "more_after": after, "last_seq": last, "last_rev": last}


SHAPE = "return [t.rows[0]?.seq, t.rows.at(-1)?.seq, t.rows.length, t.moreBefore, t.moreAfter]"


def test_a_window_has_two_hundred_rows_and_gives_up_those_at_the_far_end(run: Run) -> None:
    older = {"page": page(151, 300), "more": page(51, 150, before=True)}
    script = "const t = m.prepend(m.fromPage(a.page), a.more);" + SHAPE
    assert run("store/timelines.js", script, older) == [51, 250, 200, True, True]
    newer = {"page": page(1, 150, before=False, after=True), "more": page(151, 250)}
    script = "const t = m.append(m.fromPage(a.page), a.more);" + SHAPE
    assert run("store/timelines.js", script, newer) == [51, 250, 200, True, False]


@pytest.mark.parametrize(
    ("seq", "at_end", "shape"),
    [
        (201, True, [42, 201, 160, True, False]),
        (201, False, [1, 200, 200, True, True]),
        (203, True, [1, 200, 200, True, True]),
        (150, True, [1, 200, 200, True, False]),
    ],
    ids=["follows", "the reader is further up", "leaves a hole", "is there already"],
)
def test_a_message_that_is_heard(run: Run, seq: int, at_end: bool, shape: list[object]) -> None:
    given = {"page": page(1, 200), "message": message(seq), "end": at_end}
    assert run("store/timelines.js", "const t = m.hear(m.fromPage(a.page), a.message, a.end);" + SHAPE, given) == shape


def test_a_change_replaces_its_row_and_an_older_state_does_not(run: Run) -> None:
    script = """const one = m.hear(m.fromPage(a.page), a.edited, true); const two = m.hear(one, a.stale, true);
        return two.rows.map(row => row.body)"""
    given = {"page": page(1, 2), "edited": message(1, body="new", rev=5), "stale": message(1, body="old", rev=4)}
    assert run("store/timelines.js", script, given) == ["new", "2"]


@pytest.mark.parametrize(
    ("iso", "name"),
    [
        ("2026-11-23T08:00:00Z", "Today"),
        ("2026-11-22T23:30:00Z", "Today"),
        ("2026-11-22T08:00:00Z", "Yesterday"),
        ("2026-11-19T08:00:00Z", "Thursday"),
        ("2026-03-09T08:00:00Z", "9 March"),
        ("2025-03-09T08:00:00Z", "9 March 2025"),
    ],
)
def test_a_day_is_named_as_people_name_it(run: Run, iso: str, name: str) -> None:
    assert run("lib/time.js", "return m.dayName(a, new Date('2026-11-23T12:00:00Z'))", iso) == name


def test_a_time_is_written_as_in_the_readers_region(run: Run) -> None:
    assert run("lib/time.js", "return m.clock(a)", "2026-11-23T14:05:00Z") == "15:05"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana", "A"), ("Leïla Ben Amar", "LA"), ("  ", ""), ("李 小龍", "李小"), ("👩‍👧 Kim", "👩‍👧K")],
)
def test_initials_are_whole_letters(run: Run, name: str, letters: str) -> None:
    assert run("lib/text.js", "return m.initials(a)", name) == letters


@pytest.mark.parametrize(
    ("body", "large"), [("🎉", True), ("👍🏽 ❤️", True), ("🎉🎉🎉🎉", False), ("ok 🎉", False), ("3", False)]
)
def test_up_to_three_emoji_alone_are_large(run: Run, body: str, large: bool) -> None:
    assert run("lib/text.js", "return m.isEmojiOnly(a)", body) is large


@pytest.mark.parametrize(
    ("body", "long"),
    [
        ("x" * 2_000, False),
        ("x" * 2_001, True),
        ("😀" * 2_000, False),
        ("😀" * 2_001, True),
        ("\n" * 29, False),
        ("\n" * 30, True),
    ],
)
def test_over_thirty_lines_or_two_thousand_characters_a_text_is_long(run: Run, body: str, long: bool) -> None:
    assert run("lib/text.js", "return m.isLong(a)", body) is long


def test_client_ids_sort_by_making_are_never_the_same_and_fit_the_wire(run: Run) -> None:
    ids = run("lib/text.js", "return Array.from({length: 2000}, m.newClientId)")
    assert ids == sorted(ids)
    assert len(set(ids)) == 2000
    assert all(len(one) <= 64 and one.replace("-", "").replace("_", "").isalnum() for one in ids)


@pytest.mark.parametrize(
    ("path", "view", "room"),
    [
        ("/", "list", None),
        ("/r/abc", "room", "abc"),
        ("/r/abc/def", "room", "abc"),
        ("/settings", "settings", None),
        ("/r/<b>", "list", None),
    ],
)
def test_an_address_is_a_place(run: Run, path: str, view: str, room: str | None) -> None:
    found = run("store/route.js", "return m.parse(a)", path)
    assert (found["view"], found["room"]) == (view, room)


@pytest.mark.parametrize(
    ("text", "typed"),
    [("@", ""), ("hi @an", "an"), ("mail ana@ex", None), ("(@b", "b"), ("@Ana Li", "Ana Li"), ("@a\nb", None)],
)
def test_an_unfinished_mention_is_found_before_the_caret(run: Run, text: str, typed: str | None) -> None:
    found = run("features/messages/mention_suggestions.js", "return m.findMention(a, a.length)", text)
    assert (found and found["typed"]) == typed


@pytest.mark.parametrize(
    ("name", "typed", "rank"),
    [
        ("Deliveries", "del", 0),
        ("Front office", "off", 1),
        ("Lunch", "nch", 2),
        ("Deliveries", "dvs", 3),
        ("Lunch", "xyz", None),
    ],
)
def test_the_switcher_ranks_a_beginning_before_a_word_before_letters(
    run: Run, name: str, typed: str, rank: int | None
) -> None:
    assert run("lib/name_match.js", "return m.fit(a[0], a[1])", [name, typed]) == rank


def test_words_count_in_the_plural_of_their_number(run: Run) -> None:
    assert run("lib/i18n.js", "return [m.t('panel.people', {n: 1}), m.t('panel.people', {n: 3})]") == [
        "1 person",
        "3 people",
    ]
