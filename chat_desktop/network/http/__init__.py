"""The HTTP server: connections, requests, limits, and the checks that come before the web framework."""
