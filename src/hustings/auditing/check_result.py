"""What a check says of a published result: verdicts with both sides of every statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hustings.model.answers import Result

Level = Literal["ok", "FAIL", "?", "known"]
LEVELS: tuple[Level, ...] = ("ok", "FAIL", "?", "known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One statement about a result: met (`ok`), not met (`FAIL`) or not to be tested (`?`).

    `left` is what is stated, `right` what follows from the rest, spelled out, and `sign` how the
    two stand to each other (=, ≠, ≤, >, ...). `difference` is left less right, exact and signed,
    empty where they agree. `lines` and `words` are where the figures stand and how they read there.
    `basis` is the definition used, with *assumed* where nobody stated it. `known` says why a
    failure was to be expected; its level is then `known`.
    """

    code: str
    level: Level
    said: str
    left: str = ""
    sign: str = ""
    right: str = ""
    difference: str = ""
    lines: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    basis: str = ""
    known: str = ""

    @property
    def shown(self) -> str:
        """The statement as arithmetic, or in words where there is none."""
        return " ".join(p for p in (self.left, self.sign, self.right) if p) or self.said


@dataclass(frozen=True, kw_only=True)
class Checked(Result):
    """A result checked: its verdicts, what was taken for granted and what could not be read.

    `contest` is its id where it is one of many, `counts` how many verdicts there are of each level,
    `hint` the one figure that would make everything add up, empty unless there is exactly one.
    """

    title: str
    file: str
    contest: str
    rule: str
    seats: int | None
    counts: Mapping[str, int]
    verdicts: tuple[Verdict, ...]
    hint: str = ""
    assumed: tuple[str, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    source: str = ""

    @property
    def failures(self) -> tuple[Verdict, ...]:
        """The statements that are not met, known ones left out."""
        return tuple(v for v in self.verdicts if v.level == "FAIL")

    @property
    def adds_up(self) -> bool:
        """True when no statement fails."""
        return not self.failures

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a verdict."""
        return [{"contest": self.contest or self.title, **_row(v)} for v in self.verdicts]

    def __str__(self) -> str:
        """`does not add up: valid 10,367 ≠ returned 10,877 − invalid 1,244 = 9,633 (+734)`."""
        if self.failures:
            said = "; ".join(_said(v) for v in self.failures)
            return f"does not add up: {said}"
        return f"adds up: {self.counts['ok']} statements hold"


@dataclass(frozen=True, kw_only=True)
class CheckedMany(Result):
    """Many results checked, in the order they came."""

    title: str
    contests: tuple[Checked, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def failing(self) -> tuple[Checked, ...]:
        """The contests of which a statement fails."""
        return tuple(c for c in self.contests if not c.adds_up)

    @property
    def adds_up(self) -> bool:
        """True when no statement of any contest fails."""
        return not self.failing

    def by_statement(self) -> dict[str, dict[str, int]]:
        """Verdicts of each level by the statement's code."""
        found: dict[str, dict[str, int]] = {}
        for contest in self.contests:
            for v in contest.verdicts:
                found.setdefault(v.code, dict.fromkeys(LEVELS, 0))[v.level] += 1
        return found

    def to_rows(self) -> list[Mapping[str, Any]]:
        """One row a verdict."""
        return [row for contest in self.contests for row in contest.to_rows()]


def counted(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many verdicts there are of each level."""
    found: dict[str, int] = dict.fromkeys(LEVELS, 0)
    for v in verdicts:
        found[v.level] += 1
    return found


def together(title: str, contests: Iterable[Checked]) -> CheckedMany:
    """Many contests as one answer."""
    made = tuple(contests)
    counts = counted(v for c in made for v in c.verdicts)
    return CheckedMany(title=title, contests=made, counts=counts)


def _said(v: Verdict) -> str:
    return f"{v.shown} ({v.difference})" if v.difference else v.shown


def _row(v: Verdict) -> dict[str, Any]:
    names = ("code", "level", "said", "left", "sign", "right", "difference")
    row: dict[str, Any] = {name: getattr(v, name) for name in names}
    lines = " ".join(str(n) for n in v.lines)
    return {**row, "lines": lines, "basis": v.basis, "known": v.known}


__all__ = ["LEVELS", "Checked", "CheckedMany", "Level", "Verdict", "counted", "together"]
