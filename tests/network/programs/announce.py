"""Announces an office of Ana's, and prints each host name that it gets, until its standard input ends."""

import sys

from chat_desktop.network.addressing.address_watch import AddressWatch
from chat_desktop.network.addressing.lan_addresses import ANY_IPV4, Network, read_network
from chat_desktop.network.mdns.announcer import Announcer


def main(office_id: str, office_name: str, listens: str = ANY_IPV4) -> None:
    def moved(network: Network) -> None:
        announcer.update(addresses=network.announced)

    watch = AddressWatch(lambda: read_network(listens), moved, every=0.2)
    addresses = watch.network.announced
    announcer = Announcer(office_id, office_name, "0.1.0", 8765, addresses, on_name=said, owner="Ana")
    announcer.start()
    watch.start()
    sys.stdin.read()
    watch.stop()
    announcer.stop()


def said(name: str | None) -> None:
    print(name or "-", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
