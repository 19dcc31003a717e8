"""What a result's rule lets arithmetic say, by the kind of vote it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hustings.model.declared import Declared

Vote = Literal["transferable", "one", "marks", "points", "unknown"]

KINDS: dict[str, Vote] = {
    **dict.fromkeys(
        "scottish-stv ni-assembly-stv ers97 gregory-inclusive gregory-last-parcel meek-nz meek-prf "
        "minneapolis-stv warren irv stv av".split(),
        "transferable",
    ),
    **dict.fromkeys("sntv fptp plurality first-past-the-post supplementary-vote".split(), "one"),
    **dict.fromkeys("block-vote limited-vote plurality-at-large approval".split(), "marks"),
    **dict.fromkeys("cumulative score borda".split(), "points"),
}
"""The kind of vote by rule; `schulze` and `ranked-pairs` publish no sums and are left out."""

TITLES = {"stv": "STV, rules not stated", "av": "alternative vote, rules not stated"}
UNLIMITED = ("approval", "score", "borda")
"""Rules under which a paper may bear any number of marks."""


@dataclass(frozen=True, slots=True)
class Family:
    """The kind of vote, how sure that is, and the most votes a paper bears (None: not known).

    `most_said` says where `most` comes from: stated, or *assumed*.
    """

    vote: Vote
    rule: str
    sure: bool
    most: int | None
    most_said: str
    assumed: tuple[str, ...] = ()

    @property
    def by_votes(self) -> bool:
        """True when whoever has most votes is elected."""
        return self.vote in ("one", "marks", "points")

    @property
    def one_each(self) -> bool:
        """True when a valid paper bears exactly one first (or only) vote."""
        return self.vote in ("transferable", "one") or (self.vote == "marks" and self.most == 1)

    @property
    def title(self) -> str:
        """The rule as a heading says it."""
        return TITLES.get(self.rule, self.rule) or "rule not stated"


def family_of(declared: Declared) -> Family:
    """The kind of vote by the rule stated, else by what is published of the contest."""
    rule = declared.rule.partition("@")[0].strip().lower()
    vote = KINDS.get(rule)
    if rule and vote:
        most, said = _most(declared, rule)
        return Family(vote, declared.rule, True, most, said)
    if rule:
        return Family("unknown", declared.rule, False, None, "")
    return _inferred(declared)


def _inferred(declared: Declared) -> Family:
    """A quota or stages mean a transferable vote; a maximum of votes means marks."""
    if declared.stages or declared.stated("quota"):
        said = "the rule is not stated; a quota or stages mean a transferable vote (assumed)"
        return Family("transferable", "", True, 1, "one first preference a paper", (said,))
    most, said = _most(declared, "")
    if most is not None:
        assumed = "the rule is not stated; votes a paper mean that most votes win (assumed)"
        return Family("marks", "", True, most, said, (assumed,))
    assumed = "the rule is not stated; nothing that depends on it can fail"
    return Family("unknown", "", False, None, "", (assumed,))


def _most(declared: Declared, rule: str) -> tuple[int | None, str]:
    stated = declared.stated("max_votes")
    if stated and stated.figure.value.denominator == 1 and stated.figure.value >= 1:
        return int(stated.figure.value), "votes a paper as stated"
    if KINDS.get(rule) in ("transferable", "one"):
        return 1, "one vote, or one first preference, a paper"
    if declared.seats and rule and rule not in UNLIMITED:
        return int(declared.seats.figure.value), "as many votes a paper as seats (assumed)"
    return None, ""
