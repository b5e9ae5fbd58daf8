"""The page's files: joined, named by a hash of their contents, and given to templates."""
