"""What the figures of an account mean once the whole contest is known: papers or votes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from hustings.formats.result_account import Said
from hustings.model.declared import FIGURES, Standing, Stated

ONE_EACH = frozenset(
    "stv irv ers97 scottish-stv meek-prf warren sntv ni-assembly-stv meek-nz".split()
)
"""Rules under which each valid paper is one vote."""
_ROLL = re.compile(r"eligible|elector|entitled|regist|roll", re.IGNORECASE)
_THINGS = {"votes": "votes", "valid": "valid papers", "returned": "papers returned"}
NEAR = 50
"""A figure within a 50th of the sum of all votes is taken for that sum."""


def without_doubtful(
    said: list[tuple[int, Said]],
) -> tuple[list[tuple[int, Said]], list[int], list[str]]:
    """The figures to rely on, the lines of the others, and what is to be said of that.

    A figure that a sentence tells gives way to one with a label; where sentences tell several for
    one thing (last year's, another contest's), none is used.
    """
    drop: set[int] = set()
    notes = []
    sure = {s.figure.value for _, s in said if s.key == "seats" and not s.prose}
    if len(sure) > 1:
        drop = {i for i, (_, s) in enumerate(said) if s.key == "seats"}
        texts = ", ".join(dict.fromkeys(said[i][1].figure.text for i in sorted(drop)))
        notes.append(f"Several numbers of seats are stated ({texts}): none is used.")
    for key in dict.fromkeys(s.key for _, s in said if s.prose and s.key not in ("", "reason")):
        told = [i for i, (_, s) in enumerate(said) if s.key == key and s.prose]
        firm = {s.figure.value for _, s in said if s.key == key and not s.prose}
        values = firm or {said[i][1].figure.value for i in told}
        if firm:
            drop |= {i for i in told if said[i][1].figure.value not in firm}
        elif len(values) > 1:
            drop |= set(told)
            texts = ", ".join(dict.fromkeys(said[i][1].figure.text for i in told))
            notes.append(f"Sentences give several figures for {key} ({texts}): none is used.")
    kept = [one for i, one in enumerate(said) if i not in drop]
    return kept, [said[i][0] for i in sorted(drop)], notes


@dataclass
class Senses:
    """The figures of a contest under way; `assumed` gathers what is taken for granted."""

    said: list[tuple[int, Said]]
    standings: list[Standing]
    rule: str
    figures: dict[str, Stated] = field(default_factory=dict)
    again: list[tuple[str, Stated]] = field(default_factory=list)
    rejected: list[tuple[str, Stated]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Every figure to its place; one stated again with another value goes to `again`."""
        for line, said in self.said:
            stated = said.stated(line)
            if said.key == "reason":
                self.rejected.append((said.words, stated))
                continue
            key = self._key(said)
            if key in FIGURES and key in self.figures:
                self.again.append((key, stated))
            elif key in FIGURES:
                self.figures[key] = stated

    @property
    def seats(self) -> Stated | None:
        """The first figure of seats."""
        return next((said.stated(n) for n, said in self.said if said.key == "seats"), None)

    def _key(self, said: Said) -> str:
        if not said.key:
            self._note(said, "is stated and not tested.")
            return ""
        if said.key == "issued":
            return self._issued(said)
        return self._meant(said) if said.ambiguous else said.key

    def _note(self, said: Said, rest: str) -> None:
        self.assumed.append(f"\u201c{said.words}\u201d {said.figure.text} {rest}")

    def _first(self, key: str, but: Said) -> Fraction | None:
        values = (s.figure.value for _, s in self.said if s.key == key and s is not but)
        return next(values, None)

    def _issued(self, said: Said) -> str:
        """Where papers issued and an electorate are both stated, papers are `issued`.

        Far fewer papers than electors, and none said to be returned, are papers handed out at a
        poll, and so those returned.
        """
        on_roll = bool(_ROLL.search(said.words))
        other = next(
            (
                s
                for _, s in self.said
                if s.key == "issued" and bool(_ROLL.search(s.words)) != on_roll
            ),
            None,
        )
        if other is None or other.figure.value == said.figure.value:
            return "issued"
        roll, papers = (said, other) if on_roll else (other, said)
        few = papers.figure.value * 10 < roll.figure.value * 9
        if few and self._first("returned", said) is None:
            if papers is said:
                self._note(said, "is read as papers handed out at the poll, and so returned.")
            return "returned" if papers is said else "issued"
        if roll is said:
            self._note(said, "is stated and not tested: papers issued are stated too.")
        return "" if roll is said else "issued"

    def _meant(self, said: Said) -> str:
        """Whether words that name votes mean papers or votes."""
        words = said.words.casefold()
        cast = "cast" in words and "valid" not in words
        papers = "returned" if cast or said.key == "returned" else "valid"
        sense, why = self._sense(said, papers)
        if sense != "votes" or said.key != "votes":
            self._note(said, f"is read as {_THINGS[sense]}: {why}.")
        return sense

    def _whole_account(self, said: Said) -> bool:
        """True where valid and invalid papers as labelled make up those cast, or the turnout."""
        value = said.figure.value
        invalid, issued = self._first("invalid", said), self._first("issued", said)
        if invalid is not None:
            less = {"valid": invalid, "votes": -invalid, "returned": -invalid}[said.key]
            others = (s for _, s in self.said if s is not said and s.key in _THINGS)
            if any(s.key != said.key and s.figure.value == value + less for s in others):
                return True
        rate = next((s.figure for _, s in self.said if s.key == "turnout"), None)
        if rate is None or not issued or said.key == "valid":
            return False
        unit = Fraction(1, int("1" + "0" * (rate.places or 0)))
        return abs(100 * value / issued - rate.value) <= unit

    def _sense(self, said: Said, papers: str) -> tuple[str, str]:
        """`votes` or `papers`, and why."""
        if self._whole_account(said):
            return papers, "with the other figures of papers it adds up"
        if self.rule in ONE_EACH:
            return papers, "each paper is one vote under this rule"
        if self.seats is not None and self.seats.figure.value == 1:
            return papers, "with one seat each paper is one vote"
        votes = [s.votes.figure.value for s in self.standings if s.votes]
        total, value = sum(votes, Fraction(0)), said.figure.value
        if not total:
            return said.key, "no votes are stated to compare it with"
        if abs(total - value) * NEAR <= total:
            return "votes", "it is near the sum of all votes"
        returned = self._first("returned", said)
        if returned is not None and value <= returned:
            return papers, "it is within the papers returned"
        if said.key == "votes" and value * 2 > total:
            return "votes", "it is of the size of all votes"
        return papers, "it is well below the sum of all votes"
