"""The verb entries."""
