"""Posts messages that carry something besides their text, and the commands about them."""

from datetime import UTC, datetime
from typing import Any

from chat_desktop.chat.contents import scheduled
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.content_commands import Schedule
from chat_desktop.chat.messages import posting
from chat_desktop.wire import parsing
from tests.authorization.world.world import World
from tests.support.parts.rules_office import Person

# By the first word of the commands about them.
KINDS_OF_CONTENT: dict[str, dict[str, Any]] = {
    "poll": {"poll": {"question": "Where do we eat?", "options": ["Here", "There"]}},
    "checklist": {"checklist": {"title": "Before the fair", "items": ["Flyers", "Table"]}},
    "urgent": {"urgent": {}},
}


def post_content(world: World, who: Person, name: str) -> str:
    """Posts a message that carries this in the shared room, and returns its id."""
    body = {"room_id": world.shared, "client_id": f"{name}-{who.user_id}", "body": name}
    asked = parsing.convert(PostMessage, {**body, "content": KINDS_OF_CONTENT[name]})
    return world.office.write(posting.post, who.session_id, asked).id


def content_bodies(message_id: str) -> dict[str, dict[str, Any]]:
    """The body of each command about what a message carries."""
    about = {"message_id": message_id}
    return {
        "poll:vote": {**about, "choices": [0]},
        "poll:end": about,
        "checklist:tick": {**about, "item": 0, "done": True},
        "urgent:confirm": about,
        "urgent:end": about,
        "checklist:edit": {
            **about,
            "title": "After the fair",
            "items": [{"id": 0, "text": "Flyers"}, {"text": "Lamp"}],
        },
    }


def schedule(world: World, who: Person) -> str:
    """Schedules a message in the shared room, and returns its id."""
    asked = Schedule(world.shared, "later", datetime.fromtimestamp(world.office.now / 1000 + 3_600, UTC))
    return world.office.write(scheduled.create, who.session_id, asked).id
