"""Front desks: one browser that several people share, in which each opens a session of their own by a PIN."""
