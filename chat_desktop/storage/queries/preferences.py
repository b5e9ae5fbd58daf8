"""The preferences of people that follow their accounts, as JSON text."""

GET = "SELECT settings FROM preferences WHERE user_id = ?"
SET = """
INSERT INTO preferences (user_id, settings) VALUES (?, ?) ON CONFLICT DO UPDATE SET settings = excluded.settings
"""
REMOVE = "DELETE FROM preferences WHERE user_id = ?"
