"""Belenios: the decrypted ballots in `result.json`, or a bare list of them (belenios.org/STV.html).

A ballot is a list with one number a candidate: its rank from 1, or 0 for one not ranked.
"""

from __future__ import annotations

from typing import Any

from hustings.formats.ballot_form import Form, Heap, Said, Wish, finish, ranks_of_levels, too_many
from hustings.formats.ballot_json import is_int, parse
from hustings.formats.ballot_source import Source, which_contest
from hustings.model.profile import BallotFile

_STEP = "Give one rank a candidate, 0 to 255, as Belenios publishes them."


def looks(source: Source) -> bool:
    """A list of lists of numbers, or an object with a result."""
    start = "".join(source.head[:4000].split())
    return start.startswith("[[") or (start.startswith("{") and '"result":' in start)


def read(source: Source, wish: Wish) -> BallotFile:
    """Read the ballots of one question; candidates are numbered, as the file does not name them."""
    question, ballots = _question(parse(source), source, wish.contest)
    faults = source.faults
    count = max((len(b) for b in ballots if isinstance(b, list)), default=0)
    if too_many(count, 0, faults):
        faults.stop()
    heap, gaps = Heap.of(count), 0
    for number, ballot in enumerate(ballots, 1):
        if not isinstance(ballot, list) or len(ballot) != count or not all(map(_rank, ballot)):
            what = f"ballot {number} is not {count} ranks"
            faults.add(0, "bad-ballot", what, _STEP)
            continue
        ranks = ranks_of_levels([level or None for level in ballot], blanks=False)
        gaps += max(ballot, default=0) > len(ranks)
        heap.add(ranks)
    faults.stop()
    names = [f"Candidate {k}" for k in range(1, count + 1)]
    step = "Take the names from the election's own page or election.json."
    faults.note(0, "no-names", "Belenios results do not name candidates", step)
    if gaps:
        what = f"{gaps} ballots leave out a rank; only the order is read"
        faults.note(0, "gaps", what, "Belenios's own STV sets such ballots aside.")
    return finish(source, "belenios", Said(names, question), heap.profile(names))


def _rank(value: Any) -> bool:
    return is_int(value) and 0 <= value <= 255


def _is_ballots(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], list)


def _question(value: Any, source: Source, contest: str | None) -> tuple[str, list[Any]]:
    """The question asked for: question-1, question-2, ... where there are several."""
    bare = not isinstance(value, dict)
    if isinstance(value, dict):
        value = value.get("result")
    if not isinstance(value, list) or not value:
        step = "Pass result.json, or the raw ballots."
        raise source.faults.fail(0, "no-ballots", "no ballots are in the file", step)
    if bare and _is_ballots(value) and all(is_int(n) for n in value[0]) and value[0]:
        return "", value
    found = {
        f"question-{k}": _rankings(answers)
        for k, answers in enumerate(value, 1)
        if _rankings(answers)
    }
    if contest is None and len(found) == 1:
        return next(iter(found.items()))
    if contest in found:
        return str(contest), found[str(contest)]
    if not found:
        what = "the questions hold totals, not ballots"
        step = "Only ranked or graded questions publish their ballots."
        raise source.faults.fail(0, "no-ballots", what, step)
    raise which_contest(source.faults, contest, list(found))


def _rankings(answers: Any) -> list[Any]:
    """The ballots of a question; a list question wraps each ballot once more."""
    if isinstance(answers, dict):
        answers = answers.get("ballots") or answers.get("result")
    if not _is_ballots(answers):
        return []
    first = answers[0]
    if first and isinstance(first[0], list):
        return [b[0] if isinstance(b, list) and len(b) == 1 else b for b in answers]
    return list(answers)


FORM = Form(
    name="belenios",
    about="Belenios result.json or raw ballots: ranks by candidate",
    extensions=("json",),
    looks=looks,
    read=read,
    order=16,
)
