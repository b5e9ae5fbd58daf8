"""Imports all modules that register requests for routes."""

from tests.authorization.requests import (
    routes_exchange,
    routes_files,
    routes_front_desk,
    routes_host,
    routes_joining,
    routes_office,
    routes_people,
    routes_scheduled,
    routes_writing,
)
from tests.authorization.requests.requests import REQUESTS, SPOILING, AskedRequest, request_for

__all__ = [
    "REQUESTS",
    "SPOILING",
    "AskedRequest",
    "request_for",
    "routes_exchange",
    "routes_files",
    "routes_front_desk",
    "routes_host",
    "routes_joining",
    "routes_office",
    "routes_people",
    "routes_scheduled",
    "routes_writing",
]
