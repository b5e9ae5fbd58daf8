"""The table of cases that the host's reader and the page's both pass, and what the page reads of texts at random.

The page's half of the table is tests/webui/pure/contents/formatting.test.mjs.
"""

import json
import random
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from chat_desktop.chat.formatting.blocks import read
from chat_desktop.chat.formatting.cut_text import cut_text
from chat_desktop.chat.formatting.preview import preview
from chat_desktop.chat.formatting.tree import Block, Span, names_in, spans
from tests.formatting.written import CASES, TABLE, names_of, read_case, written

SEED = 20261128
PAGE = Path(__file__).parents[2] / "webui"
PURE = Path(__file__).parents[1] / "webui" / "pure" / "contents"
LIMIT_SECONDS = 60
# Reads 3,000 texts at random and writes each with its tree and its preview.
READ_BY_THE_PAGE = """
const [page, pure] = process.argv.slice(1);
const load = (path) => import(`file://${page}/app/lib/formatting/${path}`);
const [{ read }, { namesToFind }, { nameTable }, { preview }] =
  await Promise.all(["blocks.js", "inline.js", "names.js", "preview.js"].map(load));
const { texts } = await import(`file://${pure}/random.mjs`);
const { table, written } = await import(`file://${pure}/cases.mjs`);
const own = (names) => nameTable(names.map((name) => [name, name]));
const [people, rooms] = [own(table.people), own(table.rooms)];
const told = texts(3_000, 99).map((body) => [body, written(read(body, namesToFind(people, rooms))), preview(body, 20)]);
process.stdout.write(JSON.stringify(told));
"""
HURTING = (
    *("*", "_", "x*_", "*a ", '*"', "`", "` ", "`a", "[", "[a](", "](http://", "[a](http://x", "> ", "- ", "@", "@a "),
    *(
        "@Ana ",
        "a@",
        "a@b.",
        "https://(",
        "www.a.",
        "#",
        "\u0301",
        "e\u0301",
        "*重",
        "```\n",
        "```a\n",
        "\n",
        "(",
        "1. ",
    ),
)
MOST_LINES = 1_200_000  # lines of Python for 8,000 characters


@pytest.mark.parametrize("case", CASES, ids=[f"{case['group']}: {case['body'][:40]!r}" for case in CASES])
def test_a_text_is_read_so(case: dict[str, Any]) -> None:
    assert written(read_case(case)) == case["drawn"]
    if "preview" in case:
        assert preview(case["body"]) == case["preview"]


def test_every_visible_character_is_read_in_order_and_only_marks_are_not() -> None:
    for body in random_texts(3_000):
        if "](" not in body:
            left = left_over(body, drawn_text(read(body, names_of(TABLE["people"], TABLE["rooms"]))))
            assert left is not None, body
            assert set(left) <= set("*_~`>-"), (body, left)


def test_the_page_reads_the_same(tmp_path: Path) -> None:
    """Texts that nobody thought of: both readers come to the same tree and the same preview."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is needed.")
    # Node takes a file for a module when the nearest package.json says so, and the page has none.
    shutil.copytree(PAGE / "app", tmp_path / "webui" / "app")
    shutil.copytree(PAGE / "vendor", tmp_path / "webui" / "vendor")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    command = [node, "--input-type=module", "-e", READ_BY_THE_PAGE, str(tmp_path / "webui"), str(PURE)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT_SECONDS, check=False)
    assert told.returncode == 0, told.stderr
    for body, tree, short in json.loads(told.stdout):
        assert written(read(body, names_of(TABLE["people"], TABLE["rooms"]))) == tree, body
        assert preview(body, 20) == short, body


@pytest.mark.parametrize("part", HURTING)
def test_a_text_that_is_made_to_hurt_takes_steps_in_proportion_to_its_length(part: str) -> None:
    names = names_of(TABLE["people"], TABLE["rooms"])
    half, whole = (lines_run(lambda size=size: read((part * size)[:size], names)) for size in (4_000, 8_000))
    assert whole < 2.6 * half + 2_000
    assert whole < MOST_LINES


def test_names_and_links_alone_are_those_of_the_whole_text_and_are_found_with_fewer_steps() -> None:
    def found(body: str, only: bool) -> list[object]:
        names = names_of(TABLE["people"], TABLE["rooms"])
        names.only = only
        parts = list(spans(read(body, names)))
        return [*names_in(read(body, names)), *((part.type, part.href, part.value) for part in parts if part.href)]

    for body in random_texts(3_000):
        assert found(body, only=True) == found(body, only=False), body
    marks = "*重" * 1_000
    assert 10 * lines_run(lambda: found(marks, only=True)) < lines_run(lambda: found(marks, only=False))


def test_a_character_is_cut_before_it_or_behind_it() -> None:
    for letter in ("👍🏽", "👩‍👧‍👦", "🇩🇪", "e\u0301", "각", "❤️", "क्षि", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"):
        for most in range(len(letter), 30):
            assert cut_text(letter * 30, most) == letter * (most // len(letter))


def random_texts(count: int) -> list[str]:
    """Parts of the cases, put together in any order."""
    chosen = random.Random(SEED)
    parts = sorted({part for case in CASES for part in (case["body"], *case["body"].split(" "), *case["body"])})
    return ["".join(chosen.choices(parts, k=chosen.randint(1, 12))) for _ in range(count)]


def drawn_text(blocks: list[Block]) -> str:
    """Everything that is drawn of a tree, in order."""
    return "".join(map(drawn_block, blocks))


def drawn_block(block: Block) -> str:
    items = "".join(("" if item.marker == "-" else item.marker) + drawn_line(item.children) for item in block.items)
    return block.language + block.text + drawn_text(block.blocks) + items + drawn_line(block.children)


def drawn_line(parts: list[str | Span]) -> str:
    return "".join(part if isinstance(part, str) else drawn_line(part.children) or part.text for part in parts)


def left_over(body: str, drawn: str) -> str | None:
    """What is left of a body when what is drawn is taken out from left to right; None if something else is drawn."""
    shown, left = visible(drawn), ""
    for letter in visible(body):
        if shown.startswith(letter):
            shown = shown[1:]
        else:
            left += letter
    return None if shown else left


def visible(text: str) -> str:
    return "".join(letter for letter in text if unicodedata.category(letter)[0] not in "CZ")


def lines_run(act: Any) -> int:
    count = 0

    def trace(_frame: FrameType, event: str, _value: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    previous = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(previous)
    return count
