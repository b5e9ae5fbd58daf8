"""People and how they are known: accounts as records, who sees whom, passwords, sessions, devices."""
