"""Announces a host name as a printer does: `machine.py ADDRESS NAME.local`."""

import sys

from zeroconf import ServiceInfo, Zeroconf

KIND = "_ipp._tcp.local."


def main(address: str, name: str) -> None:
    with Zeroconf(interfaces=[address]) as zc:
        zc.register_service(ServiceInfo(KIND, f"Printer.{KIND}", 631, server=f"{name}.", parsed_addresses=[address]))
        print("answers", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
