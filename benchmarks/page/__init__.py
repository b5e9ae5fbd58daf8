"""Measures the page in Chromium: the size of a visit, and the time until events are painted."""
