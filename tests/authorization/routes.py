"""All the requests that the tables are asked with, by their route."""

from tests.authorization import routes_host, routes_joining, routes_office, routes_people
from tests.authorization.requests import ASKS, SPOILING, Ask, ask_for

__all__ = ["ASKS", "SPOILING", "Ask", "ask_for", "routes_host", "routes_joining", "routes_office", "routes_people"]
