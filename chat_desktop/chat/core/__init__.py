"""What every rule uses: the unit of work, records, commands, events, who may do what, names, ids and secrets."""
