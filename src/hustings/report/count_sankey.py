"""Where each block and ribbon of a Sankey drawing lies; plain numbers in, paths out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hustings.report.count_flows import Flow, Flows

THINNEST = 0.4
"""Ribbons thinner than so many pixels are not drawn; their votes are in the blocks."""


@dataclass(frozen=True, slots=True)
class Place:
    """How a drawing lies: `along` the stages, `across` the votes, both in pixels.

    `down` turns it, so that stages follow each other from top to bottom, as a phone wants it.
    """

    along: float
    across: float
    gap: float
    block: float
    down: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What a party holds at the end of a stage: from `start` to `end` across, at `at` along."""

    stage: int
    party: str
    at: float
    start: float
    end: float

    @property
    def middle(self) -> float:
        """Half way across."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Votes between two blocks as the path of an SVG."""

    flow: Flow
    path: str
    thickness: float


def blocks(made: Flows, place: Place) -> list[Block]:
    """Every block, bands always in the same order, so that ribbons cross as little as can be."""
    most = max(len(held) for held in made.held)
    whole = max(sum(held.values()) for held in made.held)
    scale = (place.across - place.gap * (most - 1)) / whole
    step = (place.along - place.block) / max(len(made.held) - 1, 1)
    found = []
    for i, held in enumerate(made.held):
        start = 0.0
        for party in made.parties:
            if party.key in held:
                end = start + held[party.key] * scale
                found.append(Block(i + 1, party.key, i * step, start, end))
                start = end + place.gap
    return found


def ribbons(made: Flows, laid: Iterable[Block], place: Place) -> list[Ribbon]:
    """Every ribbon thick enough to be seen, what stays first so that transfers lie on top."""
    at = {(b.stage, b.party): b for b in laid}
    rank = {party.key: i for i, party in enumerate(made.parties)}
    most = max(len(held) for held in made.held)
    whole = max(sum(held.values()) for held in made.held)
    scale = (place.across - place.gap * (most - 1)) / whole
    leaves: dict[tuple[int, str], float] = {}
    comes: dict[tuple[int, str], float] = {}
    starts, ends = {}, {}
    for flow in sorted(made.flows, key=lambda f: (f.stage, rank[f.source], rank[f.to])):
        key = (flow.stage - 1, flow.source)
        starts[flow] = at[key].start + leaves.get(key, 0.0)
        leaves[key] = leaves.get(key, 0.0) + flow.votes * scale
    for flow in sorted(made.flows, key=lambda f: (f.stage, rank[f.to], rank[f.source])):
        key = (flow.stage, flow.to)
        ends[flow] = at[key].start + comes.get(key, 0.0)
        comes[key] = comes.get(key, 0.0) + flow.votes * scale
    found = []
    for flow in sorted(made.flows, key=lambda f: (f.moved, -f.votes)):
        thick = flow.votes * scale
        if thick >= THINNEST or not flow.moved:
            a = at[(flow.stage - 1, flow.source)].at + place.block
            b = at[(flow.stage, flow.to)].at
            path = _path(a, b, starts[flow], ends[flow], thick, place.down)
            found.append(Ribbon(flow, path, thick))
    return found


def _path(a: float, b: float, start: float, end: float, thick: float, down: bool) -> str:
    """A band of constant thickness from `start` at `a` to `end` at `b`."""
    half = (a + b) / 2

    def p(along: float, across: float) -> str:
        x, y = (across, along) if down else (along, across)
        return f"{x:.2f},{y:.2f}"

    there = f"M{p(a, start)}C{p(half, start)} {p(half, end)} {p(b, end)}"
    low, far = start + thick, end + thick
    return f"{there}L{p(b, far)}C{p(half, far)} {p(half, low)} {p(a, low)}Z"
