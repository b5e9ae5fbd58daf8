"""Searches for offices and prints their addresses after each change, until its standard input ends."""

import sys
import threading

from chat_desktop.network.addressing.lan_addresses import current_network
from chat_desktop.network.mdns.search import Search

EVERY_SECONDS = 0.1


def main() -> None:
    search, over, said = Search(current_network), threading.Event(), None
    threading.Thread(target=await_end, args=[over], daemon=True).start()
    while not over.wait(EVERY_SECONDS):
        urls = " ".join(sorted(office.url for office in search.ask().offices))
        if urls != said:
            print(f"offices: {urls}", flush=True)
            said = urls
    search.stop()


def await_end(over: threading.Event) -> None:
    sys.stdin.read()
    over.set()


if __name__ == "__main__":
    main()
