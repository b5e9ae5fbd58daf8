"""What the host does about the computer's power: it keeps it awake, and tells everyone when the office pauses."""
