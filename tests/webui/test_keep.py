"""What the page keeps on disk of messages that are not sent yet."""

from tests.webui.conftest import Run

# A browser closes the database when somebody clears what it keeps, or when its disk fails.
CLOSED = """
const entry = { client_id: 'one', owner: 'ana', body: 'Hello' };
await m.keepEntry(entry);
const usual = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = () => { throw new DOMException('closed', 'InvalidStateError'); };
const meanwhile = [await m.keepEntry(entry), await m.forgetEntry('one'), await m.keptEntries('ana')];
IDBDatabase.prototype.transaction = usual;
const after = await m.keptEntries('ana');
await m.forgetEntry('one');
return [meanwhile, after.length];
"""


def test_a_database_that_is_closed_keeps_nobody_waiting(run: Run) -> None:
    assert run("sync/outbox_store.js", CLOSED) == [[None, None, []], 1]
