"""Contents: what people do with what a message carries besides its text, such as voting in a poll."""
