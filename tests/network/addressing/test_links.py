"""Join links and their QR codes, read back by an independent path."""

import io
import re

import segno

from chat_desktop.network.addressing.links import base_url, qr_path, qr_terminal

LINK = "http://192.168.1.5:8765/join#d3ZxJ0kq8w1r5T2yU7iOpA"


class Terminal(io.StringIO):
    """A standard output of a given encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def drawn(size: int, path: str) -> list[list[int]]:
    """The modules that an SVG renderer would paint, from the path alone."""
    grid = [[0] * size for _ in range(size)]
    x = y = 0
    for command, first, second in re.findall(r"([Mmh])(-?\d+)(?: (\d+)(?:\.5)?)?", path):
        if command == "M":
            x, y = int(first), int(second)
        elif command == "m":
            x += int(first)
        else:
            grid[y][x : x + int(first)] = [1] * int(first)
            x += int(first)
    return grid


def test_a_link_names_the_scheme_the_address_and_the_port() -> None:
    assert base_url("192.168.1.5", 8765) == "http://192.168.1.5:8765"
    assert base_url("192.168.1.5", 8765, "https") == "https://192.168.1.5:8765"


def test_an_ipv6_address_is_put_in_brackets() -> None:
    assert base_url("fd12::5", 8765) == "http://[fd12::5]:8765"


def test_the_path_paints_exactly_the_modules_of_the_code() -> None:
    qr = qr_path(LINK)
    expected = [list(row) for row in segno.make_qr(LINK, error="m").matrix]
    assert drawn(qr.size, qr.path) == expected
    assert qr.size == len(expected)


def test_the_path_begins_with_the_finder_pattern() -> None:
    assert qr_path(LINK).path.startswith("M0 0.5h7m")


def test_a_terminal_shows_the_code_with_half_blocks_within_eighty_columns_and_a_screen() -> None:
    lines = qr_terminal(LINK, Terminal("utf-8")).splitlines()
    assert len(lines) <= 24
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= 80
    assert set("".join(lines)) <= set(" \u2580\u2584\u2588")


def test_a_terminal_that_cannot_show_half_blocks_gets_plain_characters() -> None:
    text = qr_terminal(LINK, Terminal("ascii"))
    rows = [[line[i : i + 2] == "  " for i in range(0, len(line), 2)] for line in text.splitlines()]
    expected = [[bool(module) for module in row] for row in segno.make_qr(LINK, error="l").matrix_iter(border=2)]
    assert rows == expected
