"""A port that a test keeps is still free for its hosts, one after the other, and for nobody else."""

import socket
import sys

import pytest

from chat_desktop.network.http import ports
from tests.support.hosts.held_port import held_port


@pytest.mark.skipif(sys.platform != "linux", reason="the others do not share ports in this way")
def test_hosts_get_a_kept_port_one_after_the_other_and_nobody_else_does() -> None:
    with held_port() as port:
        for _ in range(2):
            ports.listen("127.0.0.1", int(port)).close()
            with socket.socket() as other, pytest.raises(OSError, match="in use"):
                other.bind(("127.0.0.1", int(port)))
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(port)))
