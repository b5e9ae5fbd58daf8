"""Registers the requests about files."""

from chat_desktop.web.routes.files.storage import KEYS
from tests.authorization.requests.requests import AskedRequest, requests_for
from tests.authorization.world.world import World
from tests.support.files.stored_files import HASH, announced, stored
from tests.support.parts.rules_office import Person

PIECE = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
PARTS = b'--X\r\nContent-Disposition: form-data; name="file"; filename="plan.txt"\r\n\r\nHello\r\n--X--\r\n'


def uploader(world: World, who: Person | None) -> Person:
    """Returns the person if they may upload, else the owner, whose uploads nobody else sees."""
    may = who is not None and world.is_active(who) and not world.is_read_only(who)
    return who if may and who is not None else world.owner()


@requests_for("POST /api/uploads")
def announce(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(headers={"Upload-Length": "5", "Upload-Metadata": "name cGxhbi50eHQ="})


@requests_for("GET /api/uploads/<upload_id>", "DELETE /api/uploads/<upload_id>")
def about_an_upload(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"upload_id": announced(world.office, uploader(world, who))})


@requests_for("PATCH /api/uploads/<upload_id>")
def append(world: World, who: Person | None) -> AskedRequest:
    upload_id = announced(world.office, uploader(world, who))
    return AskedRequest(values={"upload_id": upload_id}, headers=PIECE, data=b"Hello")


@requests_for("POST /api/attachments")
def send_at_once(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(headers={"Content-Type": "multipart/form-data; boundary=X"}, data=PARTS)


@requests_for("DELETE /api/attachments/<attachment_id>")
def remove_a_file(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"attachment_id": stored(world.office, uploader(world, who))})


@requests_for("GET /files/<attachment_id>/<name>")
def download(world: World, who: Person | None) -> AskedRequest:
    path = world.site.services.files.uploads.store.path(HASH)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"Hello")
    file_id = stored(world.office, world.office.ana)
    world.office.post(world.office.ana, "The plan", world.shared, attachment_ids=[file_id])
    return AskedRequest(values={"attachment_id": file_id, "name": "plan.txt"})


@requests_for("PUT /api/voices/played/<attachment_id>")
def mark_as_played(world: World, who: Person | None) -> AskedRequest:
    file_id = stored(world.office, world.office.ana)
    world.office.post(world.office.ana, "Listen", world.shared, attachment_ids=[file_id])
    return AskedRequest(values={"attachment_id": file_id})


@requests_for("GET /api/files/zip")
def download_together(world: World, who: Person | None) -> AskedRequest:
    file_id = stored(world.office, world.office.ana)
    world.office.post(world.office.ana, "The plan", world.shared, attachment_ids=[file_id])
    path = world.site.services.files.uploads.store.path(HASH)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"Hello")
    return AskedRequest(query=f"?ids={file_id}")


@requests_for("PUT /api/retention", "POST /api/retention/preview")
def retention(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"days": 365, "rooms": [{"room_id": world.shared, "days": 30}], "held_rooms": []})


@requests_for("PUT /api/storage/rule", "POST /api/storage/preview")
def choose_a_rule(world: World, who: Person | None) -> AskedRequest:
    rooms = [{"room_id": world.shared, "days": 10}]
    return AskedRequest({"days": 30, "larger_than": 1_000_000, "kept_rooms": [], "rooms": rooms})


@requests_for("DELETE /api/storage/files/<attachment_id>")
def delete_for_all(world: World, who: Person | None) -> AskedRequest:
    file_id = stored(world.office, world.office.ana)
    world.office.post(world.office.ana, "The plan", world.shared, attachment_ids=[file_id])
    return AskedRequest(values={"attachment_id": file_id})


@requests_for("DELETE /api/storage/unseen/<file_key>")
def delete_unseen(world: World, who: Person | None) -> AskedRequest:
    world.office.post(world.office.ana, "", world.shared, attachment_ids=[stored(world.office, world.office.ana)])
    return AskedRequest(values={"file_key": KEYS.of(who.user_id if who else "", HASH)})
