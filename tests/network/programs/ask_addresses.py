"""Asks for the addresses of a host name with one raw mDNS packet: `ask_addresses.py OWN_ADDRESS NAME`."""

import re
import socket
import struct
import sys

GROUP = ("224.0.0.251", 5353)
A_RECORD = re.compile(rb"\x00\x01[\x00\x80]\x01.{4}\x00\x04(.{4})", re.DOTALL)


def question(name: str) -> bytes:
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return struct.pack(">6H", 1, 0, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", 1, 1)


def answers(own: str, name: str) -> set[str]:
    found: set[str] = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ask:
        ask.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own))
        ask.settimeout(0.3)
        ask.sendto(question(name), GROUP)
        try:
            while True:
                found |= {socket.inet_ntoa(each) for each in A_RECORD.findall(ask.recv(9000)[12:])}
        except TimeoutError:
            return found


if __name__ == "__main__":
    print(*sorted(answers(*sys.argv[1:])))
