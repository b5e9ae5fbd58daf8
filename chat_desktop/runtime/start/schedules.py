"""The rules that run at a moment."""

from chat_desktop.chat.contents import moments, scheduled
from chat_desktop.chat.joining import cleanup
from chat_desktop.chat.messages import file_rule, retention, room_removal
from chat_desktop.chat.reading import reminders
from chat_desktop.chat.users import availability
from chat_desktop.runtime.scheduler import Scheduler


def add_all(scheduler: Scheduler) -> None:
    """Gives the scheduler every rule that the host has for it."""
    scheduler.schedule("cleanup", cleanup.due, cleanup.run)
    scheduler.schedule(moments.RULE, moments.due, moments.run)
    scheduler.schedule(availability.NAME, availability.due, availability.end_due)
    scheduler.schedule(room_removal.NAME, room_removal.due, room_removal.run)
    scheduler.schedule(reminders.RULE, reminders.due, reminders.run)
    scheduler.schedule(scheduled.RULE, scheduled.due, scheduled.run)
    scheduler.schedule(file_rule.NAME, file_rule.due, file_rule.run)
    scheduler.schedule(retention.NAME, retention.due, retention.run)
