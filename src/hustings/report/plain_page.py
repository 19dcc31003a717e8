"""The page most answers need: a headline, sections of sentences, tables and charts, sources."""

from __future__ import annotations

from dataclasses import dataclass

from hustings.report.blocks import KeyNumber, Provenance, Source, Stated, Table
from hustings.report.figure import Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: sentences, then tables, then charts.

    Text shows `figures` by nothing, so what a chart says stands in the tables or sentences too.
    """

    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainPage:
    """Everything an answer has to say, ready to print as text or HTML.

    `kicker` says in a word or two what kind of page it is; `name` is its file name without ending.
    """

    name: str
    kicker: str
    title: str
    dek: str
    headline: str
    provenance: Provenance
    lead: tuple[str, ...] = ()
    numbers: tuple[KeyNumber, ...] = ()
    sections: tuple[Section, ...] = ()
    assumptions: tuple[Stated, ...] = ()
    notes: tuple[str, ...] = ()
