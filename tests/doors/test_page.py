"""docs/doors.md shows the tables that the tests are made of."""

from tests.doors import page


def test_the_page_of_the_doors_has_their_tables_as_they_are() -> None:
    shown = page.PAGE.read_text("utf-8")
    assert shown == page.filled(shown)
    assert [name for _, name, _ in page.PLACE.findall(shown)] == list(page.TITLES)
