"""Numbers and names of a count as people read them; the exact strings stay in JSON and CSV."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from hustings.arithmetic import Exact, Number, decimal
from hustings.model.count import Count

AFTER_NAMES = frozenset("Jr Jr. Sr Sr. II III IV MP MSP MLA JP".split())
NUMBERED = re.compile(r" \(\d+\)$")
FEWEST, MOST = 2, 5
"""Decimals of an exact fraction: as few as tell the candidates apart, within these."""


class Printed:
    """How the votes of one count are printed: exact where they are decimal, else rounded."""

    def __init__(self, count: Count) -> None:
        self.count = count
        self.places = _places(count) if isinstance(count.arithmetic, Exact) else None

    def votes(self, votes: Number) -> str:
        """`1,408.35000`, or a fraction rounded half up to `places`."""
        if self.places is None:
            return grouped(self.count.text(votes))
        return grouped(decimal(self.count.arithmetic.fraction(votes), self.places))

    def change(self, votes: Number) -> str:
        """The same with its sign: `+12.50000`, `−3`."""
        text = self.votes(votes if votes >= 0 else -votes)
        return text if not votes else ("−" if votes < 0 else "+") + text

    def value(self, value: Number) -> str:
        """What one paper is worth; a fraction to five decimals."""
        if self.places is None:
            return self.count.text(value)
        return decimal(self.count.arithmetic.fraction(value), MOST if value % 1 else 0)

    @property
    def note(self) -> str:
        """How exact what is printed is."""
        if not self.places:
            return ""
        return (
            f"Counted in exact fractions, shown to {self.places} decimals; JSON and CSV hold the "
            "fractions."
        )


def many(n: int, one: str) -> str:
    """`1 valid paper`, `1,250 valid papers`."""
    return f"{n:,} {one}" if n == 1 else f"{n:,} {one}s"


def grouped(text: str) -> str:
    """Thousands divided by commas, the decimals left alone; a fraction `37/3` stays as it is."""
    whole, dot, rest = text.partition(".")
    if not whole.lstrip("-").isdigit():
        return text
    return f"{int(whole):,}".replace("-", "−") + dot + rest if whole != "-0" else "−0" + dot + rest


def _numbers(count: Count) -> Iterator[Number]:
    for stage in count.stages:
        yield from stage.votes
        yield from (stage.non_transferable, stage.lost)
        if stage.quota is not None:
            yield stage.quota


def _places(count: Count) -> int:
    if all(votes % 1 == 0 for votes in _numbers(count)):
        return 0
    for places in range(FEWEST, MOST):
        if all(_apart(count, stage.votes, places) for stage in count.stages):
            return places
    return MOST


def _apart(count: Count, votes: Sequence[Number], places: int) -> bool:
    """True when different numbers look different at so many decimals."""
    different = set(votes)
    return len({decimal(count.arithmetic.fraction(v), places) for v in different}) == len(different)


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Surnames where they are unique, with an initial where they are not, else the whole name."""
    last = [_surname(name) for name in names]
    many = Counter(last)
    first = [f"{name[:1]}. {s}" if many[s] > 1 else s for name, s in zip(names, last)]
    still = Counter(first)
    return tuple(name if still[f] > 1 else f for name, f in zip(names, first))


def _surname(name: str) -> str:
    if "," in name:
        return name.split(",")[0].strip() or name
    parts = [p for p in re.sub(r"\s*[(\[\"].*$", "", name).split() if p not in AFTER_NAMES]
    capital = [part for part in parts if len(part) > 2 and part.isupper()]
    if capital and len(capital) < len(parts):
        return capital[-1].capitalize() if "-" not in capital[-1] else capital[-1].title()
    return parts[-1] if parts else name


def apart(names: Sequence[str], most: int) -> list[str]:
    """Names cut to a width that differ where the names do: first names stay, else numbers."""
    found = [fitted(name, most) for name in names]
    found = [_cut(n, most) if found.count(f) > 1 else f for n, f in zip(names, found)]
    return [
        f"{_cut(name, most - 3)} {found[: i + 1].count(f)}" if found.count(f) > 1 else f
        for i, (name, f) in enumerate(zip(names, found))
    ]


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def fitted(name: str, most: int) -> str:
    """A name cut to a width, first names shortened to an initial before anything is lost.

    The number of a further Re-open Nominations, as in `RON (2)`, is never lost.
    """
    number = NUMBERED.search(name)
    if number and len(name) > most > len(number[0]) + 2:
        return fitted(name[: number.start()], most - len(number[0])) + number[0]
    first, _, rest = name.partition(" ")
    if len(name) > most and rest and len(first) > 2:
        name = f"{first[:1]}. {rest}"
    return _cut(name, most)
