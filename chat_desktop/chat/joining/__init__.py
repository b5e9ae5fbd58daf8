"""How people get in and out: accounts, invites, the link, the PIN, knocking, roles, removal."""
