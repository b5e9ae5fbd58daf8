"""How the office is reached: this computer's addresses, join links, the announcement on the network.

Plain threads only: nothing in here knows Flask or gevent, but for the server thread and the outer door.
"""
