"""All the recipes, by their door."""

from tests.doors import asks_house, asks_office, asks_people, asks_ways
from tests.doors.asking import ASKS, SPOILING, Ask, ask_for

__all__ = ["ASKS", "SPOILING", "Ask", "ask_for", "asks_house", "asks_office", "asks_people", "asks_ways"]
