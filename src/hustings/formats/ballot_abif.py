"""ABIF, the Aggregated Ballot Information Format: `27: A>B=C` or `27: A/5,B/2` a line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

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
    row_of,
    too_many,
)
from hustings.formats.ballot_source import Source
from hustings.model.profile import BallotFile, Kind, Profile, cell_bytes, ranks_of

_DECLARED = re.compile(r"=\s*([^:\s\[\]]+)\s*:\s*\[([^\[\]]*)\]\s*\Z")
_MARK = re.compile(r"\s*(?:\[([^\[\]]*)\]|([^\s\[\]>=,/*]+))\s*(?:([/*])\s*([0-9]{1,9}))?\s*")
_LOOKS = re.compile(
    r"^\s*(=\s*[^:\s]+\s*:\s*\[|[0-9]+\s*:\s*[^0-9\s:{,][^:\n]*([>=/*]|$)|[0-9]+\s*:.*[>/=])", re.M
)
_TOKEN = re.compile(r"[A-Za-z0-9_.-]+\Z")
_STEP = "A line is: papers: A>B=C, or papers: A/5,B/2."


@dataclass
class _Abif:
    names: dict[str, str] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    papers: list[tuple[int, int, list[list[str]], dict[str, int]]] = field(default_factory=list)


def looks(source: Source) -> bool:
    """A declared candidate or a line of marked names."""
    first = source.head.lstrip()
    return bool(_LOOKS.search(source.head)) and not first.startswith(("{\n", "[", '{"'))


def read(source: Source, wish: Wish) -> BallotFile:
    """Candidates as declared, then those met only on ballots in order of name."""
    del wish
    found, faults = _Abif(), source.faults
    for line, text in enumerate(source.text.split("\n"), 1):
        plain = text.strip()
        if plain and not plain.startswith("#"):
            _line(plain, line, found, source)
    used = {n for _, _, ranks, marks in found.papers for n in chain(marks, *ranks)}
    tokens = [*found.names, *sorted(used - set(found.names))]
    number = {token: k for k, token in enumerate(tokens, 1)}
    names = [found.names.get(token, token) for token in tokens]
    too_many(len(names), 0, faults)
    faults.stop()
    at = {number[token]: line for token, line in found.at.items()}
    seats = whole(found.said.get("seats", ""))
    said = Said(names, found.said.get("title", ""), seats, at=at)
    return finish(source, "abif", said, _profile(found, number, names, source))


def _line(text: str, line: int, found: _Abif, source: Source) -> None:
    faults = source.faults
    before, colon, after = text.partition(":")
    if text.startswith("{") and text.endswith("}") and colon:
        found.said[before[1:].strip().strip('"').lower()] = after[:-1].strip().strip('"')
    elif match := _DECLARED.match(text):
        if match[1] in found.names:
            what = f"{quoted(match[1])} is declared twice"
            faults.add(line, "duplicate-candidate", what, "Declare each candidate once.")
        found.names[match[1]] = match[2].strip()
        found.at[match[1]] = line
    elif colon:
        papers = papers_of(before.strip(), line, faults)
        order = _order(_bare(after), line, source)
        if papers is not None and order is not None:
            found.papers.append((line, papers, *order))
    else:
        faults.add(line, "bad-line", f"{quoted(text)} is not ABIF", _STEP)


def _bare(text: str) -> str:
    """An order without the data that may follow it (`: {...}`) and without a comment."""
    order, brace, _ = text.partition("{")
    kept = order.rstrip().removesuffix(":") if brace else text
    plain = re.sub(r"\[[^\[\]]*\]", lambda match: "x" * len(match[0]), kept)
    mark = plain.find("#")
    return (kept if mark < 0 else kept[:mark]).strip()


def _order(text: str, line: int, source: Source) -> tuple[list[list[str]], dict[str, int]] | None:
    """Ranks, or points by candidate where the line has commas and no order."""
    if not text:
        return [], {}
    ranks: list[list[str]] = [[]]
    points: dict[str, int] = {}
    at, joint = 0, ">"
    joints: set[str] = set()
    while at < len(text):
        match = _MARK.match(text, at)
        if not match or match.end() == at:
            source.faults.add(line, "bad-order", f"{quoted(text)} is no order", _STEP)
            return None
        name = (match[1] if match[1] is not None else match[2]).strip()
        if joint == ">" and ranks[-1]:
            ranks.append([])
        ranks[-1].append(name)
        if match[4]:
            points[name] = int(match[4])
        at = match.end()
        joint = text[at : at + 1]
        joints |= {joint} - {""}
        at += 1
    named = list(chain(*ranks))
    scored = bool(points) and not joints & {">", "="}
    if (
        joint
        or joints - set(">=,")
        or ("," in joints and not scored)
        or (scored and (len(points) < len(named) or max(points.values()) > 60_000))
    ):
        source.faults.add(line, "bad-order", f"{quoted(text)} is no order", _STEP)
        return None
    return ([], points) if scored else ([rank for rank in ranks if rank], {})


def _profile(found: _Abif, number: dict[str, int], names: Sequence[str], source: Source) -> Profile:
    kinds = {bool(marks) for _, _, ranks, marks in found.papers if marks or ranks}
    if len(kinds) > 1:
        line = next(line for line, _, _, marks in found.papers if marks)
        what = "some lines rank and some give points"
        raise source.faults.fail(line, "mixed-kinds", what, "Put them into two files.")
    stated = found.said.get("ballot_type")
    scored = kinds == {True} or (not kinds and stated in ("range", "approval", "choose_many"))
    kind: Kind = "scores" if scored else "ranked"
    if scored and stated in ("approval", "choose_many"):
        kind = "choices"
    heap = Heap.of(len(names))
    if kind == "scores":
        check_size(len(found.papers), len(names), 2**28)
    item = cell_bytes(len(names), "ranked")
    for _, papers, ranks, marks in found.papers:
        if kind == "scores":
            heap.rows.append([marks.get(t, -1) + 1 for t in number])
        elif kind == "choices":
            heap.rows.append(sorted(number[t] for t, n in marks.items() if n))
        else:
            heap.rows.append(row_of([[number[t] for t in rank] for rank in ranks], item))
        heap.papers.append(papers)
    return heap.profile(names, kind)


def write(ballots: BallotFile) -> str:
    """Declared candidates, then a line each distinct paper."""
    profile = ballots.profile
    if ballots.withdrawn:
        raise cannot_say("abif", "who withdrew", "Write blt or packed.")
    if profile.kind == "ranked":
        step = "Write blt, csv or packed, or end such papers there (--cut, cut=True)."
        refuse_rows("abif", "a rank left blank", profile, lambda row: profile.skipped in row, step)
    if profile.kind == "choices":
        refuse_twice("abif", profile, "Write packed.")
    lines = [f"{{title: {json.dumps(_plain(ballots.title), ensure_ascii=False)}}}"]
    if ballots.seats is not None:
        lines.append(f"{{seats: {ballots.seats}}}")
    if profile.kind != "ranked":
        lines.append(f"{{ballot_type: {'range' if profile.kind == 'scores' else 'approval'}}}")
    lines += [f"=c{k}: [{_plain(name)}]" for k, name in enumerate(profile.candidates, 1)]
    for row, papers in profile.grouped().items():
        lines.append(f"{papers}: {_written(row, profile)}")
    return "\n".join(lines) + "\n"


def _written(row: Sequence[int], profile: Profile) -> str:
    if profile.kind == "scores":
        given = [f"c{k}/{cell - 1}" for k, cell in enumerate(row, 1) if cell]
    elif profile.kind == "choices":
        given = [f"c{k}/1" for k in row]
    else:
        ranks = ranks_of(row, profile.tied, profile.skipped)
        return ">".join("=".join(f"c{k}" for k in rank) for rank in ranks)
    return ",".join(given)


def _plain(name: str) -> str:
    if set('[]{}"\\') & set(name) or name != name.strip() or (name and not name.isprintable()):
        raise cannot_say("abif", f"the name {name!r}", "Give it a plainer name.")
    return name


FORM = Form(
    name="abif",
    about="Aggregated Ballot Information Format",
    extensions=("abif",),
    looks=looks,
    read=read,
    write=write,
    no_skips=True,
    order=40,
)
