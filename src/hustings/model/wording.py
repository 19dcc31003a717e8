"""Lists and plurals as sentences have them, for every room that says something."""

from __future__ import annotations

from collections.abc import Iterable


def listed(items: Iterable[str]) -> str:
    """`a, b and c`."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def plural(n: int, word: str) -> str:
    """`1 seat`, `1,234 papers`."""
    return f"{n:,} {word}{'' if n == 1 else 's'}"
