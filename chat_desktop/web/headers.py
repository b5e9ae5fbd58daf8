"""The security headers of every response: what a page may load, and that no other site may embed it."""

from flask import Flask, Response, request

from chat_desktop.web.services import current_services

# No inline script or style, no eval, no HTML from strings: a message cannot become code, whatever is in it. The one
# trusted type makes the address of one worker, always the same (webui/app/features/relocation/probe.js).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self' {reached}; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types probe-worker"
)
# A page records voice notes. No other device is used, so a fault in the page gives nobody the camera or the place.
PERMISSIONS = "microphone=(self), camera=(), geolocation=()"
PROBE_WORKER = "default-src 'none'; script-src 'self'; connect-src 'self' {reached}"
# What is no page may do nothing if it is opened as one (an SVG may hold a script). The long policy on each of sixty
# files would be a quarter of what a phone's first visit weighs.
CLOSED = "default-src 'none'; frame-ancestors 'none'; sandbox"

ALWAYS = {"X-Content-Type-Options": "nosniff"}
DEFAULTS = {"Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store"}


def register(app: Flask) -> None:
    """Adds the headers to every response of the application."""
    app.after_request(_add)


def of_file(given: dict[str, str]) -> dict[str, str]:
    """Returns the headers of an answer that is no page, whatever its type: those GIVEN and those of every answer."""
    return {**DEFAULTS, "Content-Security-Policy": CLOSED, **given, **ALWAYS}


def _add(response: Response) -> Response:
    response.headers.update(ALWAYS)
    for name, value in DEFAULTS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        _add_to_page(response)
    else:
        response.headers.setdefault("Content-Security-Policy", CLOSED)
    return response


def _add_to_page(response: Response) -> None:
    response.headers["Content-Security-Policy"] = POLICY.format(reached=_reached())
    # The language of a page is that of its reader.
    response.vary.update(("Accept-Language", "Cookie"))
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = PERMISSIONS


def probe_worker_policy() -> str:
    """Returns the policy of the worker that looks for the office at addresses which are newer than its page."""
    return PROBE_WORKER.format(reached=_reached())


def _reached() -> str:
    """Beside its own origin: its socket, and where the office may be when it is not here any more."""
    # Older browsers do not count ws: under 'self'. The access checks have checked the host.
    socket = f"{'wss' if request.is_secure else 'ws'}://{request.host}"
    services = current_services()
    ours = [f"https://{request.host}"] if services.secure_mode.on else []
    newer = services.identity.copies.newer
    known = [*services.network.known_addresses().origins, *ours, *(newer.origins if newer else ())]
    # A page that was loaded by https may connect by https only.
    return " ".join([socket, *(origin for origin in known if not request.is_secure or origin.startswith("https:"))])
