"""The verb vacancy."""
