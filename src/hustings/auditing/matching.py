"""Whose row is whose: candidates of a count and of a published table, by number or by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from hustings.model.official import OfficialRow

_PARTY = re.compile(r"\s*\([^()]*\)\s*$")
NEAR = 0.8
"""Names at least this alike (0 to 1) may be the same."""
SHORTEST = 3
"""Letters a name that breaks off must have to be known by."""


@dataclass
class Match:
    """Rows by candidate (index), the rows nobody matched, and how the less certain were matched."""

    rows: dict[int, OfficialRow] = field(default_factory=dict)
    strangers: list[OfficialRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def match(names: Sequence[str], rows: Sequence[OfficialRow]) -> Match:
    """Each row's candidate: by number on the paper, else by name, else by the one name near it."""
    made = Match(strangers=list(rows))
    _by_number(made, names)
    _by_key(made, names, name_words)
    _by_key(made, names, lambda name: tuple(sorted(name_words(name))))
    for alike in (_shortened, _near, _family):
        _by_likeness(made, names, alike)
    return made


def name_words(name: str) -> tuple[str, ...]:
    """A name as small plain words, first name first: `O'NEIL, Zoë (Ind)` is `Zoe O'Neil`."""
    bare = _PARTY.sub("", name)
    last, comma, first = bare.partition(",")
    said = f"{first} {last}" if comma else bare
    plain = unicodedata.normalize("NFKD", said.casefold())
    joined = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`.")
    return tuple("".join(c if c.isalnum() else " " for c in joined).split())


def _by_number(made: Match, names: Sequence[str]) -> None:
    """By number on the paper, unless most names there have no word in common: another contest."""
    numbers = [row.number for row in made.strangers if row.number]
    found = {
        row.number: row
        for row in made.strangers
        if row.number and row.number <= len(names) and numbers.count(row.number) == 1
    }
    odd = [n for n, row in found.items() if not _share_a_word(names[n - 1], row.name)]
    if 2 * len(odd) > len(found):
        return
    for number, row in found.items():
        _pair(made, number - 1, row)
        if number in odd:
            ours = names[number - 1]
            made.notes.append(f"candidate {number}, {ours}, is {row.name} in the table")


def _share_a_word(ours: str, theirs: str) -> bool:
    return bool(set(name_words(ours)) & set(name_words(theirs)))


def _by_key(made: Match, names: Sequence[str], key: Callable[[str], tuple[str, ...]]) -> None:
    ours = {c: key(name) for c, name in enumerate(names) if c not in made.rows}
    theirs = [key(row.name) for row in made.strangers]
    for row in list(made.strangers):
        said = key(row.name)
        found = [c for c, words in ours.items() if words == said]
        if len(found) == 1 and theirs.count(said) == 1:
            _pair(made, found[0], row)


def _by_likeness(made: Match, names: Sequence[str], alike: Callable[[str, str], bool]) -> None:
    """Pairs that are alike, where neither is like anyone else; each is noted."""
    left = [c for c in range(len(names)) if c not in made.rows]
    near = [(c, row) for c in left for row in made.strangers if alike(names[c], row.name)]
    for c, row in near:
        if sum(c == a for a, _ in near) == 1 and sum(row is b for _, b in near) == 1:
            _pair(made, c, row)
            made.notes.append(f"{row.name} in the table is taken to be {names[c]}")


def _shortened(ours: str, theirs: str) -> bool:
    """One has more given names than the other, or one breaks off (an accent, a hyphen)."""
    a, b = name_words(ours), name_words(theirs)
    if not a or not b:
        return False
    if a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a)):
        return True
    short, long = sorted((" ".join(a), " ".join(b)), key=len)
    return len(short) >= SHORTEST and long.startswith(short)


def _near(ours: str, theirs: str) -> bool:
    """A letter or two apart."""
    a, b = " ".join(name_words(ours)), " ".join(name_words(theirs))
    return SequenceMatcher(None, a, b).ratio() >= NEAR


def _family(ours: str, theirs: str) -> bool:
    """The same family name: Norrie for Norman, Bob for Robert."""
    return name_words(ours)[-1:] == name_words(theirs)[-1:]


def _pair(made: Match, candidate: int, row: OfficialRow) -> None:
    made.rows[candidate] = row
    made.strangers.remove(row)


__all__ = ["Match", "match", "name_words"]
