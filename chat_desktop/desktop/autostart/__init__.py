"""Starts the program when the person signs in to the computer. The state is always read from the system."""
