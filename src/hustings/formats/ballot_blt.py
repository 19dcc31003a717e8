"""BLT, the file of Hill, Wichmann and Woodall (1987), as OpenSTV, OpaVote and Droop write it.

A header `candidates seats`, `-k` for each who withdrew, a line a ballot (papers, preferences, 0), a
lone 0, the names, a title. What is read beside that, and how doubt is settled: docs/formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hustings.formats.ballot_blt_lines import Ballots, read_ballot_lines
from hustings.formats.ballot_blt_names import Names, one_name, read_names
from hustings.formats.ballot_faults import papers_of, quoted, whole
from hustings.formats.ballot_form import (
    Form,
    Heap,
    Said,
    Wish,
    cannot_say,
    finish,
    too_many,
)
from hustings.formats.ballot_scan import OddLines, Sheaf, blocks, table
from hustings.formats.ballot_source import Source
from hustings.model.profile import BallotFile, Profile, ranks_of

_HEAD = re.compile(
    rb"\A[ \t]*([0-9]{1,6})[ \t]+([0-9]{1,6})[ \t]*\r?\n((?:[ \t]*(?:-[0-9]{1,6}[ \t]*)+\r?\n)*)"
)
_LOOKS = re.compile(r"[0-9]{1,9}[ \t]+[0-9]{1,9}[ \t]*(#.*|/\*.*|[-\[(0-9].*)?\Z")


def looks(source: Source) -> bool:
    """The first line that says something is two whole numbers (more may follow on that line)."""
    for line in re.sub(r"/\*.*?(\*/|\Z)", " ", source.head, flags=re.S).splitlines():
        plain = line.strip()
        if plain and not plain.startswith("#"):
            many = len(plain.split())
            return bool(_LOOKS.match(plain)) and (many == 2 or many > 3 or "#" in plain)
    return False


def read(source: Source, wish: Wish) -> BallotFile:
    """Read BLT: the quick way for clean lines, else the careful way."""
    del wish
    return read_quick(source) or read_careful(source)


def read_quick(source: Source) -> BallotFile | None:
    """Clean lines as arrays; None for anything this way does not know."""
    data = source.utf8
    head = _HEAD.match(data)
    stop = max(data.rfind(b"\n0\n"), data.rfind(b"\n0\r\n")) + 1
    if not head or stop <= head.end():
        return None
    candidates, gone = int(head[1]), [-int(k) for k in head[3].split()]
    if too_many(candidates, 1, source.faults):
        source.faults.stop()
    if any(not 0 < k <= candidates for k in gone) or not candidates:
        return None
    sheaf = Sheaf(candidates)
    try:
        for block in blocks(data, head.end(), stop, table(b" \t\r")):
            ends = block.numbers[block.past - 1]
            if ends.any() or (block.numbers == 0).sum() != len(ends):
                return None
            sheaf.add(block, tail=1)
        after = data.count(b"\n", 0, stop) + 1
        names = read_names(data[stop:].decode().split("\n")[1:], after + 1, candidates, source)
        profile = sheaf.profile(names.candidates)
    except OddLines:
        return None
    return _finish(source, names, int(head[2]), gone, (), profile)


def read_careful(source: Source) -> BallotFile:
    """Any dialect, with every fault named by its line."""
    ballots = read_ballot_lines(source)
    names = read_names(ballots.after, ballots.after_line, ballots.candidates, source)
    heap = _heap(ballots, source)
    source.faults.stop()
    order = ballots.tie_order
    profile = heap.profile(names.candidates)
    return _finish(source, names, ballots.seats, ballots.withdrawn, order, profile)


def _heap(ballots: Ballots, source: Source) -> Heap:
    """The papers, each number checked against the header."""
    faults, heap = source.faults, Heap.of(ballots.candidates)
    for line, first, rest in ballots.papers:
        papers = 1 if first is None else papers_of(first, line, faults)
        ranks = [_rank(token, line, ballots, source) for token in rest]
        if papers is not None and not any(rank is None for rank in ranks):
            heap.add([rank for rank in ranks if rank is not None], papers)
    return heap


def _rank(token: str, line: int, ballots: Ballots, source: Source) -> list[int] | None:
    """`3`, `2=3` or `(2 3)`, or `-` for a rank left blank; None with a Problem."""
    if token in ("-", "0"):
        return []
    found: list[int] = []
    for part in re.split(r"[=\s,]+", token.strip("() ")):
        number = ballots.nicks.get(part) or whole(part)
        if number is None or not 0 < number <= ballots.candidates:
            step = f"Candidates are numbered 1 to {ballots.candidates}."
            what = f"{quoted(part)} is no candidate"
            source.faults.add(line, "candidate-out-of-range", what, step)
            return None
        found.append(number)
    if len(set(found)) < len(found):
        what = f"{quoted(token)} names a candidate twice"
        source.faults.add(line, "tied-with-itself", what, "Mend the ballot.")
        return None
    return found


def _finish(
    source: Source,
    names: Names,
    seats: int | None,
    gone: Sequence[int],
    order: Sequence[int],
    profile: Profile,
) -> BallotFile:
    said = Said(
        candidates=names.candidates,
        title=names.title,
        seats=seats,
        withdrawn=tuple(dict.fromkeys(gone)),
        tie_order=names.tie_order or order,
        at=names.at,
    )
    return finish(source, "blt", said, profile)


def write(ballots: BallotFile) -> str:
    """A line each distinct paper, papers first; seats must be known, as the header states them."""
    profile = ballots.profile
    if profile.kind != "ranked":
        raise cannot_say("blt", f"{profile.kind}, only rankings", "Write csv, abif or packed.")
    if ballots.seats is None:
        step = "Pass the seats (--seats N, seats=N): the header must state them."
        raise cannot_say("blt", "the seats when they are not known", step)
    number = {name: k for k, name in enumerate(profile.candidates, 1)}
    lines = [f"{len(number)} {ballots.seats}"]
    if ballots.withdrawn:
        lines.append(" ".join(f"-{number[name]}" for name in ballots.withdrawn))
    if ballots.tie_order:
        lines.append(f"[tie {' '.join(str(number[name]) for name in ballots.tie_order)}]")
    for row, papers in profile.grouped().items():
        lines.append(f"{papers} {_written(row, profile)}0")
    lines += ["0", *(_quoted(name) for name in profile.candidates), _quoted(ballots.title)]
    return "\n".join(lines) + "\n"


def _written(row: Sequence[int], profile: Profile) -> str:
    ranks = ranks_of(row, profile.tied, profile.skipped)
    return "".join("=".join(map(str, rank)) + " " if rank else "- " for rank in ranks)


def _quoted(name: str) -> str:
    written = f'"{name}"'
    if one_name(written) != [name] or not name.isprintable() or name != name.strip():
        raise cannot_say("blt", f"the name {name!r}", "Give it a plainer name.")
    return written


FORM = Form(
    name="blt",
    about="rankings as numbers, names at the end (OpenSTV, OpaVote, Droop, Loomio)",
    extensions=("blt", "dat"),
    looks=looks,
    read=read,
    write=write,
    order=30,
)
