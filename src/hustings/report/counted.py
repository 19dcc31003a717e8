"""Counts with what surrounds them: the file they came from, the official result, the luck used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hustings import __version__
from hustings.model.answers import Result, plain
from hustings.model.count import Count
from hustings.model.lots import Lots
from hustings.model.profile import PapersFrom

if TYPE_CHECKING:
    from hustings.auditing.against import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Result):
    """A count as it is handed on: file and hash of the ballots, official comparison, lots, time.

    `seconds` is how long reading and counting took, None where nobody measured; it is shown in a
    list of counts only, so that a page says the same each time. `parties` is by candidate's name.
    `files` are those whose papers were put together, none for one file.
    """

    count: Count
    file: str = ""
    file_sha256: str = ""
    official: Comparison | None = None
    lots: Lots | None = None
    parties: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    seconds: float | None = None
    version: str = __version__
    files: tuple[PapersFrom, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The keys of `docs/json.md`: those of the count, then what surrounds it."""
        lots = self.lots or Lots()
        return {
            **self.count.to_dict(),
            "vacant": self.count.vacant,
            "official": None if self.official is None else plain(self.official),
            "file": self.file,
            "file_sha256": self.file_sha256,
            "files": plain(self.files),
            "seed": lots.seed,
            "commitment": lots.commitment,
            "notes": list(self.notes),
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class CountedMany(Result):
    """Several counts made by one command."""

    counts: tuple[Counted, ...]

    def to_dict(self) -> dict[str, Any]:
        """A list of counts under one key."""
        return {"counts": [counted.to_dict() for counted in self.counts]}
