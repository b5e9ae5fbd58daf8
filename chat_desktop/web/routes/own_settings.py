"""What a person has arranged in the sidebar, their preferences, status, do-not-disturb, quiet hours and time zone."""

from flask import Blueprint, Response

from chat_desktop.chat.core import commands
from chat_desktop.chat.core.records import User
from chat_desktop.chat.rooms import sidebar
from chat_desktop.chat.users import availability, preferences
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import payloads

blueprint = Blueprint("own_settings", __name__, url_prefix="/api/account")


@blueprint.get("/sidebar")
def arranged() -> Response:
    """Returns the sections."""
    return ok(sections=current_services().rules.read(sidebar.get, session_id()))


@blueprint.put("/sidebar")
def arrange() -> Response:
    """Replaces the sections."""
    form = asked(commands.ArrangeSidebar)
    return ok(sections=current_services().rules.write(sidebar.replace, session_id(), form.sections))


@blueprint.get("/preferences")
def set_by_me() -> Response:
    """Returns the preferences that follow the account, as far as the person has set them."""
    return ok(preferences=current_services().rules.read(preferences.get, session_id()))


@blueprint.patch("/preferences")
def change_preferences() -> Response:
    """Sets the keys that are sent. A key that is null gets its first value again."""
    wanted = asked(commands.ChangePreferences)
    return ok(preferences=current_services().rules.write(preferences.change, session_id(), wanted))


@blueprint.put("/status")
def set_status() -> Response:
    """Sets the status, or removes it."""
    return _user(current_services().rules.write(availability.set_status, session_id(), asked(availability.SetStatus)))


@blueprint.put("/do-not-disturb")
def set_do_not_disturb() -> Response:
    """Turns do-not-disturb on, with or without an end, or off."""
    form = asked(availability.SetDoNotDisturb)
    return _user(current_services().rules.write(availability.set_do_not_disturb, session_id(), form.on, form.until))


@blueprint.put("/quiet-hours")
def set_quiet_hours() -> Response:
    """Sets the quiet hours, or removes them."""
    form = asked(availability.SetQuietHours)
    return _user(current_services().rules.write(availability.set_quiet_hours, session_id(), form.hours))


@blueprint.put("/time-zone")
def set_time_zone() -> Response:
    """Stores the time zone of the person's device."""
    current_services().rules.write(availability.set_time_zone, session_id(), asked(availability.SetTimeZone).time_zone)
    return ok()


def _user(user: User) -> Response:
    return ok(user=payloads.user(user, current_services().presence.of_user(user.id)))
