"""From text to verdict: declarations written out as people write them, read, and checked."""

from __future__ import annotations

import random

from made_declarations import Facts, broken, declared, made, misprinted

from hustings.api.checks import check

WORDS = {
    "issued": "Ballot papers issued",
    "returned": "Ballot papers returned",
    "invalid": "Invalid papers",
    "valid": "Valid ballot papers",
    "turnout": "Turnout",
    "votes": "Total votes",
    "max_votes": "Votes per paper",
}
HOW_MANY = 250


def written(f: Facts) -> str:
    """The facts as a page of text."""
    d = declared(f)
    lines = ["Northbridge Society election 2026", ""]
    lines += [{"one": "First past the post", "block": "Block vote"}[f.kind]] if f.rule else []
    lines += [f"Seats: {f.seats}"] if f.seats is not None else []
    for name, stated in d.figures.items():
        lines.append(f"{WORDS[name]}: {stated.said}{'%' if name == 'turnout' else ''}")
    for c in d.candidates:
        slate = f" ({c.slate})" if c.slate else ""
        share = f"   {c.share.said}%" if c.share else ""
        assert c.votes is not None
        mark = "   Elected" if c.elected else ""
        lines.append(f"{c.name}{slate}   {c.votes.said}{share}{mark}")
    return "\n".join(lines) + "\n"


def plain(number: int) -> Facts | None:
    """A made declaration such as text can say in one line a candidate."""
    f = made(number)
    f.reasons, f.slates, f.again, f.places = [], {}, [], None
    sayable = f.votes and None not in f.votes and not f.least_women
    return f if sayable and not broken(f) else None


def fails(text: str) -> bool:
    return any(one.failures for one in check(text))


def test_text_that_adds_up_is_never_called_wrong() -> None:
    """And of the misprints that can be seen, at least 19 in 20 survive the reading of the words.

    Where neither seats nor rule are stated a reader has to guess which figure means papers.
    """
    sound = [f for n in range(HOW_MANY) if (f := plain(n))]
    assert len(sound) > HOW_MANY / 3
    assert [written(f) for f in sound if fails(written(f))] == []
    seen = [
        g for n, f in enumerate(sound) if broken(g := misprinted(random.Random(f"text {n}"), f)[0])
    ]
    found = sum(fails(written(g)) for g in seen)
    assert found >= 0.95 * len(seen)
