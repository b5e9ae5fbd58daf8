"""What the page keeps on disk of messages that are not sent yet."""

from tests.webui.conftest import Run

# A browser closes the database when somebody clears what it keeps, or when its disk fails.
CLOSED = """
const entry = { client_id: 'one', owner: 'ana', body: 'Hello' };
await m.storeEntry(entry);
const usual = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = () => { throw new DOMException('closed', 'InvalidStateError'); };
const meanwhile = [await m.storeEntry(entry), await m.deleteEntry('one'), await m.storedEntries('ana')];
IDBDatabase.prototype.transaction = usual;
const after = await m.storedEntries('ana');
await m.deleteEntry('one');
return [meanwhile, after.length];
"""


def test_a_database_that_is_closed_keeps_nobody_waiting(run: Run) -> None:
    assert run("sync/outbox_store.js", CLOSED) == [[None, None, []], 1]
