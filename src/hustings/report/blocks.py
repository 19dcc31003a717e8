"""The pieces that every page is put together from: tables, key numbers, sources, provenance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from hustings.report.words import tidy

_NUMERIC = re.compile(r"[\d.]+|[\da-f:]*:[\da-f:]*")
"""A host given by its number, as stored copies of old pages are."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; numbers stand to the right."""

    head: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to print; `line_after` draws a line under that many rows (the last seat)."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    line_after: int = 0
    strong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One of the few numbers that a reader takes away."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something comes from; `url` is empty when it is not on the web."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means here."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What someone needs to cite a page or to make it again."""

    cite: str
    facts: tuple[tuple[str, str], ...]
    command: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """An assumption: what it is, how large, where it comes from."""

    name: str
    meaning: str
    value: str
    sources: tuple[Source, ...]
    adjustable: bool


def table(
    name: str,
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    note: str = "",
    line_after: int = 0,
    strong: Iterable[int] = (),
) -> Table:
    """A table; a head that starts with `>` is a column of numbers."""
    columns = tuple(Column(head.removeprefix(">"), head.startswith(">")) for head in heads)
    body = tuple(tuple(row) for row in rows)
    return Table(name, caption, columns, body, note, line_after, tuple(strong))


def without(made: Table, head: str) -> Table:
    """The table without a column; itself when it has none of that head."""
    kept = [i for i, column in enumerate(made.columns) if column.head != head]
    columns = tuple(made.columns[i] for i in kept)
    return replace(made, columns=columns, rows=tuple(tuple(r[i] for i in kept) for r in made.rows))


def sources(text: str) -> tuple[Source, ...]:
    """The sources of a cell: parts divided by ` | `, web addresses known by their host."""
    return tuple(_source(part.strip()) for part in text.split(" | ") if part.strip())


def hosts(found: Sequence[Source], most: int = 2) -> str:
    """Sources in short: the first few, then how many more."""
    names = list(dict.fromkeys(source.text for source in found))
    more = f" +{len(names) - most}" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _source(part: str) -> Source:
    if part.startswith(("http://", "https://")):
        try:
            host = urlsplit(part).hostname or ""
        except ValueError:
            host = ""
        named = "a stored copy" if _NUMERIC.fullmatch(host) else host.removeprefix("www.")
        return Source(named or part, part) if host else Source(part)
    return Source(tidy(part))
