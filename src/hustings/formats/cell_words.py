"""What a word in a table's cell says: a rank, a mark, or several names at once."""

from __future__ import annotations

import re
from collections.abc import Collection

from hustings.formats.ballot_faults import whole

BLANK = frozenset(("", "-", "undervote", "under vote", "skipped", "blank", "no opinion"))
OVERVOTE = frozenset(("overvote", "over vote", "over-vote"))
MARKED = frozenset(("x", "✓", "✔", "☑", "✗", "✘", "yes", "y", "true", "approve"))
NOT_MARKED = frozenset(("no", "n", "false", "☐", "disapprove"))
MOST_POINTS = 60_000

_ORDINAL = re.compile(
    r"(?:([0-9]{1,5})(?:st|nd|rd|th)?|(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth))(?:[ _-]*(?:choice|preference|pref|rank|place))?",
    re.I,
)
_FIRST = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_BETWEEN = re.compile(r"\s*[;|,]\s*")


def level_of(word: str) -> int | None:
    """A whole number, or an ordinal such as `2nd` or `third choice`; None for another word."""
    number = whole(word)
    if number is None and (match := _ORDINAL.fullmatch(word.strip())):
        number = int(match[1]) if match[1] else _FIRST.index(match[2].lower()) + 1
    return number if number is not None and number <= MOST_POINTS else None


def mark_of(word: str) -> int | None:
    """1 for a cross, a tick or a yes, 0 for a no, None for another word."""
    low = word.strip().lower()
    return 1 if low in MARKED else 0 if low in NOT_MARKED else None


def several(words: Collection[str]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Words that are several others joined by a separator, by part; and those left in doubt."""
    known, found, doubt = set(words), {}, []
    for word in words:
        parts = tuple(dict.fromkeys(part for part in _BETWEEN.split(word) if part))
        if len(parts) > 1 and known.issuperset(parts):
            found[word] = parts
        elif len(parts) > 1 and (";" in word or "|" in word):
            doubt.append(word)
    return found, tuple(doubt)
