"""A count as one row a candidate: for data frames, notebooks and comparison."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hustings.model.count import Count


def rows(count: Count) -> list[Mapping[str, Any]]:
    """One mapping a candidate: name, status, stage and exact votes after every stage, as text."""
    return [
        {
            "candidate": name,
            "status": count.fate(c)[0],
            "stage": count.fate(c)[1] or None,
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
