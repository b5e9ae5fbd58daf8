"""The page in Chromium: what a visit weighs, and how soon what happens is painted."""
