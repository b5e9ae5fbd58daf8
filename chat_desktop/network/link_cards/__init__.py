"""Reads the title and the description of pages to which messages link, from the hosts that the owner allows."""
