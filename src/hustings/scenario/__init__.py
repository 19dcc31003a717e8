"""Forecasts and what-ifs: worlds, events in mid-ballot, and how they did before."""
