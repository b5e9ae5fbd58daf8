"""Announces an office and says, a line each, under which host name; ends with its standard input."""

import sys

from chat_desktop.network.addresses import Network, look
from chat_desktop.network.discovery import Announcer
from chat_desktop.network.watch import AddressWatch


def main(office_id: str, office_name: str) -> None:
    def moved(network: Network) -> None:
        announcer.update(addresses=network.announced)

    watch = AddressWatch(look, moved, every=0.2)
    announcer = Announcer(office_id, office_name, "0.1.0", 8765, watch.network.announced, on_name=said)
    announcer.start()
    watch.start()
    sys.stdin.read()
    watch.stop()
    announcer.stop()


def said(name: str | None) -> None:
    print(name or "-", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
