"""The scheduled rule that acts for messages at their moments: it publishes counts, ends polls and repeats what is
urgent."""

from chat_desktop.chat.contents import polls, publishing, urgent
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import contents
from chat_desktop.storage.queries import contents as content_queries

RULE = contents.RULE
BATCH = 50  # messages in one transaction: other commands come in between


def due(reading: Reading) -> int | None:
    """Returns the next moment, in ms."""
    moment: int | None = reading.db.execute(content_queries.NEXT_MOMENT).fetchone()[0]
    return moment


def run(work: Work) -> int:
    """Does what is due. Returns for how many messages."""
    found = work.db.execute(content_queries.DUE, (work.now, BATCH)).fetchall()
    for message_id, what in found:
        if what == contents.PUBLISH:
            if message := publishing.publish_due(work, message_id):
                urgent.end_if_confirmed(work, message)
        elif what == contents.END:
            polls.end_due(work, message_id)
        elif what == contents.REMIND:
            urgent.remind(work, message_id)
    return len(found)
