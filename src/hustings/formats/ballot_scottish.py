"""Scottish council CSV: `candidates,seats`, then `papers,preferences...`, names and the ward."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hustings.formats.ballot_faults import papers_of, quoted, whole
from hustings.formats.ballot_form import (
    Form,
    Heap,
    Said,
    Wish,
    cannot_say,
    finish,
    refuse_rows,
    too_many,
)
from hustings.formats.ballot_scan import Block, OddLines, Sheaf, blocks, table
from hustings.formats.ballot_source import Source
from hustings.model.profile import BallotFile, Profile

_HEAD = re.compile(rb"\A([0-9]{1,6}),([0-9]{1,6}),?\r?\n")
_LOOKS = re.compile(r"\s*[0-9]+\s*,\s*[0-9]+\s*,?\s*\n\s*[0-9]+\s*,\s*[0-9]+")
_NAME = re.compile(r"Candidate ([0-9]{1,6})\Z")
_STEP = "A ballot is: papers,preferences."


@dataclass
class _Tail:
    """Names, parties and the ward."""

    names: list[str] = field(default_factory=list)
    parties: dict[str, str] = field(default_factory=dict)
    at: dict[int, int] = field(default_factory=dict)
    title: str = ""


def looks(source: Source) -> bool:
    """Two numbers, then a line of at least two."""
    return bool(_LOOKS.match(source.head)) and "Candidate" in source.text


def read(source: Source, wish: Wish) -> BallotFile:
    """Read the quick way where lines are clean, else the careful way."""
    del wish
    return read_quick(source) or read_careful(source)


def read_quick(source: Source) -> BallotFile | None:
    """Clean lines as arrays; None for anything this way does not know."""
    data = source.utf8
    head = _HEAD.match(data)
    stop = max(data.find(b'\n"Candidate'), data.find(b"\nCandidate")) + 1
    if not head or stop <= head.end() or b",," in data[:stop]:
        return None
    candidates = int(head[1])
    if not candidates or too_many(candidates, 1, source.faults):
        return None
    sheaf = Sheaf(candidates)
    try:
        for block in blocks(data, head.end(), stop, table(b",\r")):
            _clean(block)
            sheaf.add(block, tail=0)
        lines = data[stop:].decode().split("\n")
        tail = _tail(lines, data.count(b"\n", 0, stop) + 1, candidates, source)
        profile = sheaf.profile(tuple(tail.names))
    except OddLines:
        return None
    return _finish(source, tail, int(head[2]), profile)


def _clean(block: Block) -> None:
    """A comma after each number (the last of a line may go without), and nothing else."""
    raw = block.bytes
    commas = int((raw == ord(",")).sum())
    after = raw[block.ends + 1]
    between = int((after == ord(",")).sum())
    returns = (raw[:-1] == ord("\r")) & (raw[1:] != ord("\n"))
    if commas != between or returns.any() or (block.past - block.first < 2).any():
        raise OddLines


def read_careful(source: Source) -> BallotFile:
    """The same with every fault named by its line."""
    faults = source.faults
    lines = source.text.split("\n")
    first = [cell.strip() for cell in lines[0].split(",") if cell.strip()]
    counts = [whole(cell) for cell in first]
    if len(counts) != 2 or counts[0] is None or counts[1] is None:
        step = "Write: candidates,seats."
        raise faults.fail(1, "bad-header", f"{quoted(lines[0])} is no header", step)
    if too_many(counts[0], 1, faults):
        faults.stop()
    heap, at = Heap.of(counts[0]), 1
    while at < len(lines) and not lines[at].lstrip().startswith(('"', "Candidate")):
        if lines[at].strip():
            _ballot(lines[at], at + 1, counts[0], heap, source)
        at += 1
    tail = _tail(lines[at:], at + 1, counts[0], source)
    faults.stop()
    return _finish(source, tail, counts[1], heap.profile(tail.names))


def _ballot(text: str, line: int, candidates: int, heap: Heap, source: Source) -> None:
    faults = source.faults
    cells = [cell.strip() for cell in text.strip().removesuffix(",").split(",")]
    papers = papers_of(cells[0], line, faults)
    numbers: list[int] = []
    for cell in cells[1:]:
        number = whole(cell)
        if number is None or not 0 < number <= candidates:
            step = f"Candidates are numbered 1 to {candidates}. {_STEP}"
            faults.add(line, "candidate-out-of-range", f"{quoted(cell)} is no candidate", step)
        else:
            numbers.append(number)
    if papers is not None:
        heap.add([[number] for number in numbers], papers)


def _tail(lines: Sequence[str], first: int, candidates: int, source: Source) -> _Tail:
    tail, faults = _Tail(), source.faults
    for line, text in enumerate(lines, first):
        if not text.lstrip('" ').startswith("Candidate "):
            tail.title = tail.title or text.strip().rstrip(",").strip('"').strip()
            continue
        try:
            cells = [c.strip() for c in next(csv.reader([text.strip()], strict=True), [])]
        except csv.Error as error:
            faults.add(line, "bad-line", f"the line is broken ({error})", "Mend its quotes.")
            continue
        match = _NAME.match(cells[0]) if cells else None
        if match and len(cells) > 1:
            _name(int(match[1]), cells, line, tail, source)
        else:
            faults.add(line, "bad-line", f"{quoted(text)} names nobody", "Write: Candidate k,name.")
    if len(tail.names) != candidates:
        what = f"{len(tail.names)} names for {candidates} candidates"
        step = "Name every candidate; the file may be cut short."
        faults.add(first + len(lines) - 1, "missing-names", what, step)
    return tail


def _name(number: int, cells: Sequence[str], line: int, tail: _Tail, source: Source) -> None:
    tail.names.append(cells[1])
    tail.at[len(tail.names)] = line
    if number != len(tail.names):
        what = f"candidate {number} stands where candidate {len(tail.names)} should"
        source.faults.add(line, "bad-number", what, "List candidates in order.")
    if len(cells) > 2 and cells[2]:
        tail.parties[cells[1]] = cells[2]


def _finish(source: Source, tail: _Tail, seats: int, profile: Profile) -> BallotFile:
    said = Said(tail.names, tail.title, seats, parties=tail.parties, at=tail.at)
    return finish(source, "scottish", said, profile)


def write(ballots: BallotFile) -> str:
    """Papers by distinct ranking, then names with parties, then the ward."""
    profile = ballots.profile
    if profile.kind != "ranked":
        raise cannot_say("scottish", f"{profile.kind}, only rankings", "Write csv or packed.")
    if ballots.seats is None:
        raise cannot_say("scottish", "nothing of the seats", "Pass seats=.")
    if ballots.withdrawn:
        raise cannot_say("scottish", "who withdrew", "Write blt or packed.")
    step = "Write blt or packed, or end such papers there (--cut, cut=True)."
    odd = "equal ranks or ranks left blank"
    refuse_rows("scottish", odd, profile, lambda row: max(row, default=0) >= profile.skipped, step)
    refuse_rows("scottish", "a blank paper", profile, lambda row: not row, "Write blt or packed.")
    lines = [f"{len(profile.candidates)},{ballots.seats},"]
    for row, papers in profile.grouped().items():
        lines.append(f"{papers},{','.join(map(str, row))},")
    for k, name in enumerate(profile.candidates, 1):
        party = ballots.parties.get(name, "")
        lines.append(f'"Candidate {k}",{_cell(name)},{_cell(party)},')
    if '"' in ballots.title or ballots.title.startswith("Candidate "):
        raise cannot_say("scottish", f"the title {ballots.title!r}", "Pass another title=.")
    return "\n".join([*lines, _cell(ballots.title) + ","]) + "\n"


def _cell(text: str) -> str:
    if text != text.strip() or (text and not text.isprintable()):
        raise cannot_say("scottish", f"the name {text!r}", "Give it a plainer name.")
    return '"' + text.replace('"', '""') + '"'


FORM = Form(
    name="scottish",
    about="Scottish council wards: numbers first, names and parties last",
    extensions=("csv",),
    looks=looks,
    read=read,
    write=write,
    no_ties=True,
    no_skips=True,
    order=25,
)
