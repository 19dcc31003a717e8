"""PrefLib's orders (soc, soi, toc, toi) and categories (cat), with new heads or the old one."""

from __future__ import annotations

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
    check_size,
    finish,
    refuse_rows,
    refuse_twice,
    too_many,
)
from hustings.formats.ballot_scan import OddLines, Sheaf, blocks, table
from hustings.formats.ballot_source import Source
from hustings.model.profile import BallotFile, Kind, Profile, ranks_of

_OLD = re.compile(r"\s*[0-9]+\s*\r?\n\s*1\s*,")
_RANK = re.compile(r"\{([^{}]*)\}|([^,{}]+)")
_ORDER = re.compile(r"x(,x)*\Z")
_STEP = "A line is: papers: a,b,{c,d}."


@dataclass
class _Head:
    """What the head says; `end` is where in the text the orders begin, `line` on which line."""

    names: dict[int, str] = field(default_factory=dict)
    at: dict[int, int] = field(default_factory=dict)
    title: str = ""
    kind: str = ""
    voters: int | None = None
    categories: int = 0
    count: int | None = None
    end: int = 0
    line: int = 1
    old: bool = False

    @property
    def candidates(self) -> tuple[str, ...]:
        """The names in order of number."""
        return tuple(self.names[k] for k in sorted(self.names))


def looks(source: Source) -> bool:
    """A PrefLib head, new or old."""
    return "# NUMBER ALTERNATIVES" in source.head or bool(_OLD.match(source.head))


def read(source: Source, wish: Wish) -> BallotFile:
    """Read PrefLib: the quick way for strict orders, else the careful way."""
    del wish
    return read_quick(source) or read_careful(source)


def read_quick(source: Source) -> BallotFile | None:
    """Strict orders as arrays; None for ties, categories and anything odd."""
    data = source.utf8
    data = data if data.endswith(b"\n") else data + b"\n"
    head = _new_head(source) if source.head.lstrip().startswith("#") else None
    if head is None or head.kind == "cat" or sorted(head.names) != [*range(1, len(head.names) + 1)]:
        return None
    start = len(source.text[: head.end].encode())
    sheaf = Sheaf(len(head.names))
    if b"{" in data[start:] or not head.names or head.count not in (None, len(head.names)):
        return None
    try:
        for block in blocks(data, start, len(data), table(b":, \r")):
            _strict(block)
            sheaf.add(block, tail=0)
        profile = sheaf.profile(head.candidates)
    except OddLines:
        return None
    return _finish(source, head, profile)


def _strict(block: object) -> None:
    """Each line must be `papers: a,b,c` to the byte."""
    import numpy as np

    from hustings.formats.ballot_scan import Block

    assert isinstance(block, Block)
    raw, ends, first = block.bytes, block.ends, block.first
    lines = len(first)
    after = ends[first] + 1
    counted = np.bincount(raw, minlength=256)
    orders = len(ends) - lines
    if (
        counted[ord(":")] != lines
        or counted[ord(" ")] != lines
        or counted[ord(",")] != orders - lines
        or (block.past - first < 2).any()
        or (raw[after] != ord(":")).any()
        or (raw[after + 1] != ord(" ")).any()
        or raw[0] == ord(",")
        or ((raw[:-1] == ord("\n")) & (raw[1:] - np.uint8(48) > 9)).any()
        or ((raw[:-1] == ord(",")) & (raw[1:] - np.uint8(48) > 9)).any()
        or ((raw[:-1] == ord("\r")) & (raw[1:] != ord("\n"))).any()
    ):
        raise OddLines


def read_careful(source: Source) -> BallotFile:
    """Any PrefLib ballot file, with every fault named by its line."""
    faults = source.faults
    head = _new_head(source) if source.head.lstrip().startswith("#") else _old_head(source)
    if head is None:
        raise faults.fail(1, "bad-header", "not a PrefLib head", "Check the file.")
    numbers = list(range(1, len(head.names) + 1))
    if sorted(head.names) != numbers or head.count not in (None, len(numbers)):
        what = f"{len(numbers)} names for {head.count or len(numbers)} alternatives, or gaps"
        faults.add(0, "missing-names", what, "Name alternatives 1, 2, 3, ... without gaps.")
        faults.stop()
    heap = Heap.of(len(numbers))
    if head.kind == "cat":
        check_size(source.text.count("\n"), len(numbers), 2**28)
    for line, text in enumerate(source.text[head.end :].split("\n"), head.line):
        if text.strip() and not text.lstrip().startswith("#"):
            _order(text.strip(), line, head, heap, source)
    faults.stop()
    return _finish(source, head, _profile(head, heap))


def _new_head(source: Source) -> _Head:
    head, faults = _Head(), source.faults
    for text in source.text.split("\n"):
        key, colon, value = text.strip().removeprefix("#").partition(":")
        if text.strip() and not text.startswith("#"):
            break
        if colon:
            _key(key.strip(), value.strip(), head, source)
        head.end += len(text) + 1
        head.line += 1
    too_many(max(len(head.names), head.count or 0), 0, faults)
    faults.stop()
    return head


def _key(key: str, value: str, head: _Head, source: Source) -> None:
    number = whole(value)
    if name := re.match(r"ALTERNATIVE NAME ([0-9]{1,6})\Z", key):
        head.names[int(name[1])] = value
        head.at[int(name[1])] = head.line
    elif key == "TITLE":
        head.title = value
    elif key == "DATA TYPE":
        head.kind = value
    elif key in ("NUMBER ALTERNATIVES", "NUMBER VOTERS", "NUMBER CATEGORIES"):
        if number is None:
            step = "Write a whole number."
            source.faults.add(head.line, "bad-header", f"{key} is {quoted(value)}", step)
        elif key == "NUMBER ALTERNATIVES":
            head.count = number
        elif key == "NUMBER VOTERS":
            head.voters = number
        else:
            head.categories = number


def _old_head(source: Source) -> _Head | None:
    """`n`, then `k,name` n times, then `voters,sum,distinct`; orders are `papers,a,b`."""
    lines = source.text.split("\n")
    count = whole(lines[0].strip())
    if count is None or too_many(count, 1, source.faults) or len(lines) < count + 2:
        return None
    head = _Head(count=count, line=count + 3, old=True, kind=source.extension)
    for line, text in enumerate(lines[1 : count + 1], 2):
        number, _, name = text.partition(",")
        if (k := whole(number.strip())) is not None:
            head.names[k], head.at[k] = name.strip(), line
    head.voters = whole(lines[count + 1].split(",")[0].strip())
    head.end = sum(len(text) + 1 for text in lines[: count + 2])
    return head


def _order(text: str, line: int, head: _Head, heap: Heap, source: Source) -> None:
    faults = source.faults
    written, _, order = text.partition("," if head.old else ":")
    papers = papers_of(written.strip(), line, faults)
    order = "".join(order.split())
    if not _ORDER.match(_RANK.sub("x", order)):
        faults.add(line, "bad-order", f"{quoted(text)} is no order", _STEP)
        return
    ranks = [_numbers(many or one, line, head, source) for many, one in _RANK.findall(order)]
    known = [rank for rank in ranks if rank is not None]
    if papers is not None and len(known) == len(ranks):
        heap.add([rank for rank in known if rank], papers)
        if head.kind == "cat":
            heap.rows[-1] = _category(known, head)


def _numbers(text: str, line: int, head: _Head, source: Source) -> list[int] | None:
    found: list[int] = []
    for part in text.split(","):
        number = whole(part.strip())
        if part.strip() and (number is None or number not in head.names):
            what = f"{quoted(part.strip())} is no alternative"
            step = f"Alternatives are numbered 1 to {len(head.names)}."
            source.faults.add(line, "candidate-out-of-range", what, step)
            return None
        if number is not None:
            found.append(number)
    return found


def _category(ranks: Sequence[list[int]], head: _Head) -> list[int]:
    """Two categories: those in the first are chosen. More: points, the last category has 0."""
    most = max(head.categories, 2)
    if most == 2:
        return sorted(ranks[0]) if ranks else []
    points = [0] * len(head.names)  # sizes are checked before the first row
    for place, rank in enumerate(ranks[:most]):
        for number in rank:
            points[number - 1] = most - place
    return points


def _profile(head: _Head, heap: Heap) -> Profile:
    kind: Kind = "ranked"
    if head.kind == "cat":
        kind = "choices" if max(head.categories, 2) == 2 else "scores"
    return heap.profile(head.candidates, kind)


def _finish(source: Source, head: _Head, profile: Profile) -> BallotFile:
    if head.voters is not None and len(profile) and head.voters != profile.total:
        what = f"the head says {head.voters} voters, the orders hold {profile.total}"
        source.faults.note(0, "papers-differ", what, "The file may be cut short.")
    said = Said(candidates=head.candidates, title=head.title, at=head.at)
    return finish(source, "preflib", said, profile)


def write(ballots: BallotFile) -> str:
    """The new head and orders; the type is the narrowest that fits."""
    profile = ballots.profile
    if profile.kind == "scores":
        raise cannot_say("preflib", "scores", "Write csv, abif or packed.")
    if ballots.withdrawn:
        raise cannot_say("preflib", "who withdrew", "Write blt or packed.")
    if profile.kind == "ranked":
        step = "Write blt, csv or packed, or end such papers there (--cut, cut=True)."
        blank = "a rank left blank"
        refuse_rows("preflib", blank, profile, lambda row: profile.skipped in row, step)
    if profile.kind == "choices":
        refuse_twice("preflib", profile, "Write packed.")
    lines = []
    rows = profile.grouped()
    for row, papers in sorted(rows.items(), key=lambda pair: (-pair[1], pair[0])):
        lines.append(f"{papers}: {_written(row, profile)}")
    head = [
        f"# TITLE: {_plain(ballots.title)}",
        f"# DATA TYPE: {_type(profile)}",
        f"# NUMBER ALTERNATIVES: {len(profile.candidates)}",
        f"# NUMBER VOTERS: {profile.total}",
        f"# NUMBER UNIQUE ORDERS: {len(rows)}",
    ]
    if profile.kind == "choices":
        head += ["# NUMBER CATEGORIES: 2", "# CATEGORY NAME 1: Yes", "# CATEGORY NAME 2: No"]
    head += [
        f"# ALTERNATIVE NAME {k}: {_plain(name)}" for k, name in enumerate(profile.candidates, 1)
    ]
    return "\n".join([*head, *lines]) + "\n"


def _type(profile: Profile) -> str:
    if profile.kind == "choices":
        return "cat"
    cells = set(profile.cells)
    complete = all(
        sum(0 < c <= len(profile.candidates) for c in row) == len(profile.candidates)
        for row in profile.grouped()
    )
    return ("to" if profile.tied in cells else "so") + ("c" if complete else "i")


def _written(row: Sequence[int], profile: Profile) -> str:
    if profile.kind == "choices":
        rest = [k for k in range(1, len(profile.candidates) + 1) if k not in row]
        return ",".join(_set(part) for part in (sorted(row), rest))
    ranks = ranks_of(row, profile.tied, profile.skipped)
    if not ranks:
        return "{}"
    return ",".join(_set(rank) for rank in ranks)


def _set(rank: Sequence[int]) -> str:
    text = ",".join(map(str, rank))
    return text if len(rank) == 1 else "{" + text + "}"


def _plain(text: str) -> str:
    if text != text.strip() or not text.isprintable():
        raise cannot_say("preflib", f"the name {text!r}", "Give it a plainer name.")
    return text


FORM = Form(
    name="preflib",
    about="PrefLib orders and categories",
    extensions=("soc", "soi", "toc", "toi", "cat"),
    looks=looks,
    read=read,
    write=write,
    no_skips=True,
    order=20,
)
