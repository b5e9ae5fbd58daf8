"""The cards of links in messages: which pages they need, and what was read of those pages.

Only links of hosts that the owner allows get a card (`chat/office/link_hosts.py`), and none in the message of a guest.
A card is no part of its message: a page asks for it when it shows the message.
"""

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.records import LinkCard, MessageCards
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.formatting.blocks import read
from chat_desktop.chat.formatting.inline import Names
from chat_desktop.chat.formatting.tree import spans
from chat_desktop.chat.office import link_hosts
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import link_cards as link_card_queries

MAX_MESSAGES = 20  # of one request
MAX_LINKS = 3  # of one message
MAX_URL_CHARACTERS = 500
MAX_KEPT = 2_000  # cards in the database; the oldest go first
FRESH_MS = 24 * 3_600_000
# A page that could not be read is tried again after this time.
RETRY_MS = 3_600_000


def links_in(body: str) -> list[str]:
    """Returns the first links of a text, each once. Code has none."""
    if "://" not in body:
        return []
    links = dict.fromkeys(span.href for span in spans(read(body, Names(only=True))) if span.type == "link")
    return [link for link in links if len(link) <= MAX_URL_CHARACTERS]


def of_messages(reading: Reading, session_id: str, message_ids: list[str]) -> MessageCards:
    """Returns the cards of these messages, and the pages that have still to be read.

    Messages that the actor may not read have none. Raises NotSignedIn, Invalid.
    """
    actor = actors.find(reading, session_id)
    if len(message_ids) > MAX_MESSAGES:
        raise Invalid("messages", "ask_for_cards_most_messages", {"n": MAX_MESSAGES})
    hosts = link_hosts.allowed(reading)
    found = MessageCards(hosts, {}, {})
    for message_id in dict.fromkeys(message_ids) if hosts else ():
        row = reading.db.execute(link_card_queries.BODY, (message_id, actor.user_id)).fetchone()
        if row is not None:
            _add(reading, found, message_id, row[0])
    return found


def _add(reading: Reading, found: MessageCards, message_id: str, body: str) -> None:
    allowed = [url for url in links_in(body) if link_hosts.allows(found.hosts, url)][:MAX_LINKS]
    for url in allowed:
        row = reading.db.execute(link_card_queries.FIND, (url,)).fetchone()
        title, description, fetched_at = row or ("", "", 0)
        if title:
            found.cards.setdefault(message_id, []).append(LinkCard(url, title, description))
        if reading.now - fetched_at > (FRESH_MS if title else RETRY_MS):
            found.missing.setdefault(message_id, []).append(url)


def store(work: Work, url: str, title: str, description: str) -> None:
    """Stores what was read of a page. Without a title there is no card, and the page is tried again later."""
    work.db.execute(link_card_queries.STORE, (url, title, description, work.now))
    work.db.execute(link_card_queries.PRUNE, (MAX_KEPT - 1,))
