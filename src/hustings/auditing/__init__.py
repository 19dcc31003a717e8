"""How far a count can be relied on: beside the official one, and how close it was."""
