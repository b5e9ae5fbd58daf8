"""What may be exported, and by whom."""
