"""The benchmarks: the host and the reference Socket.IO server in turn on the same work. `python3 dev.py bench`."""
