"""The routes, one file a subject: each asks a rule and answers with what it returns."""
