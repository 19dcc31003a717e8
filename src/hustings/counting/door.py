"""One real count: the profile packed, the proven kernel picked, and said which was used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hustings.errors import InputError, Problem
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.marks import Reading
from hustings.rules.pack import Rule
from hustings.rules.play import Desk, plain_desk, play
from hustings.rules.table import Watch

ARRAYS = "arrays, equal to the exact rule"
ENOUGH_ROWS = 500
"""Rows from which arrays are quicker, once NumPy is loaded, as reading a file of ballots does.

A fixed bound, so that the engine a count names does not depend on what else the process did.
"""

Progress = Callable[[str], object]


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """A profile read under a rule and laid out once, to be counted again and again."""

    candidates: tuple[str, ...]
    desk: Desk
    reading: Reading


def count(
    rule: Rule,
    profile: Profile | Packed,
    terms: Terms,
    lots: Lots | None = None,
    *,
    watch: Watch | None = None,
    exact: bool = False,
    progress: Progress | None = None,
    data_sha256: str = "",
) -> Count:
    """Count a profile under a rule.

    `exact` asks for the plain reference instead of arrays, `progress` is told in words what is
    being done, `data_sha256` names the data where the caller knows its hash (default: the profile's
    own digest). `Count.engine` says which way was taken; the counts are equal. Raises LotNeeded, or
    InputError with everything about the terms that cannot be met.
    """
    tell = progress or _silent
    if isinstance(profile, Packed):
        packed = profile
        if packed.reading != rule.reading:
            raise InputError("the count cannot begin", [_other_reading(rule)])
    else:
        tell(f"reading {len(profile):,} rows of papers")
        packed = pack(profile, rule, exact=exact, data_sha256=data_sha256)
    desk = packed.desk
    if data_sha256:
        desk = replace(desk, data_sha256=data_sha256)
    tell(f"counting {desk.papers:,} papers under {rule.name}: {desk.engine}")
    return play(rule, desk, packed.candidates, terms, lots, watch)


def pack(profile: Profile, rule: Rule, *, exact: bool = False, data_sha256: str = "") -> Packed:
    """A profile read under a rule's clauses, to be given to `count` in its place.

    Good for any rule that reads papers the same way, and for other seats and withdrawals.
    """
    desk = None
    if not exact and len(profile) >= ENOUGH_ROWS:
        from hustings.counting.desk import array_desk

        desk = array_desk(profile, rule.reading, ARRAYS, data_sha256)
    if desk is None:
        desk = plain_desk(rule, profile, data_sha256)
    return Packed(profile.candidates, desk, rule.reading)


def digest(profile: Profile) -> str:
    """`Profile.digest`, the quick way where there are many rows."""
    if len(profile) < ENOUGH_ROWS:
        return profile.digest
    from hustings.counting.desk import profile_digest

    return profile_digest(profile)


def _silent(_: str) -> None:
    """Nobody is told."""


def _other_reading(rule: Rule) -> Problem:
    return Problem(
        "ballots",
        0,
        "other-reading",
        f"the papers were packed for a rule that reads them differently from {rule.name}",
        "Pack them again: pack(profile, rule).",
    )
