"""A person of a record, found by id or by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from hustings.errors import UnknownName
from hustings.model.record import Record

MOST_NEAR = 3


def person_id(record: Record, text: str) -> str:
    """The id of a person given by id, by name or by another name of theirs.

    UnknownName with the nearest names, or with the ids of several who bear the name.
    """
    names = {p.id: p.name for p in record.persons}
    stood = (c.candidate_id for c in record.candidates)
    for who in (*stood, *(s.candidate_id for s in record.members)):
        names.setdefault(who, who)
    said = text.strip().casefold()
    if text.strip() in names:
        return text.strip()
    found = [who for who, name in names.items() if said in (who.casefold(), name.casefold())]
    found = found or _otherwise_named(record, said)
    if len(found) > 1:
        raise UnknownName(f"{len(found)} people are called {text!r}: say {' or '.join(found)}")
    if not found:
        raise UnknownName(_nobody(names, text, record.name))
    return found[0]


def _otherwise_named(record: Record, said: str) -> list[str]:
    return [
        p.id
        for p in record.persons
        if said and said in (name.strip().casefold() for name in p.other_names.split(","))
    ]


def _nobody(names: Mapping[str, str], text: str, where: str) -> str:
    near = _nearest(text.strip().casefold(), names.values())
    tail = f"; did you mean {' or '.join(near)}?" if near else "; see hustings show"
    return f"nobody called {text!r} is known in record {where!r}{tail}"


def _nearest(said: str, names: Iterable[str]) -> list[str]:
    """Those who bear the name said among theirs, else those spelt alike."""
    folded = {name.casefold(): name for name in names}
    bear = [name for low, name in folded.items() if said in low.split()]
    alike = get_close_matches(said, folded, n=MOST_NEAR, cutoff=0.5)
    return bear or [folded[low] for low in alike]
