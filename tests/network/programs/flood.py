"""Floods the network with false announcements and withdrawals of offices: `flood.py SECONDS`."""

import socket
import sys
import time
from itertools import count

from zeroconf import DNSAddress, DNSOutgoing, DNSPointer, DNSService, DNSText  # type: ignore[attr-defined]

from chat_desktop.network.mdns.service_records import CHAT

GROUP = ("224.0.0.251", 5353)
RESPONSE, IN, UNIQUE = 0x8400, 1, 0x8001
AN_HOUR = 4500


def announcement(number: int) -> bytes:
    """A complete one, with an address that leads elsewhere for every other."""
    name, host = f"Liar {number}.{CHAT}", f"liar-{number}.local."
    text = b"".join(bytes([len(part)]) + part for part in (b"id=liar%d" % number, b"name=Liar \x1b[2J", b"owner=Mal"))
    address = socket.inet_aton("203.0.113.9" if number % 2 else "10.77.0.66")
    packet = DNSOutgoing(RESPONSE)
    packet.add_answer_at_time(DNSPointer(CHAT, 12, IN, AN_HOUR, name), 0)
    packet.add_answer_at_time(DNSText(name, 16, UNIQUE, AN_HOUR, text), 0)
    packet.add_answer_at_time(DNSService(name, 33, UNIQUE, AN_HOUR, 0, 0, 8765, host), 0)
    packet.add_answer_at_time(DNSAddress(host, 1, UNIQUE, AN_HOUR, address), 0)
    return packet.packets()[0]


def goodbye(office: str) -> bytes:
    packet = DNSOutgoing(RESPONSE)
    packet.add_answer_at_time(DNSPointer(CHAT, 12, IN, 0, f"{office}.{CHAT}"), 0)
    return packet.packets()[0]


def main(seconds: float) -> int:
    sent = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("10.77.0.66"))
        out.bind(("10.77.0.66", 5353))
        end = time.monotonic() + seconds
        for number in count():
            if time.monotonic() > end:
                return sent
            # 2,000 a second: ten times what a large office says, and little enough for two cores that test.
            out.sendto(announcement(number), GROUP)
            out.sendto(goodbye("Office"), GROUP)
            sent += 2
            time.sleep(0.001)
    return sent


if __name__ == "__main__":
    print(main(float(sys.argv[1])))
