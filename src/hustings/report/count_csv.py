"""A count as CSV in the shape of the official Scottish table, and a list of counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from hustings.model.count import Count
from hustings.report.counted import Counted, CountedMany

COUNTS = (
    "file,title,rule,seats,papers,valid,quota,stages,elected,vacant,cells,agreeing,differences,"
    "known,seconds,data_sha256"
).split(",")


LOST = frozenset(["vacant seat", "removed"])
"""What befalls one who had a seat at some stage, and has none at the end."""


def count_csv(counted: Counted | Count) -> str:
    """One row a candidate, in the order of the paper: what became of them, then every stage.

    The columns are those of the Scottish councils' tables, so that the file can itself be given as
    the official result of another count. `occurred_on_count` is the stage of election, or the one
    at whose end a candidate went out, as councils print it: the papers move at the next.
    """
    given = counted if isinstance(counted, Counted) else Counted(count=counted)
    return as_csv(_heads(given.count), _rows(given.count, given.parties))


def _heads(count: Count) -> list[str]:
    stages = [
        f"{name}{stage.number:02d}"
        for stage in count.stages[1:]
        for name in ("transfers", "total_votes")
    ]
    first = ["contest_id", "ballot_candidate_no", "name", "party_name", "elected", "status"]
    last = ["total_poll", "valid_poll", "rejected", "quota", "seats", "candidates"]
    return [*first, "occurred_on_count", "first_prefs", *stages, *last]


def _rows(count: Count, parties: Mapping[str, str]) -> Iterable[list[str]]:
    quota = "" if count.quota is None else count.text(count.quota)
    rejected = count.papers - count.valid
    about = [count.papers, count.valid, rejected, _whole(quota), count.terms.seats]
    last = [*map(str, about), str(len(count.candidates))]
    for c, name in enumerate(count.candidates):
        word, at, _ = count.fate(c)
        yield [
            *(count.title, str(c + 1), name, parties.get(name, "")),
            *("1" if word == "elected" else "0", _status(word), _occurred(count, word, at)),
            *([""] * (2 * len(count.stages) - 1) if word == "withdrawn" else _votes(count, c)),
            *last,
        ]


def _status(word: str) -> str:
    """The councils' words know no seat left vacant, and no removal after a count."""
    return "Not elected" if word in LOST else word.capitalize()


def _occurred(count: Count, word: str, at: int) -> str:
    """The council's stage: an exclusion is printed against the stage before its transfer."""
    if not at or word in LOST:
        return ""
    early = word == "excluded" and len(count.stages) > 1 and at > 1
    return str(at - 1 if early else at)


def _votes(count: Count, c: int) -> list[str]:
    """First preferences, then transfer and total of each stage, exactly."""
    held = [stage.votes[c] for stage in count.stages]
    cells = [count.text(held[0])] if held else []
    for before, now in pairwise(held):
        cells += [count.text(now - before), count.text(now)]
    return cells


def _whole(text: str) -> str:
    """A quota without decimals that are all zero, as councils print it."""
    whole, dot, rest = text.partition(".")
    return whole if dot and not rest.strip("0") else text


def counts_csv(made: CountedMany) -> str:
    """One row a file counted."""
    return as_csv(COUNTS, (_file(counted) for counted in made.counts))


def _file(counted: Counted) -> list[str]:
    count, official = counted.count, counted.official
    held = (
        [official.cells, official.agreeing, len(official.differences), len(official.known)]
        if official is not None
        else ["", "", "", ""]
    )
    return [
        *(counted.file, count.title, count.rule, str(count.terms.seats)),
        *(str(count.papers), str(count.valid)),
        "" if count.quota is None else count.text(count.quota),
        *(str(len(count.stages)), ";".join(count.winners), str(count.vacant), *map(str, held)),
        "" if counted.seconds is None else f"{counted.seconds:.3f}",
        count.data_sha256,
    ]


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lines of a table with `\\n` at their ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue()
