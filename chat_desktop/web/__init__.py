"""The web application: pages, JSON and files. `create_app` makes a Flask application."""

from flask import Flask

from chat_desktop.web import errors, headers
from chat_desktop.web.direct_files import DirectFiles
from chat_desktop.web.routes import (
    account,
    contents,
    doctor,
    join,
    join_methods,
    later,
    link_cards,
    mine,
    nearby_offices,
    office,
    own_settings,
    pages,
    people,
    reading,
    relocation,
    rooms,
    search,
    secure_mode,
    static_files,
    writing,
)
from chat_desktop.web.routes.exchange import exports, imports
from chat_desktop.web.routes.files import archives, attachments, played_voices, sent_at_once, storage, uploads
from chat_desktop.web.routes.front_desk import managing, opening
from chat_desktop.web.routes.host import (
    backups,
    console,
    kept_copies,
    moving,
    power,
    program,
    receiving,
    retention,
    standbys,
    updates,
)
from chat_desktop.web.services import KEY, Services
from chat_desktop.web.sessions import Sessions, require

MAX_BODY_BYTES = 64 * 1024  # bytes of a request's body; the longest form is a password and a name


def create_app(services: Services) -> Flask:
    """Returns the Flask application, with every route and its error handlers."""
    app = Flask("chat_desktop", static_folder=None, template_folder=str(services.files.assets.folder / "templates"))
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, PROPAGATE_EXCEPTIONS=False)
    app.extensions[KEY] = services
    app.session_interface = Sessions(services.sessions)
    for part in (
        pages,
        account,
        contents,
        doctor,
        console,
        backups,
        moving,
        receiving,
        kept_copies,
        standbys,
        retention,
        power,
        updates,
        imports,
        exports,
        program,
        opening,
        managing,
        join,
        relocation,
        nearby_offices,
        people,
        join_methods,
        rooms,
        reading,
        later,
        mine,
        search,
        office,
        secure_mode,
        own_settings,
        link_cards,
        static_files,
        writing,
        uploads,
        sent_at_once,
        attachments,
        played_voices,
        archives,
        storage,
    ):
        app.register_blueprint(part.blueprint)
    app.before_request(require)
    app.url_map.merge_slashes = False  # a redirect is no answer that docs/protocol.md knows
    errors.register(app)
    doctor.register(app)
    headers.register(app)
    app.wsgi_app = DirectFiles(app.wsgi_app, services)  # type: ignore[method-assign]
    return app
