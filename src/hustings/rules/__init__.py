"""The law, one statute a file, in the standard library alone."""
