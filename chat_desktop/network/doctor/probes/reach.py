"""Checks whether the host answers at each of its addresses, with requests from this computer."""

import http.client
import socket

from chat_desktop.languages.sentences import sentence
from chat_desktop.network.addressing.links import base_url
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject, fetch_json
from chat_desktop.network.doctor.topics import PORT

ANSWER_SECONDS = 1.5
MAX_ADDRESSES = 6  # that are tried


def check(subject: Subject) -> Check:
    """Checks the addresses of a running host, or whether the port is free for a stopped one."""
    return _of_running(subject) if subject.running else _of_stopped(subject)


def _of_running(subject: Subject) -> Check:
    tried = [address.ip for address in subject.lan][:MAX_ADDRESSES] or ["127.0.0.1"]
    silent = [ip for ip in tried if not _answers(ip, subject.port)]
    reached, missed = _places(subject, [ip for ip in tried if ip not in silent]), _places(subject, silent)
    if not silent:
        return PORT.ok(sentence("check.port_answers", places=reached))
    if reached:
        some = sentence("check.port_partly", places=missed, others=reached)
        return PORT.warning(some, sentence("check.open_again"))
    if _answers("127.0.0.1", subject.port):
        here = sentence("check.port_here_only", places=missed)
        return PORT.failed(here, sentence("check.start_without_host_or_blocked", address=tried[0]))
    return PORT.failed(sentence("check.port_silent", places=missed), sentence("check.open_again"))


def _places(subject: Subject, ips: list[str]) -> list[str]:
    return [base_url(ip, subject.port).removeprefix("http://") for ip in ips]


def _of_stopped(subject: Subject) -> Check:
    """Checks whether the port is free for the host of this data folder."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0" if ":" in subject.listens else subject.listens, subject.port))
        except OSError:
            taken = sentence("check.port_taken", port=str(subject.port))
            return PORT.warning(taken, sentence("check.next_port"))
    return PORT.ok(sentence("check.port_free", port=str(subject.port)))


def _answers(ip: str, port: int) -> bool:
    """Returns whether there is any response. In secure mode it may be a redirection to https."""
    try:
        fetch_json(ip, port, "/healthz", ANSWER_SECONDS)
    except (ValueError, http.client.HTTPException):
        return True
    except OSError:
        return False
    return True
