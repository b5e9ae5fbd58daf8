"""Changes what a message stores of its files, after the message was posted."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.attachments.records import Stored
from chat_desktop.chat.core import json_columns
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import contents, posting, stored


def rewrite(work: Work, message_id: str, change: Callable[[Stored], Stored]) -> None:
    """Replaces each file of the message by what CHANGE makes of it, and gives the message its next rev."""
    message = stored.by_id(work.db, message_id)
    if message is None or message.content is None:
        return
    content: dict[str, Any] = json_columns.content(message.content)
    content["attachments"] = [change(file) for file in content.get("attachments", [])]
    message.content = contents.encode(content)
    posting.rewrite(work, message)
