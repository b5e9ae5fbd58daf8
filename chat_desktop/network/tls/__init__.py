"""Implements secure mode: the office's own certificate authority, its certificates, and https on the port of http.

`cryptography` is imported inside functions only, so that a host without secure mode does not load it.
"""
