"""The window round the page: whether there can be one, the window itself, and one window an office.

There is no bridge between Python and the page: the page is a browser like any other, signed in by a token.
"""
