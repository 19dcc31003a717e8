"""A row of a record: where it comes from, how sure it is, and from when it was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row carries: its source, how sure it is, and from when it was known.

    `known_from` is None when no date can be given or derived: such a row is shown but never
    forecasts. `derived` says that the date was worked out by the table's rule.
    """

    source: str
    confidence: str = ""
    notes: str = ""
    known_from: date | None = None
    derived: bool = False

    def known_by(self, day: date) -> bool:
        """True when the row was public on the evening of `day`."""
        return self.known_from is not None and self.known_from <= day
