"""The office in a window: the window itself, and the toolkit under it on each system."""
