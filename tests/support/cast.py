"""The cast: ana owns the office, ben is an admin, cleo a member, and dora the outsider who must see nothing."""

ANA, BEN, CLEO, DORA = "Ana", "Ben", "Cleo", "Dora"

OFFICE = "Harbour Street"
PASSWORD = "three quiet herons"
