"""Secure mode: the office's own certificate authority, certificates that follow its addresses, https beside plain http.

`cryptography` is imported inside functions only: a host in plain mode never pays for it.
"""
