"""Headers of every answer: what a page of ours may load, and that nothing else may hold it."""

from flask import Flask, Response, request

# No inline script or style, no eval, no HTML from strings: a message cannot become code, whatever is in it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self' {socket}; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


def register(app: Flask) -> None:
    app.after_request(_add)


def _add(response: Response) -> Response:
    # Older browsers do not count ws: under 'self'. The door has checked the host.
    socket = f"{'wss' if request.is_secure else 'ws'}://{request.host}"
    response.headers.setdefault("Content-Security-Policy", POLICY.format(socket=socket))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
