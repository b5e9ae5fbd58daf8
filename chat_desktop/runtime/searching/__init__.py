"""Search runs in a process of its own, so that it never keeps the interpreter of the host busy."""
