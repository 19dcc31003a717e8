"""A body by its address: RECORD/BODY, or RECORD alone where it has exactly one body."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from hustings.errors import UnknownName
from hustings.model import Record
from hustings.store.opening import open_record

_LAST_STEP = re.compile(r"(?P<record>.+)[/\\](?P<body>[^/\\]+)")


def open_body(text: str) -> tuple[Record, str]:
    """The record and the body_id that `labour-nec/nec`, `path/to/folder/BODY` or RECORD names.

    UnknownName, with the nearest addresses, when there is no such record or body, or when a RECORD
    alone has several bodies; InputError when the record cannot be used.
    """
    address, body = text.rstrip("/\\") or text, ""
    step = _LAST_STEP.fullmatch(address)
    if step and not _is_a_record(Path(address)):
        address, body = step["record"], step["body"]
    record = open_record(address)
    return record, _the_body(record, address, body)


def body_of(given: Record | str | Path, body_id: str = "") -> tuple[Record, str]:
    """The record and body_id of an address, or of a Record, path or name with its `body_id`.

    Raises as `open_body` does.
    """
    if isinstance(given, Record):
        return given, _the_body(given, given.name, body_id)
    if not body_id:
        return open_body(str(given))
    record = open_record(given)
    return record, _the_body(record, str(given), body_id)


def bodies_of(record: Record) -> tuple[str, ...]:
    """The body_ids of a record, in order: those of its bodies, else those of its members."""
    return tuple(sorted({b.id for b in record.bodies} | {s.body_id for s in record.members}))


def _is_a_record(folder: Path) -> bool:
    """True for a folder that holds a record, or that cannot be a body because none is above it."""
    if (folder / "record.toml").is_file():
        return True
    return folder.is_dir() and not (folder.parent / "record.toml").is_file()


def _the_body(record: Record, address: str, body: str) -> str:
    ids = bodies_of(record)
    if body in ids:
        return body
    if not ids:
        raise UnknownName(
            f"record {address!r} has no bodies; list them in bodies.csv and who sits on them in "
            "members.csv (docs/records/README.md)"
        )
    if not body and len(ids) == 1:
        return ids[0]
    near = (body and get_close_matches(body, ids, n=3, cutoff=0.3)) or ids
    said = ", ".join(f"{address}/{one}" for one in near)
    if not body:
        raise UnknownName(f"record {address!r} has {len(ids)} bodies: say which, as in {said}")
    raise UnknownName(f"no body {body!r} is known in record {address!r}; try {said}")
