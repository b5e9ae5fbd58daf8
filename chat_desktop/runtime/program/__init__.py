"""The program around the host: what the routes use of it."""
