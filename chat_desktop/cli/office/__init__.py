"""Commands that speak to the office as its owner, one file a command."""
