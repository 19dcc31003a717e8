"""Writes the tables of docs/records/ from the schema and the registry, between their marks."""

from __future__ import annotations

from pathlib import Path

from hustings.formats.event_reference import kinds_reference
from hustings.formats.reference import tables_reference

HOME = Path(__file__).resolve().parents[1] / "docs/records"
PAGE = HOME / "README.md"
EVENTS = HOME / "events.md"
BEGIN = "<!-- tables: written by tools/write_record_docs.py -->\n"
END = "<!-- end of tables -->\n"


def written(page: str) -> str:
    """The page of the record folder with its tables as the schema has them."""
    return _between(page, tables_reference())


def written_events(page: str) -> str:
    """The page of events with its kinds as the registry has them."""
    return _between(page, kinds_reference())


def _between(page: str, tables: str) -> str:
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{tables}\n{END}{after}"


def write() -> None:
    """Write both pages."""
    for path, make in ((PAGE, written), (EVENTS, written_events)):
        path.write_text(make(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
