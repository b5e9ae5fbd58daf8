"""The firewalls of each system, as far as this account may read them, and the rule that opens Windows' own."""
