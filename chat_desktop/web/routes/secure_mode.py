"""Secure mode: its switch, and what a device needs to trust this office: a page that explains, and the certificate."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request

from chat_desktop.chat.core import actors, commands
from chat_desktop.chat.core.policy import ADMIN_ROLES
from chat_desktop.chat.office import offices, secure_mode
from chat_desktop.errors import NotFound
from chat_desktop.web import page_words
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, session_id
from chat_desktop.wire import payloads

blueprint = Blueprint("secure", __name__)

# Only our own pages, so that a redirect never leads to another site.
PAGE = re.compile(r"/(?:|join|sign-in|setup|settings|r/[\w-]{1,40}(?:/[\w-]{1,40})?)", re.ASCII)
# iPads say that they are a Mac; the page's script knows better.
DEVICES = (("iPhone|iPad|iPod", "iphone"), ("Android", "android"), ("Windows", "windows"), ("Mac OS X", "mac"))
WITHOUT_SANDBOX = "default-src 'none'; frame-ancestors 'none'"  # a sandboxed answer cannot be saved or installed


@blueprint.get("/api/secure")
def state() -> Response:
    """Returns the state of secure mode."""
    return _state()


@blueprint.patch("/api/secure")
def switch() -> Response:
    """Turns secure mode on or off."""
    services, mine, on = current_services(), session_id(), asked(commands.SwitchSecure).on
    services.rules.read(secure_mode.require_switch_permission, mine)
    # Certificates are made in a worker's thread, and before anything is said: what cannot be made stops it here.
    services.rules.hash(services.secure_mode.prepare_switch)
    services.rules.write(secure_mode.switch, mine, on)
    return _state()


@blueprint.get("/api/secure/probe")
@anyone
def probe() -> Response:
    """Responds if the device trusts the certificate: the page that explains requests this by https."""
    response = ok()
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/ca.crt")
@anyone
def certificate() -> Response:
    """Returns the certificate of the authority."""
    return _download(current_services().secure_mode.authority_der(), "application/x-x509-ca-cert")


@blueprint.get("/ca.mobileconfig")
@anyone
def profile() -> Response:
    """Returns the certificate as a profile for Apple's devices."""
    services = current_services()
    made = services.secure_mode.apple_profile(services.office_id, page_words.language())
    return _download(made, "application/x-apple-aspen-config")


@blueprint.get("/trust")
@anyone
def trust() -> Response:
    """Returns the page that explains secure mode, by plain http.

    Requests by https, or without secure mode, are redirected at once; the browser keeps the fragment, and with it the
    code.
    """
    services = current_services()
    wanted = request.args.get("to", "/join")
    wanted = wanted if PAGE.fullmatch(wanted) else "/"
    if request.is_secure or not services.secure_mode.on:
        return redirect(wanted)  # type: ignore[return-value]
    status = services.secure_mode.status()
    page = render_template(
        "trust.html",
        office=services.rules.read(offices.get).name,
        told=status,
        groups=_groups(status["fingerprint"]),
        base=_base(),
        wanted=wanted,
        device=_device(request.headers.get("User-Agent", "")),
        qr=services.links.qr_code(f"http://{request.host}/trust"),
        **page_words.page_words(),
    )
    return Response(page)


def _state() -> Response:
    services = current_services()
    actor = services.rules.read(actors.find, session_id())
    status: dict[str, Any] = services.secure_mode.status()
    for moment in ("since", "until", "authority_until"):
        status[moment] = payloads.time(status[moment])
    if actor.role in ADMIN_ROLES:
        status["trusting"] = services.secure_mode.https_users()
    trust_url = services.links.to_page("/join", "").removesuffix("#") if services.secure_mode.on else None
    return ok(**status, trust_url=trust_url, qr=services.links.qr_code(trust_url) if trust_url else None)


def _base() -> str:
    """Returns the https origin of this office: at the requested host, if the certificate is for it."""
    name = urlsplit(f"//{request.host}").hostname or ""
    urls = [url for url in current_services().links.invite().lan_urls if url.startswith("https:")]
    return f"https://{request.host}" if current_services().secure_mode.covers_host(name) or not urls else urls[0]


def _device(agent: str) -> str:
    return next((name for pattern, name in DEVICES if re.search(pattern, agent)), "linux")


def _groups(fingerprint: str | None) -> list[str]:
    return [fingerprint[at : at + 4].upper() for at in range(0, len(fingerprint), 4)] if fingerprint else []


def _download(content: bytes | None, kind: str) -> Response:
    if content is None:
        raise NotFound
    response = Response(content, mimetype=kind)
    response.headers["Content-Security-Policy"] = WITHOUT_SANDBOX
    return response
