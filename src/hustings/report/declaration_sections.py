"""A declaration's sheet as sections, for text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hustings.report.count_stages import text_blocks
from hustings.report.declaration_statements import open_lines
from hustings.report.plain_page import Section

if TYPE_CHECKING:
    from hustings.report.declaration_page import DeclarationPage

LINE = "_" * 28
WIDTH = 100


def sections(page: DeclarationPage) -> Iterator[Section]:
    """The sheet as sections, for text."""
    yield Section("The contest", tuple(f"{label}: {said}" for label, said in page.facts))
    if page.votes.rows:
        yield Section("Votes", tables=(page.votes,))
    if page.filled:
        yield Section("How the seats were filled", items=page.filled)
    meanings = tuple(f"{term.word}: {term.meaning}." for term in page.definitions)
    tables = tuple(t for t in (page.papers, page.reasons, page.balance) if t.rows)
    if tables:
        yield Section("The paper account", tables=tables)
    if page.turnout:
        yield Section("Turnout", items=page.turnout)
    if meanings:
        yield Section("What the figures mean", items=meanings)
    if page.handling:
        yield Section("Conduct", tuple(f"{label}: {said}" for label, said in page.handling))
    law = (f"Law: {page.law}",) if page.law else ()
    taken = tuple(f"ASSUMED {topic}: {value}" for topic, value in page.assumed)
    if page.votes.rows:
        yield Section("The rule", (f"Rule: {page.rule}", *law), items=taken)
    if page.statements:
        lines = [line for said in page.statements for line in open_lines(said)]
        source = (f"Source: {page.asked_source}",) if page.asked_source else ()
        yield Section(page.asked, (*lines, *source))
    if page.inspection:
        yield Section("Inspection", (page.inspection,))
    signed = (
        f"Signed {LINE}   Name {name or LINE}   {office or 'Office ______________'}"
        for name, office in page.signatures
    )
    yield Section("Signatures", tuple(signed))
    if page.sheet is not None:
        yield Section("Stage sheet", tables=text_blocks(page.sheet, WIDTH))
    if page.stated_sheet is not None:
        yield Section("Stage sheet, as stated", tables=(page.stated_sheet,))
    made = tuple(f"{label}: {said}" for label, said in page.provenance.facts)
    yield Section("Made of", made)
