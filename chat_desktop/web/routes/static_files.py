"""The files of the page."""

from flask import Blueprint, Response

from chat_desktop.errors import NotFound
from chat_desktop.web import headers
from chat_desktop.web.answers import sent
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone

blueprint = Blueprint("static_files", __name__)

PROBE_WORKER = "app/features/relocation/probe_worker.js"
FOR_GOOD = "public, max-age=31536000, immutable"


@blueprint.get("/ui/<version>/<path:name>")
@anyone
def ui_file(version: str, name: str) -> Response:
    """Returns a file of the page. Raises NotFound."""
    ui = current_services().files.assets
    file = ui.file(name)
    if file is None:
        raise NotFound
    response = sent(file)
    if name == PROBE_WORKER:
        # A page loads it because the addresses have changed, so its policy must contain the current ones.
        response.headers["Content-Security-Policy"] = headers.probe_worker_policy()
        return response
    # An older page may use its own hash: it gets the current file, but must not cache it under that name.
    response.headers["Cache-Control"] = FOR_GOOD if ui.prefix == f"/ui/{version}" else "no-cache"
    return response


@blueprint.get("/favicon.ico")
@anyone
def favicon() -> Response:
    """Returns the icon. Raises NotFound."""
    file = current_services().files.assets.file("icons/favicon.ico") or current_services().files.assets.file(
        "icons/favicon.svg"
    )
    if file is None:
        raise NotFound
    response = sent(file)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
