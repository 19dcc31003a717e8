"""JSON as ballots come in it, with faults instead of exceptions."""

from __future__ import annotations

import json
from typing import Any

from hustings.formats.ballot_source import Source


def parse(source: Source) -> Any:
    """The value in the file; InputError for broken, too deep or absurd JSON."""
    try:
        return json.loads(source.text)
    except RecursionError:
        step = "Check that it is a file of ballots."
        raise source.faults.fail(0, "bad-json", "it is nested too deep", step) from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        step = "Fetch the file again; it may be cut short."
        raise source.faults.fail(line, "bad-json", f"broken JSON ({error})"[:200], step) from None


def items(value: Any, key: str) -> list[dict[str, Any]]:
    """The objects in a list under `key`; anything else is left out."""
    found = value.get(key) if isinstance(value, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def is_int(value: Any) -> bool:
    """A whole number, and not true or false."""
    return isinstance(value, int) and not isinstance(value, bool)
