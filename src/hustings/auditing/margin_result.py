"""How close a count was, as a frozen result: bounds, one entry a candidate, and a witness."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["exact", "bounds", "lower", "never"]
"""What is known: the number itself, both bounds, only a lower one, or that no papers suffice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatMargin:
    """Changed papers to take a seat from a candidate who has one, or to give one to who has not.

    With fewer than `lower` changed papers it cannot happen; with `upper` it can be made to (None:
    not found, or `never`). Both are for sure, without a lot. `lot` is the fewest that leave the
    seat to a lot, where it is known. Numbers of papers.
    """

    candidate: str
    elected: bool
    lower: int
    upper: int | None
    lot: int | None = None
    never: bool = False

    @property
    def kind(self) -> Kind:
        """What is known of this seat."""
        if self.never:
            return "never"
        if self.upper is None:
            return "lower"
        return "exact" if self.lower == self.upper else "bounds"


@dataclass(frozen=True, slots=True)
class Move:
    """So many papers that begin with `before` become papers that say `after` and nothing else.

    For marks without order, `before` and `after` are all the marks the papers bear. Where more
    papers begin so, the first are meant in the order of the candidates' numbers on them.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    papers: int
    ordered: bool = True

    @property
    def said(self) -> tuple[str, str]:
        """Both sides in words: `Ann > Bob` in order, `Ann, Bob` without."""
        sign = " > " if self.ordered else ", "
        return sign.join(self.before) or "(no mark)", sign.join(self.after)

    def __str__(self) -> str:
        before, after = self.said
        return f"{self.papers:,} paper{'s' * (self.papers != 1)} from [{before}] to [{after}]"


@dataclass(frozen=True, kw_only=True)
class Margin:
    """The fewest changed papers that alter who is elected, as bounds with a witness.

    A changed paper is replaced by any other valid paper. `lower` is proven (`basis` says how),
    `upper` is reached by `witness`; `confirmed` says that a re-count of the changed papers under
    the same rule elected `recount`, which differs from `elected`. `never`: there is a seat for
    everyone. `complete` is False when time ran out before the search ended. `counts` is how many
    counts were made, `states` how many courses of the count were looked at.
    """

    rule: str
    title: str
    seats: int
    candidates: tuple[str, ...]
    elected: tuple[str, ...]
    valid: int
    lower: int
    upper: int | None
    never: bool = False
    entries: tuple[SeatMargin, ...] = ()
    witness: tuple[Move, ...] = ()
    recount: tuple[str, ...] = ()
    confirmed: bool = False
    basis: str = ""
    counts: int = 0
    states: int = 0
    complete: bool = True
    notes: tuple[str, ...] = ()
    data_sha256: str = ""
    seconds: float = field(default=0.0, compare=False)

    @property
    def exact(self) -> bool:
        """True when both bounds meet."""
        return self.lower == self.upper

    def __repr__(self) -> str:
        return f"<Margin {self.title or 'no title'!r}, {self.rule}: {self}>"

    def __str__(self) -> str:
        if self.never:
            return "No papers could alter who is elected: there is a seat for everyone who stands."
        if self.upper is None:
            return f"Altering who is elected takes at least {papers(self.lower)}."
        if self.exact:
            return f"Who is elected turns on exactly {papers(self.lower)}{self._witnessed}."
        return (
            f"Who is elected turns on {papers(self.upper)} at most{self._witnessed} "
            f"and at least {self.lower:,}."
        )

    @property
    def _witnessed(self) -> str:
        return " (witness confirmed by re-count)" if self.confirmed else ""

    def to_dict(self) -> dict[str, Any]:
        """The keys of `docs/json.md`; numbers of papers are whole numbers."""
        return {
            "rule": self.rule,
            "title": self.title,
            "seats": self.seats,
            "candidates": list(self.candidates),
            "elected": list(self.elected),
            "valid": self.valid,
            "lower": self.lower,
            "upper": self.upper,
            "never": self.never,
            "exact": self.exact,
            "confirmed": self.confirmed,
            "recount": list(self.recount),
            "witness": [asdict(move) for move in self.witness],
            "entries": [{**asdict(entry), "kind": entry.kind} for entry in self.entries],
            "basis": self.basis,
            "counts": self.counts,
            "states": self.states,
            "complete": self.complete,
            "notes": list(self.notes),
            "data_sha256": self.data_sha256,
            "seconds": round(self.seconds, 3),
        }


def papers(n: int) -> str:
    """`one changed paper`, `41 changed papers`."""
    return "1 changed paper" if n == 1 else f"{n:,} changed papers"
