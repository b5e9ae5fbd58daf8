"""docs/authorization.md shows the tables that the tests are made of."""

from tests.authorization.tables import docs_page


def test_the_page_of_the_doors_has_their_tables_as_they_are() -> None:
    shown = docs_page.PAGE.read_text("utf-8")
    assert shown == docs_page.filled(shown)
    assert [name for _, name, _ in docs_page.PLACE.findall(shown)] == list(docs_page.TITLES)
