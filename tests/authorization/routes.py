"""All the requests that the tables are asked with, by their route."""

from tests.authorization import routes_host, routes_joining, routes_office, routes_people
from tests.authorization.requests import REQUESTS, SPOILING, AskedRequest, request_for

__all__ = [
    "REQUESTS",
    "SPOILING",
    "AskedRequest",
    "request_for",
    "routes_host",
    "routes_joining",
    "routes_office",
    "routes_people",
]
