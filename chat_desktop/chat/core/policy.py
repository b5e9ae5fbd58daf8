"""The permissions: who may do what.

Each function raises Forbidden. Membership of a room is checked before, when the room is looked up.
"""

from collections.abc import Collection

from chat_desktop.chat.core.records import Actor, Kind, Role
from chat_desktop.errors import Forbidden

ADMIN_ROLES = ("owner", "admin")
MENTION_ALL_MEMBERS = 500  # in larger rooms only the owner and admins mention everyone
NAMED_READERS_MOST = 50  # members of a room up to which it is shown by name who has read a message


def rename_office(actor: Actor) -> None:
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("only_owner_admins_can_rename")


def see_join_link(actor: Actor) -> None:
    if actor.role == "guest":
        raise Forbidden("guests_cant_invite_others")


def use_own_device(actor: Actor) -> None:
    """For what would outlast a turn at a front desk: whoever finds it open must not gain more than that turn."""
    if actor.desk_id is not None:
        raise Forbidden("desk_own_device")


def manage_front_desks(actor: Actor) -> None:
    use_own_device(actor)
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("desk_heads")


def change_join_methods(actor: Actor) -> None:
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("only_owner_admins_decide_how")


def act_on_people(actor: Actor) -> None:
    """Is called before the person is looked up, so that somebody without the permission does not learn who exists."""
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("only_owner_admins_can_do")


def act_on(actor: Actor, subject_id: str, subject_role: Role) -> None:
    """Checks whether the actor may change, sign out, remove or readmit this person.

    Nobody may act on the owner, and nobody on themselves: so there is always exactly one owner.
    """
    act_on_people(actor)
    if actor.user_id == subject_id:
        raise Forbidden("cant_do_yourself")
    if actor.role != "owner" and subject_role in ADMIN_ROLES:
        raise Forbidden("admins_can_only_do_members")


def give_role(actor: Actor, role: Role) -> None:
    if actor.role != "owner" and role in ADMIN_ROLES:
        raise Forbidden("only_owner_can_make_someone")


def be_read_only(role: Role) -> None:
    if role in ADMIN_ROLES:
        raise Forbidden("owner_admins_can_always_post")


def read_audit(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("only_owner_can_read_activity")


def use_desktop(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("only_owner_can_open_windows")


def switch_secure(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("only_owner_can_turn_secure")


def choose_office_language(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("only_owner_can_choose_language")


def choose_link_hosts(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("only_owner_can_choose_which")


def examine_host(actor: Actor) -> None:
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("only_owner_admins_can_check")


def see_storage(actor: Actor) -> None:
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("only_owner_admins_can_see")


def see_backups(actor: Actor) -> None:
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("only_owner_admins_can_see_how")


def see_computer(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("only_owner_can_see_what")


def may_change_computer(actor: Actor) -> bool:
    return actor.role == "owner"


def change_computer(actor: Actor) -> None:
    if not may_change_computer(actor):
        raise Forbidden("only_owner_can_change_hosts")


def exchange(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("only_owner_can_import_export")


def export_rooms(actor: Actor, members_may: bool) -> None:
    if actor.role != "owner" and (not members_may or actor.role == "guest"):
        raise Forbidden("owner_hasnt_allowed_exports_rooms")


def change_kind(actor: Actor, kind: Kind, home: bool) -> None:
    """Checks whether the actor may make an open room closed, or a closed one open."""
    if kind == "direct":
        raise Forbidden("direct_conversation_neither_open_nor")
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("only_owner_admins_can_open")
    if home:
        raise Forbidden("everyone_main_room_so_stays")


def archive_room(actor: Actor, kind: Kind, home: bool, creator_id: str | None) -> None:
    """Checks whether the actor may archive a room, or bring it back."""
    if kind == "direct":
        raise Forbidden("cant_archive_direct_conversation_but")
    if home:
        raise Forbidden("everyone_main_room_so_cant")
    _write(actor.read_only)
    if actor.role not in ADMIN_ROLES and (actor.user_id != creator_id or actor.role == "guest"):
        raise Forbidden("only_person_who_made_room")


def delete_rooms(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("only_owner_can_delete_room")


def delete_room(actor: Actor, kind: Kind, home: bool) -> None:
    delete_rooms(actor)
    if kind == "direct":
        raise Forbidden("cant_delete_direct_conversation_but")
    if home:
        raise Forbidden("everyone_main_room_so_cant_deleted")


def change_in_room(archived: bool) -> None:
    """Checks that a room is not archived: then nothing in it changes, whoever asks."""
    if archived:
        raise Forbidden("room_archived_can_read_but")


def create_room(actor: Actor) -> None:
    if actor.role == "guest":
        raise Forbidden("guests_cant_make_rooms")
    _write(actor.read_only)


def start_direct(actor: Actor, others: int) -> None:
    """Is called for a new conversation only. The people whom a guest knows need not know each other."""
    _write(actor.read_only)
    if actor.role == "guest" and others > 1:
        raise Forbidden("guests_can_only_write_one")


def change_room(actor: Actor, kind: Kind, home: bool, renames: bool) -> None:
    if kind == "direct":
        raise Forbidden("direct_conversation_no_name_topic")
    if actor.role == "guest":
        raise Forbidden("guests_cant_change_rooms")
    _write(actor.read_only)
    if home and renames and actor.role not in ADMIN_ROLES:
        raise Forbidden("only_owner_admins_can_rename_main")


def join_room(actor: Actor) -> None:
    if actor.role == "guest":
        raise Forbidden("guests_only_rooms_they_were")


def leave_room(kind: Kind, home: bool) -> None:
    if home:
        raise Forbidden("everyone_main_room_so_cant_leave")
    if kind == "direct":
        raise Forbidden("cant_leave_direct_conversation_but")


def add_members(actor: Actor, kind: Kind) -> None:
    if kind == "direct":
        raise Forbidden("cant_add_people_direct_conversation")
    if actor.role == "guest":
        raise Forbidden("guests_cant_add_people")
    _write(actor.read_only)


def admit_into(home: bool, roles: Collection[Role]) -> None:
    """Checks whether a room accepts people with these roles, whoever adds them."""
    if home and "guest" in roles:
        raise Forbidden("guests_cant_main_room_choose")


def remove_member(actor: Actor, kind: Kind, home: bool, creator_id: str | None) -> None:
    leave_room(kind, home)
    if actor.role not in ADMIN_ROLES and (actor.user_id != creator_id or actor.role == "guest"):
        raise Forbidden("only_person_who_made_room_owner")


def post_message(read_only: bool) -> None:
    _write(read_only)


def answer(actor: Actor) -> None:
    """Checks whether the actor may vote in a poll or tick an item of a checklist."""
    _write(actor.read_only)


def end_poll(actor: Actor, sender_id: str) -> None:
    _write(actor.read_only)
    if actor.user_id != sender_id and actor.role not in ADMIN_ROLES:
        raise Forbidden("only_person_who_made_poll")


def send_urgent(role: Role) -> None:
    """Checks whether somebody who may post may ask a whole room to confirm a message. Whoever is asked may confirm."""
    if role == "guest":
        raise Forbidden("guests_cant_send_urgent_messages")


def end_urgent(actor: Actor, sender_id: str) -> None:
    if actor.user_id != sender_id and actor.role not in ADMIN_ROLES:
        raise Forbidden("only_person_who_sent_urgent")


def mention_all(role: Role, kind: Kind, member_count: int) -> None:
    """Checks whether somebody may mention a whole room by one word."""
    if kind == "direct":
        raise Forbidden("everyone_direct_conversation_hears_each")
    if role == "guest":
        raise Forbidden("guests_cant_mention_everyone")
    if role not in ADMIN_ROLES and member_count > MENTION_ALL_MEMBERS:
        raise Forbidden("room_large_only_owner_admins")


def type_in_room(read_only: bool) -> None:
    _write(read_only)


def react(actor: Actor) -> None:
    _write(actor.read_only)


def pin_message(actor: Actor) -> None:
    _write(actor.read_only)


def edit_message(actor: Actor, sender_id: str) -> None:
    _write(actor.read_only)
    if actor.user_id != sender_id:
        raise Forbidden("can_only_edit_own_messages")


def delete_message(actor: Actor, sender_id: str) -> None:
    if actor.user_id != sender_id and actor.role not in ADMIN_ROLES:
        raise Forbidden("can_only_delete_own_messages")


def _write(read_only: bool) -> None:
    """Is not called for deleting: a read-only person may still delete their own messages."""
    if read_only:
        raise Forbidden("can_read_room_but_not")
