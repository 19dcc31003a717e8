"""The verb declare."""
