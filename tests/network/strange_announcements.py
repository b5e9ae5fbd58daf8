"""Builds mDNS announcements, byte by byte, that no correct responder sends."""

import socket

from chat_desktop.network.mdns.service_records import CHAT

GROUP = ("224.0.0.251", 5353)
PTR, IN, AN_HOUR = 12, 1, 4500
HEADER = bytes.fromhex("000084000000000100000000")  # a response with one answer
TO_THE_KIND = b"\xc0\x0c"  # a compressed name: that of the answer, which follows the header

LABELS = {
    "no UTF-8": b"\xff" * 63,
    "UTF-8 that is cut off": b"a" + "\N{BUSTS IN SILHOUETTE}".encode() * 15 + b"\xf0\x9f",
    "a control character": b"a\x00b",
}


def announcement(label: bytes, ending: bytes = TO_THE_KIND) -> bytes:
    """Returns a packet that announces a service of our type, whose name is `label` and `ending`."""
    kind = b"".join(bytes([len(part)]) + part for part in CHAT.encode().rstrip(b".").split(b".")) + b"\0"
    name = bytes([len(label)]) + label + ending
    numbers = (PTR.to_bytes(2), IN.to_bytes(2), AN_HOUR.to_bytes(4), len(name).to_bytes(2))
    return HEADER + kind + b"".join(numbers) + name


def tell(packet: bytes, interface: str = "127.0.0.1") -> None:
    """Sends the packet to the multicast group on the network of this interface."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(interface))
        out.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 1)
        out.sendto(packet, GROUP)
