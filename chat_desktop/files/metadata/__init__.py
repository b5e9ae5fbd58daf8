"""Copies pictures without their metadata (place, camera, owner), byte for byte in what they show."""
