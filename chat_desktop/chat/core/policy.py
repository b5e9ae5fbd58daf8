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
        raise Forbidden("Only the owner and admins can rename the office.")


def see_join_link(actor: Actor) -> None:
    if actor.role == "guest":
        raise Forbidden("Guests can't invite others.")


def change_join_methods(actor: Actor) -> None:
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("Only the owner and admins decide how people join.")


def act_on_people(actor: Actor) -> None:
    """Is called before the person is looked up, so that somebody without the permission does not learn who exists."""
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("Only the owner and admins can do that.")


def act_on(actor: Actor, subject_id: str, subject_role: Role) -> None:
    """Checks whether the actor may change, sign out, remove or readmit this person.

    Nobody may act on the owner, and nobody on themselves: so there is always exactly one owner.
    """
    act_on_people(actor)
    if actor.user_id == subject_id:
        raise Forbidden("You can't do that to yourself.")
    if actor.role != "owner" and subject_role in ADMIN_ROLES:
        raise Forbidden("Admins can only do that to members and guests.")


def give_role(actor: Actor, role: Role) -> None:
    if actor.role != "owner" and role in ADMIN_ROLES:
        raise Forbidden("Only the owner can make someone an admin or hand the office over.")


def be_read_only(role: Role) -> None:
    if role in ADMIN_ROLES:
        raise Forbidden("The owner and admins can always post.")


def read_audit(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("Only the owner can read the activity log.")


def use_desktop(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("Only the owner can open windows on the host.")


def switch_secure(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("Only the owner can turn secure mode on or off.")


def choose_link_hosts(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("Only the owner can choose which links get a card.")


def examine_host(actor: Actor) -> None:
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("Only the owner and admins can check why someone can't join.")


def see_storage(actor: Actor) -> None:
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("Only the owner and admins can see what takes space on the host.")


def see_backups(actor: Actor) -> None:
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("Only the owner and admins can see how old the backups are.")


def see_computer(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("Only the owner can see what the host does.")


def may_change_computer(actor: Actor) -> bool:
    return actor.role == "owner"


def change_computer(actor: Actor) -> None:
    if not may_change_computer(actor):
        raise Forbidden("Only the owner can change the host's settings.")


def exchange(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("Only the owner can import and export.")


def export_rooms(actor: Actor, members_may: bool) -> None:
    if actor.role != "owner" and (not members_may or actor.role == "guest"):
        raise Forbidden("The owner hasn't allowed exports of rooms. Ask them for it.")


def change_kind(actor: Actor, kind: Kind, home: bool) -> None:
    """Checks whether the actor may make an open room closed, or a closed one open."""
    if kind == "direct":
        raise Forbidden("A direct conversation is neither open nor closed.")
    if actor.role not in ADMIN_ROLES:
        raise Forbidden("Only the owner and admins can open or close a room.")
    if home:
        raise Forbidden("Everyone is in the main room, so it stays open.")


def archive_room(actor: Actor, kind: Kind, home: bool, creator_id: str | None) -> None:
    """Checks whether the actor may archive a room, or bring it back."""
    if kind == "direct":
        raise Forbidden("You can't archive a direct conversation, but you can hide it.")
    if home:
        raise Forbidden("Everyone is in the main room, so it can't be archived.")
    _write(actor.read_only)
    if actor.role not in ADMIN_ROLES and (actor.user_id != creator_id or actor.role == "guest"):
        raise Forbidden("Only the person who made the room, the owner and admins can archive it.")


def delete_room(actor: Actor, kind: Kind, home: bool) -> None:
    if actor.role != "owner":
        raise Forbidden("Only the owner can delete a room.")
    if kind == "direct":
        raise Forbidden("You can't delete a direct conversation, but you can hide it.")
    if home:
        raise Forbidden("Everyone is in the main room, so it can't be deleted.")


def change_in_room(archived: bool) -> None:
    """Checks that a room is not archived: then nothing in it changes, whoever asks."""
    if archived:
        raise Forbidden("This room is archived. It can be read, but not changed.")


def create_room(actor: Actor) -> None:
    if actor.role == "guest":
        raise Forbidden("Guests can't make rooms.")
    _write(actor.read_only)


def start_direct(actor: Actor, others: int) -> None:
    """Is called for a new conversation only. The people whom a guest knows need not know each other."""
    _write(actor.read_only)
    if actor.role == "guest" and others > 1:
        raise Forbidden("Guests can only write to one person at a time.")


def change_room(actor: Actor, kind: Kind, home: bool, renames: bool) -> None:
    if kind == "direct":
        raise Forbidden("A direct conversation has no name or topic.")
    if actor.role == "guest":
        raise Forbidden("Guests can't change rooms.")
    _write(actor.read_only)
    if home and renames and actor.role not in ADMIN_ROLES:
        raise Forbidden("Only the owner and admins can rename the main room.")


def join_room(actor: Actor) -> None:
    if actor.role == "guest":
        raise Forbidden("Guests are only in the rooms they were invited to.")


def leave_room(kind: Kind, home: bool) -> None:
    if home:
        raise Forbidden("Everyone is in the main room, so you can't leave it.")
    if kind == "direct":
        raise Forbidden("You can't leave a direct conversation, but you can hide it.")


def add_members(actor: Actor, kind: Kind) -> None:
    if kind == "direct":
        raise Forbidden("You can't add people to a direct conversation. Start a new one with all of them.")
    if actor.role == "guest":
        raise Forbidden("Guests can't add people.")
    _write(actor.read_only)


def admit_into(home: bool, roles: Collection[Role]) -> None:
    """Checks whether a room accepts people with these roles, whoever adds them."""
    if home and "guest" in roles:
        raise Forbidden("Guests can't be in the main room. Choose other rooms for them.")


def remove_member(actor: Actor, kind: Kind, home: bool, creator_id: str | None) -> None:
    leave_room(kind, home)
    if actor.role not in ADMIN_ROLES and (actor.user_id != creator_id or actor.role == "guest"):
        raise Forbidden("Only the person who made the room, the owner and admins can remove people.")


def post_message(read_only: bool) -> None:
    _write(read_only)


def answer(actor: Actor) -> None:
    """Checks whether the actor may vote in a poll or tick an item of a checklist."""
    _write(actor.read_only)


def end_poll(actor: Actor, sender_id: str) -> None:
    _write(actor.read_only)
    if actor.user_id != sender_id and actor.role not in ADMIN_ROLES:
        raise Forbidden("Only the person who made the poll, the owner and admins can end it.")


def send_urgent(role: Role) -> None:
    """Checks whether somebody who may post may ask a whole room to confirm a message. Whoever is asked may confirm."""
    if role == "guest":
        raise Forbidden("Guests can't send urgent messages.")


def end_urgent(actor: Actor, sender_id: str) -> None:
    if actor.user_id != sender_id and actor.role not in ADMIN_ROLES:
        raise Forbidden("Only the person who sent the urgent message, the owner and admins can end it.")


def mention_all(role: Role, kind: Kind, member_count: int) -> None:
    """Checks whether somebody may mention a whole room by one word."""
    if kind == "direct":
        raise Forbidden("Everyone in a direct conversation hears of each message.")
    if role == "guest":
        raise Forbidden("Guests can't mention everyone.")
    if role not in ADMIN_ROLES and member_count > MENTION_ALL_MEMBERS:
        raise Forbidden("In a room this large only the owner and admins can mention everyone.")


def type_in_room(read_only: bool) -> None:
    _write(read_only)


def react(actor: Actor) -> None:
    _write(actor.read_only)


def pin_message(actor: Actor) -> None:
    _write(actor.read_only)


def edit_message(actor: Actor, sender_id: str) -> None:
    _write(actor.read_only)
    if actor.user_id != sender_id:
        raise Forbidden("You can only edit your own messages.")


def delete_message(actor: Actor, sender_id: str) -> None:
    if actor.user_id != sender_id and actor.role not in ADMIN_ROLES:
        raise Forbidden("You can only delete your own messages.")


def _write(read_only: bool) -> None:
    """Is not called for deleting: a read-only person may still delete their own messages."""
    if read_only:
        raise Forbidden("You can read this room, but not post.")
