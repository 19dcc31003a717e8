"""The verb body."""
