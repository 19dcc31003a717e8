"""Draws to many counts to odds."""
