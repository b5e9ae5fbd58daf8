"""Messages: posting, history, mentions, reactions."""
