"""Writes the tables of docs/records/README.md from the schema, between the two marks."""

from __future__ import annotations

from pathlib import Path

from hustings.formats.reference import tables_reference

PAGE = Path(__file__).resolve().parents[1] / "docs/records/README.md"
BEGIN = "<!-- tables: written by tools/write_record_docs.py -->\n"
END = "<!-- end of tables -->\n"


def written(page: str) -> str:
    """The page with its tables as the schema has them."""
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{tables_reference()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
