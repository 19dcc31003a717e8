"""Draws to many counts to odds; holds the one door between nouns and arrays."""
