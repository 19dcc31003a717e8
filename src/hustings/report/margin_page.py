"""How close it was as a page: one sentence, the changed papers that show it, and every seat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hustings.auditing.margin_result import Margin, SeatMargin, papers
from hustings.report import words
from hustings.report.blocks import Provenance, Table, table
from hustings.report.count_csv import as_csv
from hustings.report.count_numbers import many

COLUMNS = "candidate,elected,kind,lower,upper,lot,papers_valid,rule,data_sha256".split(",")
MOST_MOVES = 12
"""Kinds of changed papers shown as text; JSON has them all."""


@dataclass(frozen=True, slots=True)
class MarginPage:
    """Everything a margin has to say, ready to print."""

    name: str
    title: str
    dek: str
    headline: str
    lead: tuple[str, ...]
    seats: Table
    witness: Table
    notes: tuple[str, ...]
    provenance: Provenance


def margin_page(margin: Margin, *, command: str = "") -> MarginPage:
    """The page of a margin; `command` is what makes the same one again."""
    title = margin.title or "A count"
    return MarginPage(
        name=words.slug(f"margin-{title}"),
        title=f"How close it was: {title}",
        dek=_dek(margin),
        headline=_headline(margin),
        lead=tuple(_lead(margin)),
        seats=_seats(margin),
        witness=_witness(margin),
        notes=tuple(_notes(margin)),
        provenance=_provenance(margin, command),
    )


def margin_csv(margin: Margin) -> str:
    """One row a candidate: papers that would have to change for the seat, empty for unknown."""
    return as_csv(COLUMNS, (_cells(margin, entry) for entry in margin.entries))


def _cells(margin: Margin, entry: SeatMargin) -> list[str]:
    numbers = ["" if n is None else str(n) for n in (entry.lower, entry.upper, entry.lot)]
    elected = "yes" if entry.elected else "no"
    first = [entry.candidate, elected, entry.kind, *numbers]
    return [*first, str(margin.valid), margin.rule, margin.data_sha256]


def _dek(margin: Margin) -> str:
    seats = words.capital(words.counted(margin.seats, "seat"))
    valid = f", {many(margin.valid, 'valid paper')}" if margin.valid else ""
    return f"{seats}, {words.number(len(margin.candidates))} candidates{valid}, rule {margin.rule}."


def _headline(margin: Margin) -> str:
    if margin.never or margin.upper is None:
        return str(margin)
    seen = " (witness confirmed by re-count)" if margin.confirmed else ""
    if margin.exact:
        return f"The last seat turns on exactly {papers(margin.lower)}{seen}."
    least = f"{margin.lower:,}"
    return f"The last seat turns on {papers(margin.upper)} at most{seen} and at least {least}."


def _lead(margin: Margin) -> Iterable[str]:
    gained = [name for name in margin.recount if name not in margin.elected]
    lost = [name for name in margin.elected if name not in margin.recount]
    if margin.confirmed and gained and lost:
        yield f"After them {words.listed(gained)} would sit in place of {words.listed(lost)}."
    if margin.valid and margin.upper is not None:
        yield f"That is {_share(margin.upper, margin.valid)} of the valid papers."
    if not margin.complete:
        yield "Time ran out before the search ended; the bounds hold, closer ones may exist."


def _share(part: int, whole: int) -> str:
    """A share of papers, to two places of a percent where it is small."""
    hundredths = (part * 20_000 + whole) // (2 * whole)
    if hundredths >= 1000:
        return f"{(hundredths + 50) // 100} %"
    return f"{hundredths // 100}.{hundredths % 100:02d} %"


def _seats(margin: Margin) -> Table:
    last = sum(entry.elected for entry in margin.entries)
    return table(
        "seats",
        "Changed papers that alter a seat",
        ["Candidate", "Now", ">At least", ">At most", ">To a lot", "Known"],
        [
            [
                entry.candidate,
                "elected" if entry.elected else "not elected",
                "–" if entry.never else f"{entry.lower:,}",
                "never" if entry.never else _number(entry.upper),
                _number(entry.lot),
                {"lower": "lower bound", "never": "impossible"}.get(entry.kind, entry.kind),
            ]
            for entry in margin.entries
        ],
        note="To lose the seat, or to win one, for sure. To a lot: the fewest papers that leave "
        "it to a lot, where known.",
        line_after=last,
    )


def _number(n: int | None) -> str:
    return "–" if n is None else f"{n:,}"


def _witness(margin: Margin) -> Table:
    shown = margin.witness[:MOST_MOVES]
    left = sum(move.papers for move in margin.witness[MOST_MOVES:])
    more = f"And {papers(left)} of {len(margin.witness) - len(shown)} more kinds. " if left else ""
    return table(
        "witness",
        "Papers that would alter who is elected",
        [">Papers", "That begin", "Become"],
        [[f"{move.papers:,}", *move.said] for move in shown],
        note=f"{more}Nothing stands on the new papers after what is shown. Where more papers begin "
        "so, the first are meant, in the order of candidates' numbers on them.",
    )


def _notes(margin: Margin) -> Iterable[str]:
    if not margin.never:
        yield "A changed paper is replaced by any other valid paper; none is added or taken away."
        yield f"Lower bound: {margin.basis}."
    yield from margin.notes


def _provenance(margin: Margin, command: str) -> Provenance:
    from hustings import __version__

    cite = f"hustings {__version__}, margin of {margin.title or 'a count'} under {margin.rule}"
    data = f", data {margin.data_sha256[:12]}" if margin.data_sha256 else ""
    facts = (
        ("counts made", f"{margin.counts:,}"),
        ("courses looked at", f"{margin.states:,}"),
        ("data", margin.data_sha256),
    )
    return Provenance(f"{cite}{data}.", facts, command)
