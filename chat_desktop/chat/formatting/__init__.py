"""The formatting of messages as docs/formatting.md describes it: reading, mentions, previews.

The page has the same rules in webui/app/lib/formatting/, and both pass the cases of tests/formatting/cases.json.
"""
