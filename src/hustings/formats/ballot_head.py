"""The head that packed and Parquet files carry: everything but the papers, checked when read."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from hustings.formats.ballot_arrays import cells_of, papers_of_rows
from hustings.formats.ballot_form import Said
from hustings.formats.ballot_json import is_int
from hustings.model.profile import MOST_CANDIDATES, MOST_PAPERS, BallotFile, Profile

MOST_POINTS = 60_000
"""Points a mark may give, in any form."""


def head_of(ballots: BallotFile, rows: int, papers: bool) -> dict[str, Any]:
    """The head of a file with so many rows; candidates by number."""
    profile = ballots.profile
    number = {name: k for k, name in enumerate(profile.candidates, 1)}
    return {
        "kind": profile.kind,
        "item": profile.item,
        "rows": rows,
        "width": profile.width,
        "papers": papers,
        "title": ballots.title,
        "seats": ballots.seats,
        "votes_allowed": ballots.votes_allowed,
        "withdrawn": [number[name] for name in ballots.withdrawn],
        "tie_order": [number[name] for name in ballots.tie_order],
        "parties": dict(ballots.parties),
        "candidates": list(profile.candidates),
    }


def said_of(head: dict[str, Any]) -> Said:
    """What a checked head says."""
    return Said(
        candidates=head["candidates"],
        title=head["title"],
        seats=head["seats"],
        votes_allowed=head["votes_allowed"],
        withdrawn=head["withdrawn"],
        tie_order=head["tie_order"],
        parties=head["parties"],
    )


def check_head(line: bytes) -> dict[str, Any] | None:
    """The head, or None when a value is not what it must be."""
    try:
        head = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return head if isinstance(head, dict) and _names(head) and _numbers(head) else None


def _names(head: dict[str, Any]) -> bool:
    names, parties = head.get("candidates"), head.get("parties")
    return (
        isinstance(names, list)
        and 0 < len(names) <= MOST_CANDIDATES
        and all(isinstance(name, str) for name in names)
        and isinstance(head.get("title"), str)
        and isinstance(parties, dict)
        and all(isinstance(party, str) for party in parties.values())
    )


def _numbers(head: dict[str, Any]) -> bool:
    count = len(head["candidates"])
    sizes: list[Any] = [head.get(key) for key in ("item", "rows", "width")]
    claims: list[Any] = [head.get(key) for key in ("seats", "votes_allowed")]
    orders: list[Any] = [head.get(key) for key in ("withdrawn", "tie_order")]
    return (
        {"seats", "votes_allowed"} <= head.keys()
        and all(is_int(n) and 0 < n < 2**40 for n in sizes)
        and head["item"] in (1, 2)
        and head.get("kind") in ("ranked", "choices", "scores")
        and (head["kind"] == "scores" or head["item"] == (1 if count <= 250 else 2))
        and (head["kind"] != "scores" or head["width"] == count)
        and isinstance(head.get("papers"), bool)
        and all(n is None or (is_int(n) and 0 <= n < 2**31) for n in claims)
        and all(
            isinstance(order, list) and all(is_int(k) and 0 < k <= count for k in order)
            for order in orders
        )
    )


def sound(profile: Profile) -> bool:
    """Cells are candidates or codes, no gap, ties between candidates, papers above zero."""
    if profile.papers is not None and len(profile):
        papers = papers_of_rows(profile)
        if papers.min() < 1 or papers.max() >= MOST_PAPERS:
            return False
    cells = cells_of(profile)
    if profile.kind == "scores":
        return int(cells.max(initial=0)) <= MOST_POINTS + 1
    return all(_sound(cells[at : at + 2**16], profile) for at in range(0, len(cells), 2**16))


def _sound(block: Any, profile: Profile) -> bool:
    count = len(profile.candidates)
    most = profile.tied if profile.kind == "ranked" else count
    gap = (block[:, :-1] == 0) & (block[:, 1:] != 0)
    if int(block.max()) <= count:
        return not gap.any()
    strange = (block > count) & (block < profile.skipped)
    tie = block == profile.tied
    person = (block > 0) & (block <= count)
    between = np.zeros_like(tie)
    between[:, 1:-1] = person[:, :-2] & person[:, 2:]
    return not (strange.any() or gap.any() or (tie & ~between).any() or int(block.max()) > most)
