"""Shows a page in a native window, with the toolkit of each platform."""
