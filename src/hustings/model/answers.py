"""What every answer shares: it prints well and converts to plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any


def plain(value: Any) -> Any:
    """A value as JSON knows it: dataclasses to dicts, dates and fractions to text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    return value.value if isinstance(value, Enum) else value


class Result:
    """An answer: `to_dict` gives the documented JSON keys, `to_rows` its one tidy table.

    Subclasses are frozen dataclasses, in the rooms that answer.
    """

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON keys."""
        values: dict[str, Any] = plain(self)
        return values

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One mapping a row, all with the same keys: for CSV and for data frames."""
        raise TypeError(f"no table form for {type(self).__name__}")
