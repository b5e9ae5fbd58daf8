"""The days of a query, in the time zone of whoever asks."""

from datetime import UTC, datetime

import pytest

from chat_desktop.chat.search import days
from chat_desktop.errors import Invalid

NOW = int(datetime(2026, 11, 23, 23, 30, tzinfo=UTC).timestamp() * 1000)


def span(text: str, name: str | None = None, offset: int | None = None) -> tuple[str, str]:
    first, after = days.span(text, days.zone(name, offset), NOW)
    return tuple(datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M") for ms in (first, after))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2026-11-23", "2026-11-23 00:00", "2026-11-24 00:00"),
        ("2026-2-3", "2026-02-03 00:00", "2026-02-04 00:00"),
        ("2024-02-29", "2024-02-29 00:00", "2024-03-01 00:00"),
        ("2026-12", "2026-12-01 00:00", "2027-01-01 00:00"),
        ("2026-11", "2026-11-01 00:00", "2026-12-01 00:00"),
        ("2026", "2026-01-01 00:00", "2027-01-01 00:00"),
        ("Today", "2026-11-23 00:00", "2026-11-24 00:00"),
        ("yesterday", "2026-11-22 00:00", "2026-11-23 00:00"),
    ],
)
def test_a_day_a_month_or_a_year(text: str, first: str, after: str) -> None:
    assert span(text) == (first, after)


def test_a_day_begins_where_the_person_is() -> None:
    assert span("today", offset=60) == ("2026-11-23 23:00", "2026-11-24 23:00")
    assert span("2026-11-23", offset=-300) == ("2026-11-23 05:00", "2026-11-24 05:00")


def test_a_named_zone_knows_the_summer_time_of_the_day() -> None:
    assert span("2026-07-01", "Europe/Berlin", 60) == ("2026-06-30 22:00", "2026-07-01 22:00")
    assert span("2026-12-01", "Europe/Berlin", 60) == ("2026-11-30 23:00", "2026-12-01 23:00")
    assert span("2026-10-25", "Europe/Berlin") == ("2026-10-24 22:00", "2026-10-25 23:00"), "a day of 25 hours"


@pytest.mark.parametrize(
    "name", ["", "Europe", "No/Where", "../../etc/passwd", "/etc/passwd", "a" * 500, "\0", "UTC\n"]
)
def test_an_unknown_zone_is_replaced_by_the_offset(name: str) -> None:
    assert span("2026-11-23", name, 60) == ("2026-11-22 23:00", "2026-11-23 23:00")


@pytest.mark.parametrize("offset", [10**30, -1440, 1440])
def test_an_impossible_offset_is_no_offset(offset: int) -> None:
    assert span("2026-11-23", None, offset) == ("2026-11-23 00:00", "2026-11-24 00:00")


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-02-30", "0000", "9999", "1969", "tomorrow", "20261123", "x", "２０２６"]
)
def test_what_is_no_day_is_explained(text: str) -> None:
    with pytest.raises(Invalid, match="is not a day"):
        span(text)


def test_a_moment_is_a_time_or_a_day_of_the_zone() -> None:
    zone = days.zone(None, 60)
    assert days.moment("1970-01-01T00:00:01.500Z", "since", zone) == 1500
    assert days.moment("1970-01-02", "since", zone) == 82_800_000
    for text in ("", "x", "2026-99-01"):
        with pytest.raises(Invalid):
            days.moment(text, "since", zone)
