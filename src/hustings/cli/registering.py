"""The verbs removers and events."""
