"""The rules of the office. See README.md in this folder."""
