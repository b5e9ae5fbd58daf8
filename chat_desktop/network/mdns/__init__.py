"""The announcement of the office on the network (multicast DNS), and the search for the announcements of others."""
