"""A TOML file as tables whose every fault has a line and a next step."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from hustings.errors import InputError, Problem

HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
KEY = re.compile(r"^\s*([\w\-]+)\s*=")
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")

Place = tuple[str, int, str]
"""A table, which of its kind (from 0), and a key of it ("" for the table itself)."""


@dataclass
class TomlFile:
    """A file being read: its values, the line of every key, and the problems found so far."""

    name: str
    values: dict[str, Any]
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, place: Place, code: str, message: str, step: str) -> None:
        """Note a fault at the line of a key, or of its table."""
        line = self.lines.get(place) or self.lines.get((place[0], place[1], ""), 0)
        self.problems.append(Problem(self.name, line, code, message, step))

    def tables(self, table: str) -> list[dict[str, Any]]:
        """All `[[table]]` of a name."""
        found = self.values.get(table, [])
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            return found
        self.problem(("", 0, table), "bad-type", f"{table} is no table", f"Write [[{table}]].")
        return []

    def table(self, table: str) -> dict[str, Any]:
        """The one `[table]` of a name."""
        found = self.values.get(table, {})
        if isinstance(found, dict):
            return found
        self.problem(("", 0, table), "bad-type", f"{table} is no table", f"Write [{table}].")
        return {}

    def known(self, place: Place, values: dict[str, Any], keys: Collection[str]) -> None:
        """Problems for keys nobody reads."""
        for key in values:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                step = f"Did you mean {near[0]!r}?" if near else f"Keys: {', '.join(sorted(keys))}."
                self.problem((*place[:2], key), "unknown-key", f"unknown key {key!r}", step)

    def text(self, place: Place, values: dict[str, Any], key: str) -> str:
        """A text, "" when absent; a day or an hour is taken as written."""
        found = values.get(key, "")
        if isinstance(found, date | datetime | time):
            return found.isoformat()
        if isinstance(found, str):
            return found.strip()
        self._bad((*place[:2], key), key, "text", 'Put it in quotes: "…".')
        return ""

    def number(self, place: Place, values: dict[str, Any], key: str) -> int | None:
        """A whole number from 0, None when absent."""
        found = values.get(key)
        if found is None:
            return None
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
        self._bad((*place[:2], key), key, "a whole number from 0", "Write it without quotes.")
        return None

    def names(self, place: Place, values: dict[str, Any], key: str) -> tuple[str, ...]:
        """A list of different names, empty when absent."""
        found = values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(n, str) and n.strip() for n in found):
            self._bad((*place[:2], key), key, "a list of names", 'Write ["Ann", "Bob"].')
            return ()
        names = tuple(n.strip() for n in found)
        for name in sorted({n for n in names if names.count(n) > 1}):
            step = "Name each once."
            self.problem((*place[:2], key), "duplicate-name", f"{key} has {name!r} twice", step)
        return names

    def _bad(self, place: Place, key: str, wanted: str, step: str) -> None:
        self.problem(place, "bad-type", f"{key} is not {wanted}", step)

    def refuse(self, what: str) -> None:
        """InputError with everything found, when anything was."""
        if self.problems:
            raise InputError(f"{what} cannot be used", sorted(self.problems))


def read_toml(path: Path, what: str) -> TomlFile:
    """A TOML file with its lines; InputError when it is not there or not TOML."""
    try:
        text = path.read_text("utf-8-sig")
        return TomlFile(path.name, tomllib.loads(text), key_lines(text))
    except FileNotFoundError as fault:
        problem = Problem(path.name, 0, "no-file", f"there is no {path.name}", "Check the path.")
        raise InputError(f"{what} cannot be read", [problem]) from fault
    except (OSError, UnicodeDecodeError) as fault:
        problem = Problem(path.name, 0, "unreadable", str(fault), "Save it as UTF-8 text.")
        raise InputError(f"{what} cannot be read", [problem]) from fault
    except tomllib.TOMLDecodeError as fault:
        at = AT_LINE.search(str(fault))
        line = int(at.group(1)) if at else 0
        said = AT_LINE.sub("", str(fault)).strip()
        step = "Mend the TOML: texts in quotes, lists in [ ], one key a line."
        problem = Problem(path.name, line, "not-toml", said, step)
        raise InputError(f"{what} cannot be read", [problem]) from fault


def key_lines(text: str) -> dict[Place, int]:
    """The line, from 1, of every table and key."""
    found: dict[Place, int] = {}
    seen: dict[str, int] = {}
    table, number = "", 0
    for line, said in enumerate(text.splitlines(), 1):
        if head := HEADER.match(said):
            table = head.group(2)
            number = seen.get(table, -1) + 1
            seen[table] = number
            found[(table, number, "")] = line
        elif key := KEY.match(said):
            found.setdefault((table, number, key.group(1)), line)
    return found


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def listed(names: Sequence[str]) -> str:
    """A list of texts as TOML writes it."""
    return f"[{', '.join(map(quoted, names))}]"


def pairs(values: Sequence[tuple[str, str | int | Sequence[str] | None]]) -> list[str]:
    """Lines `key = value`; what is empty is left out."""
    lines = []
    for key, value in values:
        if value is None or value == "" or (not isinstance(value, int | str) and not value):
            continue
        if isinstance(value, str):
            lines.append(f"{key} = {quoted(value)}")
        else:
            lines.append(f"{key} = {value if isinstance(value, int) else listed(value)}")
    return lines
