"""Who may do what: this page, and no other. Being in a room is found through the actor, before this is asked."""

from chat_desktop.chat.records import Actor, Kind
from chat_desktop.errors import Forbidden

HEADS = ("owner", "admin")


def rename_office(actor: Actor) -> None:
    if actor.role not in HEADS:
        raise Forbidden("Only the owner and admins can rename the office.")


def read_audit(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("Only the owner can read the log of what was done.")


def switch_secure(actor: Actor) -> None:
    if actor.role != "owner":
        raise Forbidden("Only the owner can switch secure mode.")


def create_room(actor: Actor) -> None:
    if actor.role == "guest":
        raise Forbidden("Guests cannot make rooms.")


def change_room(actor: Actor, kind: Kind, home: bool, renames: bool) -> None:
    if kind == "direct":
        raise Forbidden("A direct conversation has no name or topic of its own.")
    if actor.role == "guest":
        raise Forbidden("Guests cannot change rooms.")
    if home and renames and actor.role not in HEADS:
        raise Forbidden("Only the owner and admins can rename the first room.")


def join_room(actor: Actor) -> None:
    if actor.role == "guest":
        raise Forbidden("Guests are in the rooms that they were invited to.")


def leave_room(kind: Kind, home: bool) -> None:
    if home:
        raise Forbidden("Everyone is in the first room; it cannot be left.")
    if kind == "direct":
        raise Forbidden("A direct conversation cannot be left. You can hide it.")


def add_members(actor: Actor, kind: Kind) -> None:
    if kind == "direct":
        raise Forbidden("A direct conversation keeps its people. Start one with more of them.")
    if actor.role == "guest":
        raise Forbidden("Guests cannot add people.")


def remove_member(actor: Actor, kind: Kind, home: bool, creator_id: str | None) -> None:
    leave_room(kind, home)
    if actor.role not in HEADS and actor.user_id != creator_id:
        raise Forbidden("Only the room's maker, the owner and admins can remove people.")


def edit_message(actor: Actor, sender_id: str) -> None:
    if actor.user_id != sender_id:
        raise Forbidden("You can edit your own messages only.")


def delete_message(actor: Actor, sender_id: str) -> None:
    if actor.user_id != sender_id and actor.role not in HEADS:
        raise Forbidden("You can delete your own messages only.")
