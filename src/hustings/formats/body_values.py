"""Values of a body file: words, chances, fractions and days, each fault at its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hustings.formats.toml_lines import Place, TomlFile
from hustings.model.dates import PartialDate
from hustings.model.voting import fraction as read
from hustings.model.voting import out_of_range


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one file."""

    file: TomlFile

    def word(self, place: Place, values: dict[str, Any], key: str, words: Iterable[str]) -> str:
        """One of `words`, "" when absent."""
        found = self.file.text(place, values, key)
        if found and found not in words:
            step = f"Use one of: {', '.join(words)}."
            self.file.problem((*place[:2], key), "unknown-word", f"{key} {found!r}", step)
            return ""
        return found

    def flag(self, place: Place, values: dict[str, Any], key: str, otherwise: bool = False) -> bool:
        """True or false; `otherwise` when absent."""
        found = values.get(key, otherwise)
        if isinstance(found, bool):
            return found
        self.file.problem((*place[:2], key), "bad-type", f"{key} is not true or false", "Mend it.")
        return otherwise

    def fraction(self, place: Place, values: dict[str, Any], key: str) -> Fraction | None:
        """A number as a fraction, None when absent."""
        found = values.get(key)
        if found is None:
            return None
        try:
            if not isinstance(found, int | float | str) or isinstance(found, bool):
                raise ValueError
            return read(found)
        except (ValueError, OverflowError):
            step = 'Write 0.85, "85 %" or "2/3".'
            self.file.problem((*place[:2], key), "bad-number", f"{key} is no number", step)
            return None

    def chance(self, place: Place, values: dict[str, Any], key: str) -> Fraction | None:
        """A chance from 0 to 1, None when absent."""
        found = self.fraction(place, values, key)
        if found is not None and not 0 <= found <= 1:
            said, step = f"{key} {values[key]}", out_of_range(values[key], '"')
            self.file.problem((*place[:2], key), "out-of-range", said, step)
            return None
        return found

    def day(self, place: Place, values: dict[str, Any]) -> PartialDate | None:
        """A date that may stop at month or year, None when absent."""
        said = self.file.text(place, values, "on")
        try:
            return PartialDate.parse(said) if said else None
        except ValueError as fault:
            step = "Write 2018-08-01, 2018-08 or 2018."
            self.file.problem((*place[:2], "on"), "bad-date", str(fault), step)
            return None
