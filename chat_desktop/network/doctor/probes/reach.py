"""Checks whether the host answers at each of its addresses, with requests from this computer."""

import http.client
import socket

from chat_desktop.network.addressing.links import base_url
from chat_desktop.network.doctor.checks import Check, join_words
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
    reached = [base_url(ip, subject.port).removeprefix("http://") for ip in tried if ip not in silent]
    if not silent:
        return PORT.ok(
            f"The host answers at {join_words(reached)} when asked from its own computer, which no firewall affects."
        )
    detail = f"Nothing answers at {join_words([base_url(ip, subject.port).removeprefix('http://') for ip in silent])}"
    cure = "Close the office and open it again. If that doesn't help, a security program on this computer blocks it."
    if reached:
        return PORT.warning(f"{detail}, but {join_words(reached)} answers.", cure)
    if _answers("127.0.0.1", subject.port):
        cure = f"Start the office without --host. If it already is, a security program blocks {tried[0]}."
        return PORT.failed(f"{detail}. Only this computer can reach the host.", cure)
    return PORT.failed(f"{detail}, not even from this computer.", cure)


def _of_stopped(subject: Subject) -> Check:
    """Checks whether the port is free for the host of this data folder."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0" if ":" in subject.listens else subject.listens, subject.port))
        except OSError:
            return PORT.warning(
                f"No host is running with this data folder, and another program uses port {subject.port}.",
                "The host will use the next free port up to 8785. Choose one with --port to keep links working.",
            )
    return PORT.ok(f"No host is running with this data folder. Port {subject.port} is free for it.")


def _answers(ip: str, port: int) -> bool:
    """Returns whether there is any response. In secure mode it may be a redirection to https."""
    try:
        fetch_json(ip, port, "/healthz", ANSWER_SECONDS)
    except (ValueError, http.client.HTTPException):
        return True
    except OSError:
        return False
    return True
