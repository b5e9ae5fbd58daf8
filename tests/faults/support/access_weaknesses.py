"""Takes out one defence of access control at a time: sign-in, permissions and recipients of events."""

from tests.faults.support.weaknesses import FOREVER_SECONDS, replace, weakness


@weakness
def two_hashes_at_a_time() -> None:
    """Any number of passwords is hashed at the same time, each with 19 MiB."""
    from chat_desktop.runtime import executor

    replace(executor, HASHERS=200)


@weakness
def exact_origin() -> None:
    """Requests of every origin are accepted."""
    from chat_desktop.network.http import access

    replace(access, _from_our_page=lambda environ, ours: True)


@weakness
def exact_host() -> None:
    """Every Host header with the right port is accepted."""
    from chat_desktop.network.http.allowed_hosts import AllowedHosts

    replace(AllowedHosts, allows=lambda self, header, scheme="http": header.endswith(f":{self._port}"))


@weakness
def endings_at_once() -> None:
    """An ended session is noticed at the next read of the database, which is up to an hour later."""
    from chat_desktop.chat.users.session_cache import SessionCache
    from chat_desktop.realtime.publisher import Publisher
    from chat_desktop.storage.queries import sessions

    replace(SessionCache, forget=lambda self, event: None)
    replace(Publisher, _sessions_ended=lambda self, event: None)
    replace(sessions, FIND_ACTOR=sessions.FIND_ACTOR.replace("AND s.ended_at IS NULL AND u.active", ""))


@weakness
def rules_about_messages() -> None:
    """Every member of a room may do everything in it."""
    from chat_desktop.chat.core import policy

    for name in ("post_message", "type_in_room", "react", "edit_message", "delete_message"):
        replace(policy, **{name: lambda *args, **keys: None})


@weakness
def rooms_of_events() -> None:
    """Every event is sent to everyone."""
    from chat_desktop.realtime import guest_visibility, publisher

    emit = publisher.Publisher._emit
    everyone = publisher.EVERYONE
    replace(publisher.Publisher, _emit=lambda self, name, body, to, **options: emit(self, name, body, everyone))
    replace(publisher, room_key=lambda room_id: everyone)
    replace(guest_visibility, NON_GUESTS_KEY=everyone)


@weakness
def rights_to_files_kept_for_long() -> None:
    """Who may read a file is remembered until an event tells of the end of a right, and never for a second only."""
    from functools import partial

    from chat_desktop.chat.attachments.readable_files import ReadableFiles
    from chat_desktop.runtime import assembly

    replace(assembly, ReadableFiles=partial(ReadableFiles, kept_seconds=FOREVER_SECONDS))


@weakness
def rights_to_files_for_ever() -> None:
    """Who may read a file is remembered for ever."""
    from chat_desktop.chat.attachments.readable_files import ReadableFiles

    rights_to_files_kept_for_long()
    replace(ReadableFiles, forget=lambda self, event: None)
