"""What helps a person to read: threads, pins, saved messages, what is new for them, and who has read a message."""
