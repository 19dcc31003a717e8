"""The parts of a page of docs/rules that come from the code: its facts and its example."""

from __future__ import annotations

from hustings.model.count import Count
from hustings.rules.pack import Rule


def facts_table(rule: Rule) -> str:
    """The facts as a table; what nobody could cite is *assumed*."""
    lines = ["| topic | value | clause |", "|---|---|---|"]
    for fact in rule.facts:
        clause = "*assumed*" if fact.assumed else fact.clause
        lines.append(f"| {fact.topic} | {fact.value} | {clause} |")
    return "\n".join(lines)


def stage_table(count: Count) -> str:
    """A count as a table: a row a stage, votes at its end, who was elected (+) or excluded (-)."""
    head = ["stage", *count.candidates, count.unused_word, "lost", ""]
    lines = [f"| {' | '.join(head)} |".replace("|  |", "| |"), "|" + "---|" * len(head)]
    for stage in count.stages:
        of = ", ".join(count.candidates[c] for c in stage.of)
        acts = [f"+{count.candidates[o.candidate]}" for o in stage.elected]
        acts += [f"-{count.candidates[o.candidate]}" for o in stage.excluded]
        cells = [
            f"{stage.number} {stage.act} {of}".strip(),
            *(count.text(v) for v in stage.votes),
            count.text(stage.non_transferable),
            count.text(stage.lost),
            " ".join(acts),
        ]
        lines.append(f"| {' | '.join(cells)} |".replace("|  |", "| |"))
    return "\n".join(lines)
