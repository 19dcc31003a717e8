"""hustings counts, checks, forecasts and stress-tests elections fought by slates."""

__version__ = "0.1.0"
