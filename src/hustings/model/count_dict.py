"""A count as plain keys and exact strings, for JSON (`docs/json.md`)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hustings.model.count import Count, Outcome, Stage, Tie, Transfer


def count_dict(count: Count) -> dict[str, Any]:
    """See `Count.to_dict`."""
    return {
        "title": count.title,
        "rule": count.rule,
        "rule_title": count.rule_title,
        "clause": count.rule_source,
        "options": dict(count.terms.options),
        "arithmetic": str(count.arithmetic),
        "seats": count.terms.seats,
        "candidates": list(count.candidates),
        "withdrawn": [*count.terms.withdrawn, *count.terms.after_issue],
        "papers": count.papers,
        "valid": count.valid,
        "quota": None if count.quota is None else count.text(count.quota),
        "elected": list(count.winners),
        "titles": {count.candidates[c]: title for c, title in count.titles},
        "stages": [_stage(count, stage) for stage in count.stages],
        "lots": [asdict(lot) for lot in count.lots],
        "marks": [
            {"mark": what, "papers": papers, "clause": clause}
            for what, papers, clause in count.marks
        ],
        "exhibits": [asdict(exhibit) for exhibit in count.exhibits],
        "facts": [asdict(fact) for fact in count.facts],
        "engine": count.engine,
        "data_sha256": count.data_sha256,
    }


def _stage(count: Count, stage: Stage) -> dict[str, Any]:
    return {
        "number": stage.number,
        "act": stage.act,
        "of": [count.candidates[c] for c in stage.of],
        "clause": stage.clause,
        "votes": {n: count.text(v) for n, v in zip(count.candidates, stage.votes)},
        "non_transferable": count.text(stage.non_transferable),
        "lost_to_rounding": count.text(stage.lost),
        "quota": None if stage.quota is None else count.text(stage.quota),
        "transfers": [_transfer(count, t) for t in stage.transfers],
        "elected": [_outcome(count, o) for o in stage.elected],
        "excluded": [_outcome(count, o) for o in stage.excluded],
        "ties": [_tie(count, t) for t in stage.ties],
        "notes": list(stage.notes),
    }


def _name(count: Count, candidate: int | None) -> str | None:
    return None if candidate is None else count.candidates[candidate]


def _transfer(count: Count, transfer: Transfer) -> dict[str, Any]:
    return {
        "from": _name(count, transfer.source),
        "to": _name(count, transfer.to),
        "papers": transfer.papers,
        "value": count.text(transfer.value),
        "votes": count.text(transfer.votes),
    }


def _outcome(count: Count, outcome: Outcome) -> dict[str, Any]:
    return {
        "candidate": count.candidates[outcome.candidate],
        "clause": outcome.clause,
        "why": outcome.why,
    }


def _tie(count: Count, tie: Tie) -> dict[str, Any]:
    return {
        "tied": [count.candidates[c] for c in tie.tied],
        "purpose": tie.purpose,
        "chosen": count.candidates[tie.chosen],
        "settled_by": tie.settled_by,
        "clause": tie.clause,
    }
