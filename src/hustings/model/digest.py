"""The hash of what a record says, whatever files say it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date

from hustings.model.dates import PartialDate
from hustings.model.record import Record
from hustings.model.row import Row


def data_sha256(record: Record) -> str:
    """SHA-256 (hex) of a record's rows and settings in a canonical text.

    The text is one JSON line a row, each table's lines sorted. So the order of rows, the record's
    name and its prose do not count; a record that has passed the gate hashes what passed.
    """
    digest = hashlib.sha256()
    for name, rows in record.tables():
        for line in sorted(_line(name, row) for row in rows):
            digest.update(line.encode())
    settings = sorted((key, float(value)) for key, value in record.settings)
    digest.update(json.dumps(["settings", settings]).encode())
    return digest.hexdigest()


def _line(table: str, row: Row) -> str:
    said = {spec.name: getattr(row, spec.name) for spec in fields(row)}
    said = {name: value for name, value in said.items() if value not in (None, "", ())}
    return json.dumps([table, said], default=_plain, sort_keys=True) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, date | PartialDate):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical text")
