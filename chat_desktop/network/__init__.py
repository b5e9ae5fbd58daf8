"""Makes the office reachable: addresses, join links, TLS, the HTTP server, the mDNS announcement and the join doctor.

Everything in here runs in plain threads and knows neither Flask nor gevent, except for the HTTP server (http/).
"""
