"""The library's front door: names, days, paths and plain values in; frozen results out."""
