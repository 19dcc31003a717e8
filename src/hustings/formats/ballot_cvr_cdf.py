"""Cast-vote records in NIST's Common Data Format, JSON (SP 1500-103).

Of each CVR its current snapshot is read. A mark counts where `HasIndication` is not "no" and
`IsAllocable` is not "no"; `Rank` makes a contest ranked, `NumberVotes` above 1 makes it cumulative.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hustings.formats.ballot_form import Form, Heap, Said, Wish, check_size, finish, too_many
from hustings.formats.ballot_json import is_int, items, parse
from hustings.formats.ballot_source import Source, which_contest
from hustings.model.profile import BallotFile

_WRITE_IN = "Write-in"


@dataclass
class _Contest:
    """What the report says of one contest; `names` by the id of a selection."""

    id: str
    title: str
    allowed: int | None
    names: dict[str, str] = field(default_factory=dict)


@dataclass
class _Mark:
    """One position marked: who, at which rank (0: none), with how many votes."""

    who: str
    rank: int
    votes: int


def looks(source: Source) -> bool:
    """JSON that names cast vote records."""
    head = source.head
    return head.lstrip().startswith("{") and ('"CVR.' in head or '"CVR"' in head)


def read(source: Source, wish: Wish) -> BallotFile:
    """The papers of one contest; ballots on which it does not stand are left out."""
    report, faults = parse(source), source.faults
    contest = _pick(_contests(report), source, wish.contest)
    ballots = []
    for number, record in enumerate(items(report, "CVR"), 1):
        found = _marks(record, contest, number, source)
        if found is not None:
            ballots.append(found)
    faults.stop()
    return _file(ballots, contest, source)


def _contests(report: Any) -> dict[str, _Contest]:
    found: dict[str, _Contest] = {}
    for election in items(report, "Election"):
        people = {_id(c): _text(c.get("Name")) or _id(c) for c in items(election, "Candidate")}
        for entry in items(election, "Contest"):
            votes = entry.get("VotesAllowed")
            contest = _Contest(
                _id(entry), _text(entry.get("Name")), votes if is_int(votes) else None
            )
            for selection in items(entry, "ContestSelection"):
                contest.names[_id(selection)] = _who(selection, people)
            found[contest.id] = contest
    for record in items(report, "CVR"):
        for snapshot in items(record, "CVRSnapshot"):
            for entry in items(snapshot, "CVRContest"):
                name = str(entry.get("ContestId", ""))
                found.setdefault(name, _Contest(name, "", None))
    return found


def _who(selection: dict[str, Any], people: dict[str, str]) -> str:
    ids = selection.get("CandidateIds")
    named = [people.get(str(i), str(i)) for i in ids] if isinstance(ids, list) else []
    if selection.get("IsWriteIn") is True and not named:
        return _WRITE_IN
    return " & ".join(named) or _text(selection.get("Selection")) or _id(selection)


def _id(value: dict[str, Any]) -> str:
    return str(value.get("@id", ""))


def _text(value: Any) -> str:
    """A name as text, or as the CDF's internationalised text."""
    if isinstance(value, str):
        return value
    texts = items(value, "Text")
    return str(texts[0].get("Content", "")) if texts else ""


def _pick(contests: dict[str, _Contest], source: Source, wanted: str | None) -> _Contest:
    if wanted is None and len(contests) == 1:
        return next(iter(contests.values()))
    chosen = [c for c in contests.values() if wanted is not None and wanted in (c.id, c.title)]
    if len(chosen) != 1:
        raise which_contest(source.faults, wanted, list(contests))
    return chosen[0]


def _marks(
    record: dict[str, Any], contest: _Contest, number: int, source: Source
) -> list[_Mark] | None:
    """The marks of one ballot in the contest; None where it does not stand on the ballot."""
    snapshots = items(record, "CVRSnapshot")
    current = [s for s in snapshots if s.get("@id") == record.get("CurrentSnapshotId")]
    if not current and len(snapshots) > 1:
        what = f"record {number} does not say which of its snapshots is current"
        source.faults.add(0, "which-snapshot", what, "Give CurrentSnapshotId.")
        return None
    there = False
    marks: list[_Mark] = []
    for entry in items((current or snapshots or [{}])[0], "CVRContest"):
        if str(entry.get("ContestId", "")) == contest.id:
            there = True
            for selection in items(entry, "CVRContestSelection"):
                marks += _positions(selection, contest, number, source)
    return marks if there else None


def _positions(
    selection: dict[str, Any], contest: _Contest, number: int, source: Source
) -> Iterator[_Mark]:
    key = str(selection.get("ContestSelectionId", _WRITE_IN))
    who = contest.names.get(key, key)
    for position in items(selection, "SelectionPosition"):
        if position.get("HasIndication") == "no" or position.get("IsAllocable") == "no":
            continue
        rank = position.get("Rank", selection.get("Rank", 0))
        votes = position.get("NumberVotes", 1)
        if not is_int(rank) or not 0 <= rank <= 1000 or not is_int(votes) or not 0 <= votes <= 999:
            what = f"record {number}: rank {rank!r:.30} or votes {votes!r:.30} is absurd"
            source.faults.add(0, "bad-mark", what, "Ranks and votes are small whole numbers.")
        elif votes or rank:
            yield _Mark(who, rank, votes)


def _file(ballots: list[list[_Mark]], contest: _Contest, source: Source) -> BallotFile:
    met = {mark.who for marks in ballots for mark in marks}
    known = list(dict.fromkeys(contest.names.values()))
    names = [*known, *sorted(met - set(known))]
    if too_many(len(names), 0, source.faults):
        source.faults.stop()
    number = {name: k for k, name in enumerate(names, 1)}
    ranked = any(mark.rank for marks in ballots for mark in marks)
    sums = [_votes(marks) for marks in ballots]
    cumulative = not ranked and any(n > 1 for votes in sums for n in votes.values())
    if cumulative:
        check_size(len(ballots), len(names), 2**28)
    heap = Heap.of(len(names))
    for marks, votes in zip(ballots, sums):
        if ranked:
            most = max((mark.rank for mark in marks), default=0)
            heap.add([{number[m.who] for m in marks if m.rank == r} for r in range(1, most + 1)])
            continue
        if cumulative:
            heap.rows.append([votes.get(name, -1) + 1 for name in names])
        else:
            heap.rows.append(sorted(number[name] for name in votes))
        heap.papers.append(1)
    kind = "scores" if cumulative else "ranked" if ranked else "choices"
    said = Said(names, contest.title or contest.id, votes_allowed=contest.allowed)
    return finish(source, "cvr-cdf", said, heap.profile(names, kind))  # type: ignore[arg-type]


def _votes(marks: list[_Mark]) -> dict[str, int]:
    votes: dict[str, int] = {}
    for mark in marks:
        votes[mark.who] = votes.get(mark.who, 0) + mark.votes
    return votes


FORM = Form(
    name="cvr-cdf",
    about="cast-vote records in NIST's Common Data Format (JSON, SP 1500-103)",
    extensions=("json",),
    looks=looks,
    read=read,
    order=15,
)
