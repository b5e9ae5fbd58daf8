"""Secure mode: its switch, and what a device needs to trust this office: a page that explains, and the certificate."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request

from chat_desktop.chat.core import actors, commands
from chat_desktop.chat.core.policy import ADMIN_ROLES
from chat_desktop.chat.office import offices, secure_mode
from chat_desktop.errors import NotFound
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import services
from chat_desktop.web.sessions import anyone, session_id
from chat_desktop.wire import payloads

blueprint = Blueprint("secure", __name__)

# Only pages of ours: whoever is sent on must not be sent elsewhere.
PAGE = re.compile(r"/(?:|join|sign-in|setup|settings|r/[\w-]{1,40}(?:/[\w-]{1,40})?)", re.ASCII)
# iPads say that they are a Mac; the page's script knows better.
DEVICES = (("iPhone|iPad|iPod", "iphone"), ("Android", "android"), ("Windows", "windows"), ("Mac OS X", "mac"))
WITHOUT_SANDBOX = "default-src 'none'; frame-ancestors 'none'"  # a sandboxed answer cannot be saved or installed


@blueprint.get("/api/secure")
def state() -> Response:
    return _state()


@blueprint.patch("/api/secure")
def switch() -> Response:
    deps, mine, on = services(), session_id(), asked(commands.SwitchSecure).on
    deps.rules.read(secure_mode.check, mine)
    # Certificates are made in a worker's thread, and before anything is said: what cannot be made stops it here.
    deps.rules.hash(deps.secure.prepare_switch)
    deps.rules.write(secure_mode.switch, mine, on)
    return _state()


@blueprint.get("/api/secure/probe")
@anyone
def probe() -> Response:
    """Whether a device trusts us: the page that explains, which came by plain http, asks for this by https."""
    response = ok()
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/ca.crt")
@anyone
def certificate() -> Response:
    return _download(services().secure.authority_der(), "application/x-x509-ca-cert")


@blueprint.get("/ca.mobileconfig")
@anyone
def profile() -> Response:
    return _download(services().secure.apple_profile(services().office_id), "application/x-apple-aspen-config")


@blueprint.get("/trust")
@anyone
def trust() -> Response:
    """Explains secure mode by plain http. Whoever has come by https, or to an office without it, goes on at once; the
    browser takes the fragment along, and in it the code."""
    deps = services()
    wanted = request.args.get("to", "/join")
    wanted = wanted if PAGE.fullmatch(wanted) else "/"
    if request.is_secure or not deps.secure.on:
        return redirect(wanted)  # type: ignore[return-value]
    told = deps.secure.status()
    page = render_template(
        "trust.html",
        office=deps.rules.read(offices.get).name,
        told=told,
        groups=_groups(told["fingerprint"]),
        base=_base(),
        wanted=wanted,
        device=_device(request.headers.get("User-Agent", "")),
        qr=deps.qr(f"http://{request.host}/trust"),
        **deps.ui.words(),
    )
    return Response(page)


def _state() -> Response:
    deps = services()
    actor = deps.rules.read(actors.find, session_id())
    told: dict[str, Any] = deps.secure.status()
    for moment in ("since", "until", "authority_until"):
        told[moment] = payloads.time(told[moment])
    if actor.role in ADMIN_ROLES:
        told["trusting"] = deps.secure.https_users()
    trust_url = deps.way_in("/join", "").removesuffix("#") if deps.secure.on else None
    return ok(**told, trust_url=trust_url, qr=deps.qr(trust_url) if trust_url else None)


def _base() -> str:
    """Where this office is encrypted: at the host that was asked for, if the certificate is for it."""
    name = urlsplit(f"//{request.host}").hostname or ""
    urls = [url for url in services().invite().lan_urls if url.startswith("https:")]
    return f"https://{request.host}" if services().secure.covers_host(name) or not urls else urls[0]


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
