"""Everything that can go wrong, as one tree of errors and one kind of fault in data.

HustingsError
├── InputError          the data or the request cannot be used (exit 2); carries Problems
│   └── UnknownName     a record, contest or candidate that is not there
├── NotSupported        asked of a contest that the method does not cover yet (exit 2)
├── UnhealthyFit        a fit failed its own checks, so nothing is published (exit 1)
└── LotNeeded           a tie that only a lot can settle (exit 3)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_IN_TEXT = 20
"""Problems shown when an InputError is turned into text."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in data: where it is, what it is and what to do next.

    `line` counts from 1, as an editor does; 0 means the whole file.
    `level` is "error" (the file cannot be used) or "warning" (a row is left out).
    """

    file: str
    line: int
    code: str
    message: str
    next_step: str
    level: str = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.level} {self.code}: {self.message}. {self.next_step}"


class HustingsError(Exception):
    """The root: anything hustings raises on purpose."""

    @property
    def message(self) -> str:
        """What went wrong, without the problems it may carry."""
        return str(self.args[0]) if self.args else ""


class InputError(HustingsError):
    """The input cannot be used; `problems` holds every fault found, not the first.

    As text it shows them too, one a line, because in a notebook that is all one sees.
    """

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems: tuple[Problem, ...] = tuple(problems)

    def __str__(self) -> str:
        shown = [f"  {problem}" for problem in self.problems[:MOST_IN_TEXT]]
        beyond = len(self.problems) - len(shown)
        more = [f"  ... and {beyond} more (see .problems)"] if beyond else []
        return "\n".join([self.message, *shown, *more])


class UnknownName(InputError):
    """A name that is not there; the message lists the nearest names that are."""


class NotSupported(HustingsError):
    """The contest is sound but this method does not cover it; the message says what does."""


class UnhealthyFit(HustingsError):
    """A fit failed its checks; `health` holds the figures that failed."""

    def __init__(self, message: str, health: Mapping[str, float]) -> None:
        super().__init__(message)
        self.health = dict(health)


class LotNeeded(HustingsError):
    """A tie only a lot can settle; a count stops here until the lot is an input.

    `tied` names who is tied, `places` how many places are left, `purpose` what the lot decides
    (elect, exclude or surplus), `stage` where in the count, `clause` the rule that asks for a lot.
    """

    def __init__(
        self,
        tied: Iterable[str],
        places: int,
        *,
        purpose: str = "elect",
        stage: int = 0,
        clause: str = "",
    ) -> None:
        self.tied = tuple(sorted(tied))
        self.places, self.purpose, self.stage, self.clause = places, purpose, stage, clause
        what = {
            "elect": f"for {places} place{'' if places == 1 else 's'}",
            "exclude": "to be excluded",
            "surplus": "to have their surplus transferred first",
        }[purpose]
        where = f" at stage {stage}" if stage else ""
        law = f" ({clause})" if clause else ""
        super().__init__(
            f"{len(self.tied)} candidates are tied {what}{where}{law}: {', '.join(self.tied)}. "
            "Draw a lot and pass it on."
        )
