"""The wire: names, and what records look like as JSON. docs/protocol.md is its page."""
