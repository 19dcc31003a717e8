"""A count as one row a candidate: for data frames, notebooks and comparison."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hustings.model.count import Count

ELECTED, EXCLUDED, NOT_ELECTED, WITHDRAWN = "Elected", "Excluded", "Not elected", "Withdrawn"


def fates(count: Count) -> dict[int, tuple[str, int | None]]:
    """What became of each candidate, and at which stage (None where no stage says so)."""
    away = {*count.terms.withdrawn, *count.terms.after_issue}
    found: dict[int, tuple[str, int | None]] = {
        c: (WITHDRAWN if name in away else NOT_ELECTED, None)
        for c, name in enumerate(count.candidates)
    }
    for stage in count.stages:
        found.update({o.candidate: (EXCLUDED, stage.number) for o in stage.excluded})
        found.update({o.candidate: (ELECTED, stage.number) for o in stage.elected})
    return found


def rows(count: Count) -> list[Mapping[str, Any]]:
    """One mapping a candidate: name, status, stage and exact votes after every stage, as text."""
    became = fates(count)
    return [
        {
            "candidate": name,
            "status": became[c][0],
            "stage": became[c][1],
            **{f"stage {s.number}": count.text(s.votes[c]) for s in count.stages},
        }
        for c, name in enumerate(count.candidates)
    ]


def html(count: Count) -> str:
    """A plain table for notebooks; the report is `hustings count --report`."""
    table = rows(count)
    head = "".join(f"<th>{escape(key)}</th>" for key in table[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(v or ''))}</td>" for v in row.values()) + "</tr>"
        for row in table
    )
    return (
        f"<p>{escape(str(count))}</p><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
