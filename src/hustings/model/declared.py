"""A result as somebody stated it: every figure with its line, and nothing that was not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hustings.model.official import Figure, OfficialTable

FIGURES = (
    "issued",
    "returned",
    "invalid",
    "valid",
    "turnout",
    "quota",
    "votes",
    "non_transferable",
    "max_votes",
)
"""What may be stated of a contest as a whole, besides its seats. Papers, but for `votes` (all votes
together), `turnout` (percent) and `max_votes` (votes a paper may bear). `issued` is the electorate
where no papers are sent out."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as stated: its value, the line it stands on and the words it was read from."""

    figure: Figure
    line: int = 0
    said: str = ""

    @property
    def text(self) -> str:
        """The figure as printed."""
        return self.figure.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a result says of one candidate; None where it says nothing.

    `votes` are first preferences under a transferable vote. `share` is in percent, of whatever the
    result takes it of. `elected` is None where the result marks nobody in this way. `categories`
    are what a constraint may count, such as `woman`.
    """

    name: str
    line: int = 0
    votes: Stated | None = None
    share: Stated | None = None
    elected: bool | None = None
    slate: str = ""
    place: int | None = None
    categories: frozenset[str] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One contest's result as stated, in the order in which candidates stand there.

    `rule` is a rule's name, or empty where the result does not say and none was given; `assumed`
    lists what the reader had to take for granted, in sentences. `figures` holds those of `FIGURES`
    that are stated; where one is stated more than once, `again` holds the further ones.
    `rejected` is invalid papers by reason, `slates` votes by slate, both as stated. `stages` is
    the stage table, where there is one. `constraint` is words or specs (`formats.constraint_text`).
    `unread` are lines with figures that no reader understood: (line, text).
    """

    title: str
    file: str
    candidates: tuple[Standing, ...]
    seats: Stated | None = None
    rule: str = ""
    figures: Mapping[str, Stated] = field(default_factory=dict)
    again: tuple[tuple[str, Stated], ...] = ()
    rejected: tuple[tuple[str, Stated], ...] = ()
    slates: tuple[tuple[str, Stated], ...] = ()
    stages: OfficialTable | None = None
    constraint: str = ""
    shape: str = ""
    assumed: tuple[str, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    source: str = ""

    def stated(self, name: str) -> Stated | None:
        """The figure of that name (a word of `FIGURES`), None where it is not stated."""
        return self.figures.get(name)

    @property
    def elected(self) -> tuple[Standing, ...]:
        """Those whom the result marks as elected."""
        return tuple(c for c in self.candidates if c.elected)

    @property
    def marked(self) -> bool:
        """True when the result says of anybody that they were elected."""
        return any(c.elected for c in self.candidates)
