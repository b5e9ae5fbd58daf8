"""Shows an office in a desktop window: checks whether a window is possible, and opens one window for each office.

There is no bridge between Python and the page. The window is a browser that is signed in by a token.
"""
