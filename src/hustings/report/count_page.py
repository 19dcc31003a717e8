"""A count as a page: who is elected, every stage of it, and the clause behind each step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hustings.arithmetic import Number
from hustings.model.constraints import Constraint, Guarded, OrderEffect, PaperRange
from hustings.model.count import Count, Exhibit
from hustings.report import words
from hustings.report.blocks import KeyNumber, Provenance, Table, Term, table
from hustings.report.count_flows import Flows, Series, flows, series
from hustings.report.count_numbers import Printed, grouped, many
from hustings.report.count_official import OfficialBlock, official_block
from hustings.report.count_said import StageSaid, TieSaid, clause_said, stages_said, ties_said
from hustings.report.count_stages import StageTable, by_outcome, fate_said, stage_table
from hustings.report.counted import Counted
from hustings.report.rules_page import facts_table, rule_name

CSV_NOTE = (
    "An exclusion is told here at the stage that moves the papers; the CSV, like the councils' "
    "tables, gives the stage before in occurred_on_count."
)
GLOSSARY = (
    Term(
        "Paper", "The sheet a voter sends back; a valid paper holds one vote when the count begins."
    ),
    Term("Quota", "The number of votes that elects."),
    Term(
        "Stage",
        "One act of the count, such as a surplus or an exclusion, and where it leaves every vote.",
    ),
    Term(
        "Surplus", "The votes of an elected candidate above the quota, passed to next preferences."
    ),
    Term("Exclude", "To take out a candidate; the papers pass to the next preference."),
    Term("Non-transferable", "Votes of papers on which no continuing candidate is next."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPage:
    """Everything a count has to say, ready to print; `flows` and `series` are for drawings."""

    name: str
    title: str
    dek: str
    headline: str
    basis: str
    lead: tuple[str, ...]
    numbers: tuple[KeyNumber, ...]
    official: OfficialBlock | None
    elected: Table
    papers: Table
    stages: StageTable
    said: tuple[StageSaid, ...]
    ties: tuple[TieSaid, ...]
    exhibits: tuple[Table, ...]
    terms: tuple[tuple[str, str], ...]
    facts: Table
    assumed: tuple[str, ...]
    notes: tuple[str, ...]
    flows: Flows | None
    series: Series
    provenance: Provenance
    sankey_note: str
    lines_note: str
    sheet_caption: str
    csv_note: str
    glossary: tuple[Term, ...] = GLOSSARY


def count_page(counted: Counted | Count, *, command: str = "") -> CountPage:
    """The page of a count; `command` is what makes the same one again."""
    given = counted if isinstance(counted, Counted) else Counted(count=counted)
    count = given.count
    said = Printed(count)
    official = official_block(given.official) if given.official is not None else None
    flow, lines = flows(count), series(count)
    return CountPage(
        name=words.slug(f"count-{count.title or given.file or count.rule}"),
        title=count.title or given.file or "A count",
        dek=_dek(given),
        headline=headline(count),
        basis=_basis(count, said),
        lead=_lead(count, official),
        numbers=_numbers(count, said, official),
        official=official,
        elected=_outcomes(given, said),
        papers=_papers(count),
        stages=stage_table(count),
        said=stages_said(count, said),
        ties=ties_said(count),
        exhibits=tuple(_exhibit(e) for e in count.exhibits),
        terms=tuple(_terms(count)),
        facts=facts_table(count.facts),
        assumed=tuple(f"{f.topic}: {f.value}" for f in count.facts if f.assumed),
        notes=given.notes,
        flows=flow,
        series=lines,
        provenance=_provenance(given, command),
        sankey_note=_sankey_note(flow, count) if flow else "",
        lines_note=_lines_note(lines, count),
        csv_note=CSV_NOTE if any(s.excluded for s in count.stages[1:]) else "",
        sheet_caption=f"{words.capital(count.votes_word)} moved and held at the end of every stage",
    )


def _sankey_note(made: Flows, count: Count) -> str:
    """How to read the flow of votes, and what it leaves out."""
    folded = (
        f" {words.capital(words.counted(made.folded, 'candidate'))} drawn together."
        if (made.folded)
        else ""
    )
    return (
        f"Each band is as thick as the {count.votes_word} it stands for. Pale: stayed; strong: "
        f"moved. Outlined: elected.{folded}"
    )


def _lines_note(made: Series, count: Count) -> str:
    folded = (
        f" Grey, without a name: the {words.number(made.folded)} weakest." if made.folded else ""
    )
    quota = ""
    if count.quota is not None:
        moves = len({q for q in made.quota if q is not None}) > 1
        at = ", at the end" if moves else ""
        quota = f"Broken line: quota{at} {plain_quota(count, Printed(count))}. "
    return f"{quota}A line ends where a candidate is out.{folded}"


def headline(count: Count) -> str:
    """Who is elected, in order, in one sentence."""
    if not count.elected:
        return "Nobody is elected."
    verb = "is" if len(count.elected) == 1 else "are"
    return f"{words.listed(count.winners)} {verb} elected{_in_order(count)}."


def _in_order(count: Count) -> str:
    return ", in that order" if len(count.elected) > 1 and len(count.stages) > 1 else ""


def _dek(given: Counted) -> str:
    count = given.count
    seats = words.capital(words.counted(count.terms.seats, "seat"))
    stand = words.counted(len(count.candidates), "candidate")
    return f"{seats}, {stand}. Counted under {count.rule}: {count.rule_title}."


def _basis(count: Count, said: Printed) -> str:
    """The key numbers in a sentence, for text."""
    quota = f"Quota {plain_quota(count, said)}; " if count.quota is not None else ""
    stages = words.counted(len(count.stages), "stage")
    return f"{quota}{many(count.valid, 'valid paper')}; {stages}."


def _lead(count: Count, official: OfficialBlock | None) -> tuple[str, ...]:
    sentences = [count.void] if count.void else []
    if count.vacant > 0:
        verb = "stays" if count.vacant == 1 else "stay"
        seats = words.capital(words.counted(count.vacant, "seat"))
        sentences.append(f"{seats} {verb} vacant.")
    if count.titles:
        held = [f"{count.candidates[c]}: {title}" for c, title in count.titles]
        sentences.append(f"By order of election: {'; '.join(held)}.")
    sentences += _ties(count)
    if official is not None:
        sentences.append(official.sentence)
    return tuple(sentences)


def _ties(count: Count) -> list[str]:
    """How many ties there were, and how many a lot had to settle."""
    ties, lots = sum(len(s.ties) for s in count.stages), len(count.lots)
    if not ties:
        return []
    if ties == 1:
        return [f"One tie was settled {'by lot' if lots else 'by an earlier stage'}."]
    all_of = "both" if ties == 2 else "all"
    some = f"{words.number(lots)} of them" if lots else "none"
    by = f"{all_of if lots == ties else some} by lot"
    return [f"{words.capital(words.number(ties))} ties were settled, {by}."]


def plain_quota(count: Count, said: Printed) -> str:
    """The quota without decimals that are all zero: `1,530`."""
    assert count.quota is not None
    text = said.votes(count.quota)
    whole, _, rest = text.partition(".")
    return whole if not rest.strip("0") else text


def _numbers(count: Count, said: Printed, official: OfficialBlock | None) -> tuple[KeyNumber, ...]:
    numbers = []
    if official is not None:
        numbers.append(KeyNumber(official.score, "cells of the official result agree"))
    if count.quota is not None:
        numbers.append(KeyNumber(plain_quota(count, said), "quota"))
    detail = "" if count.papers == count.valid else f"of {count.papers:,} in the box"
    label = many(count.valid, "valid paper").partition(" ")[2]
    numbers.append(KeyNumber(f"{count.valid:,}", label, detail))
    if count.vacant > 0:
        seats = f"{len(count.elected)} of {count.terms.seats}"
        numbers.append(KeyNumber(seats, "seats filled"))
    if official is None and len(count.stages) > 1:
        numbers.append(KeyNumber(f"{len(count.stages)}", "stages"))
    return tuple(numbers)


def _outcomes(given: Counted, said: Printed) -> Table:
    count = given.count
    parties = given.parties
    heads = ["Candidate", *(["Party"] if parties else []), "Outcome", "Clause", f">{_last(count)}"]
    rows = [
        [
            count.candidates[c],
            *([parties.get(count.candidates[c], "")] if parties else []),
            *_outcome(count, c),
            said.votes(_most(count, c)),
        ]
        for c in by_outcome(count)
    ]
    most = f"Most {count.votes_word}: the most a candidate held at any stage."
    return table(
        "outcomes",
        "What became of each candidate",
        heads,
        rows,
        note=most if len(count.stages) > 1 else "",
        line_after=len(count.elected) if len(count.elected) < len(rows) else 0,
        strong=range(len(count.elected)),
    )


def _last(count: Count) -> str:
    word = words.capital(count.votes_word)
    return f"Most {count.votes_word}" if len(count.stages) > 1 else word


def _most(count: Count, c: int) -> Number:
    return max(stage.votes[c] for stage in count.stages)


def _outcome(count: Count, c: int) -> tuple[str, str]:
    word, at, found = count.fate(c)
    if word == "elected":
        nth = words.ordinal(count.elected.index(c) + 1)
        said = f"elected {nth}" + (f", stage {at}" if len(count.stages) > 1 else "")
    else:
        said = fate_said(count, word, at)
    return said, clause_said(count, found.clause) if found else ""


def _papers(count: Count) -> Table:
    rows = [["In the box", f"{count.papers:,}", ""]]
    rows += [
        [words.capital(what), f"{n:,}", clause or "assumed"] for what, n, clause in count.marks
    ]
    if count.papers != count.valid:
        rows.append(["Not valid", f"{count.papers - count.valid:,}", ""])
    rows.append(["Valid", f"{count.valid:,}", ""])
    return table("papers", "Papers", ["Papers", ">Number", "Clause"], rows, strong=[len(rows) - 1])


def _exhibit(shown: Exhibit) -> Table:
    numeric = [_numeric([row[i] for row in shown.rows]) for i in range(len(shown.columns))]
    heads = [f">{head}" if n else head for head, n in zip(shown.columns, numeric)]
    rows = [[grouped(cell) if n else cell for cell, n in zip(row, numeric)] for row in shown.rows]
    return table(
        words.slug(shown.title),
        shown.title,
        heads,
        rows,
        note=words.sentence(shown.note) if shown.note else "",
    )


def _numeric(cells: Sequence[str]) -> bool:
    """True for a column of numbers, some of which may be blank."""
    said = [cell.lstrip("-+−").replace(",", "").replace(".", "").replace("/", "") for cell in cells]
    return any(said) and all(cell.isdigit() for cell in said if cell)


def _terms(count: Count) -> Iterator[tuple[str, str]]:
    """What the count was asked besides the papers."""
    asked = count.terms
    yield "Seats", str(asked.seats)
    if asked.withdrawn:
        yield "Withdrawn before papers were issued", words.listed(asked.withdrawn)
    if asked.after_issue:
        yield "Withdrawn after papers were issued", words.listed(asked.after_issue)
    if asked.reopen:
        yield "Stands for re-opening nominations", asked.reopen
    for made in asked.constraints:
        yield _kind(made), constraint_said(made)
    for name, value in asked.options:
        yield f"Option {name}", value


def _kind(made: Constraint) -> str:
    if isinstance(made, Guarded):
        return "Guarded seat"
    if isinstance(made, OrderEffect):
        return "Effect of the order"
    return "Valid paper" if isinstance(made, PaperRange) else "Seats of a category"


def constraint_said(made: Constraint) -> str:
    """A constraint in a sentence, with its clause or that it is assumed."""
    law = f" ({made.clause})" if made.clause else " (assumed)"
    if isinstance(made, Guarded):
        return f"{made.name}: {words.listed(made.members)}{law}"
    if isinstance(made, OrderEffect):
        return f"{made.name}: {', '.join(made.titles)}{law}"
    most = "" if made.at_most is None else f", at most {made.at_most}"
    sits = getattr(made, "continuing", 0)
    on = f", {sits} who sit on counted" if sits else ""
    who = words.listed(sorted(made.members))
    return f"{made.name}: at least {made.at_least}{most}{on} of {who}{law}"


def _provenance(given: Counted, command: str) -> Provenance:
    count = given.count
    data = f"data {count.data_sha256[:12]}" if count.data_sha256 else "data without a hash"
    what = count.title or given.file or "a contest"
    cite = f"hustings {given.version}, count of {what} under {count.rule}, {data}."
    return Provenance(cite, tuple(_made_of(given)), command)


def _made_of(given: Counted) -> Iterator[tuple[str, str]]:
    count, lots = given.count, given.lots
    yield "Rule", f"{rule_name(count)}: {count.rule_title}"
    yield "Law", count.rule_source
    yield "Arithmetic", str(count.arithmetic)
    yield "Counted by", count.engine
    if given.file:
        yield "Ballots", given.file
    if given.file_sha256:
        what = "all papers as one file" if given.files else "that file"
        yield f"SHA-256 of {what}", given.file_sha256
    yield "SHA-256 of what the papers say", count.data_sha256
    if lots is not None and lots.seed:
        yield "Seed of the lots", lots.seed
    if lots is not None and lots.commitment:
        yield "Commitment to the seed", lots.commitment
    if lots is not None and lots.standing:
        yield "Standing order of lots", ", ".join(lots.standing)
    yield "hustings", given.version
