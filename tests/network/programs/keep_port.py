"""Binds a UDP port exclusively until its standard input ends: `keep_port.py PORT`."""

import socket
import sys

if __name__ == "__main__":
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as keeper:
        keeper.bind(("", int(sys.argv[1])))
        print("kept", flush=True)
        sys.stdin.read()
