"""The languages of the program: one catalogue of sentences a language, and which of them a person reads. A leaf."""
