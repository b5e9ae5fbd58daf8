"""Waits for what a page has stored of its outbox. A page that is left at once may not have stored what it shows."""

from tests.support.browsers.pages import Person

KEPT = """async () => {
    const opened = indexedDB.open("chat-desktop");
    const base = await new Promise((resolve) => (opened.onsuccess = () => resolve(opened.result)));
    const asked = base.transaction("outbox").objectStore("outbox").count();
    const many = await new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    base.close();
    return many === MANY;
}"""


def until_kept(person: Person, entries: int) -> None:
    """So many messages are in the outbox on disk."""
    person.await_true(KEPT.replace("MANY", str(entries)))
