"""The end of a BLT file: names, title, and the options some tools put there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hustings.formats.ballot_faults import quoted, whole
from hustings.formats.ballot_source import Source

_SEVERAL = re.compile(r'\s*("[^"]*"\s*)+(#.*|/\*.*\*/\s*)?\Z')
_ONE = re.compile(r'\s*"(.*?)"\s*(#.*|/\*.*\*/\s*)?\Z')
_NOTE = re.compile(r"\s*(#.*|/\*.*\*/\s*)?\Z")


@dataclass
class Names:
    """The candidates in order, the line each stands on, and what follows them."""

    candidates: tuple[str, ...] = ()
    title: str = ""
    tie_order: tuple[int, ...] = ()
    at: dict[int, int] = field(default_factory=dict)


def one_name(line: str) -> list[str]:
    """The names on a line: in quotes, several in quotes, or a whole line without any."""
    if _SEVERAL.match(line):
        return [name.strip() for name in re.findall(r'"([^"]*)"', line)]
    match = _ONE.match(line) if len(line) < 2_000 else None
    return [match[1].strip() if match else line.strip()]


def read_names(lines: Sequence[str], first: int, candidates: int, source: Source) -> Names:
    """The names after the lone 0, from line `first`; short lists are a Problem."""
    found: list[tuple[str, int]] = []
    order: tuple[int, ...] = ()
    for line, text in enumerate(lines, first):
        if _NOTE.match(text):
            continue
        if re.match(r"\s*=tie\b", text):
            order = read_order(text.split()[1:], line, candidates, source)
        else:
            found += [(name, line) for name in one_name(text)]
    if len(found) < candidates:
        what = f"{len(found)} names for {candidates} candidates"
        step = "Name every candidate, one a line in quotes; the file may be cut short."
        source.faults.add(first + len(lines) - 1, "missing-names", what, step)
    _note_more([name for name, _ in found[candidates + 3 :]], source)
    names = tuple(name for name, _ in found[:candidates])
    at = {k: line for k, (_, line) in enumerate(found[:candidates], 1)}
    title = found[candidates][0] if len(found) > candidates else ""
    return Names(names, title, order, at)


def read_order(
    tokens: Sequence[str], line: int, candidates: int, source: Source
) -> tuple[int, ...]:
    """An order in which ties are to be broken: every candidate once (a last 0 is allowed)."""
    numbers = [whole(token) for token in tokens if token != "0"]
    if sorted(n or 0 for n in numbers) != list(range(1, candidates + 1)):
        what = f"{quoted(' '.join(tokens))} does not list each candidate once"
        source.faults.add(line, "bad-tie-order", what, "Mend the order, or take the line out.")
        return ()
    return tuple(n for n in numbers if n)


def _note_more(more: Sequence[str], source: Source) -> None:
    """Title, source and comment may follow the names (Droop); anything more is odd."""
    if any(more):
        what = f"{len(more)} lines after the title are left out, first {quoted(more[0])}"
        source.faults.note(0, "more-lines", what, "Check the number of candidates in line 1.")
