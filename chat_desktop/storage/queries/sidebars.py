"""The sections that a person has arranged in the sidebar, as JSON text."""

GET = "SELECT sections FROM sidebars WHERE user_id = ?"
SET = "INSERT INTO sidebars (user_id, sections) VALUES (?, ?) ON CONFLICT DO UPDATE SET sections = excluded.sections"
REMOVE = "DELETE FROM sidebars WHERE user_id = ?"
