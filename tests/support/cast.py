"""Defines the names in tests: Ana is the owner, Ben an admin, Cleo a member and Dora somebody outside of a room."""

ANA, BEN, CLEO, DORA = "Ana", "Ben", "Cleo", "Dora"

OFFICE = "Harbour Street"
PASSWORD = "three quiet herons"
