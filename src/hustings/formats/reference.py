"""The reference of the folder format, written from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from hustings.formats.known_from import DERIVATIONS, Derivation
from hustings.formats.schema import COMMON, TABLES, Column, Table


def tables_reference() -> str:
    """Every table's columns, keys and dating rule, as Markdown."""
    dating = {derivation.table: derivation for derivation in DERIVATIONS}
    parts = ["\n".join(_common())]
    parts += ["\n".join(_table(table, dating[table.name])) for table in TABLES]
    return "\n\n".join(parts) + "\n"


def _common() -> Iterator[str]:
    yield "### Columns of every table"
    yield ""
    yield from _columns(COMMON)


def _table(table: Table, dating: Derivation) -> Iterator[str]:
    yield f"### `{table.file}`" + (" (required)" if table.required else "")
    yield ""
    yield table.about
    yield ""
    yield from _columns(column for column in table.columns if column not in COMMON)
    yield ""
    yield f"Rows differ by {', '.join(f'`{key}`' for key in table.keys)}."
    yield ""
    yield f"Known from, when not given: {dating.rule}; because {dating.reason}."


def _columns(columns: Iterator[Column] | tuple[Column, ...]) -> Iterator[str]:
    yield "| column | cells | what it says |"
    yield "|---|---|---|"
    for column in columns:
        name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
        yield f"| {name} | {column.kind.written} | {column.doc} |"
