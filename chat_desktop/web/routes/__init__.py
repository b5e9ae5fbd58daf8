"""The routes, one file a subject. Each runs a rule and responds with its result."""
