"""A result written out key by key, in TOML or JSON."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from typing import Any

from hustings.errors import InputError, Problem
from hustings.formats.result_candidate import MOST_LETTERS
from hustings.formats.result_numbers import manner_of, numbers
from hustings.formats.toml_lines import AT_LINE, TomlFile, key_lines
from hustings.model.declared import FIGURES, Declared, Standing, Stated

TEXTS = ("title", "rule", "constraint", "source")
KEYS = frozenset((*TEXTS, "seats", *FIGURES, "candidate", "rejected", "slates", "contest"))
OF_CANDIDATE = frozenset(
    ("name", "votes", "share", "elected", "slate", "place", "categories", "note")
)
_REFUSAL = "the result cannot be used"


def looks_like_toml(text: str) -> bool:
    """True when a line opens the table of a candidate or a contest."""
    return any(f"\n[[{word}]]" in f"\n{text}" for word in ("candidate", "contest"))


def parse_toml(text: str, name: str) -> tuple[Declared, ...]:
    """The contests of a TOML text. Raises InputError with every problem and its line."""
    try:
        values = tomllib.loads(text, parse_float=str)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        at = AT_LINE.search(str(fault))
        said = AT_LINE.sub("", str(fault)).strip() or type(fault).__name__
        step = "Mend the TOML: texts in quotes, lists in [ ], one key a line."
        problem = Problem(name, int(at[1]) if at else 0, "not-toml", said, step)
        raise InputError(_REFUSAL, [problem]) from fault
    return _contests(TomlFile(name, values, key_lines(text)))


def parse_json(text: str, name: str) -> tuple[Declared, ...]:
    """The contests of a JSON text with the same keys; a bare list is a list of candidates."""
    try:
        values = json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as fault:
        step = "Mend the JSON, or paste the result as plain text."
        said = f"not JSON: {getattr(fault, 'msg', type(fault).__name__)}"
        problem = Problem(name, getattr(fault, "lineno", 0), "not-json", said, step)
        raise InputError(_REFUSAL, [problem]) from fault
    if isinstance(values, list):
        values = {"candidate": values}
    if not isinstance(values, dict):
        problem = Problem(
            name, 1, "not-a-result", "no object with keys", 'Write {"candidate": []}.'
        )
        raise InputError(_REFUSAL, [problem])
    for plural, one in (("candidates", "candidate"), ("contests", "contest")):
        if plural in values and one not in values:
            values[one] = values.pop(plural)
    return _contests(TomlFile(name, values))


def _contests(file: TomlFile) -> tuple[Declared, ...]:
    file.known(("", 0, ""), file.values, KEYS)
    reader = _Reader(file)
    top = {k: v for k, v in file.values.items() if k != "contest"}
    found = [
        reader.contest({**_shared(top), **one}, at) for at, one in enumerate(file.tables("contest"))
    ]
    if not found or any(k in top for k in ("candidate", *FIGURES)):
        found.insert(0, reader.contest(top, -1))
    if not any(one.candidates or one.figures for one in found) and not file.problems:
        step = "Write [[candidate]] with name and votes, or returned, invalid and valid."
        file.problem(("", 0, ""), "no-result", "no candidate and no paper account is in it", step)
    file.refuse("the result")
    return tuple(found)


def _shared(top: dict[str, Any]) -> dict[str, Any]:
    return {k: top[k] for k in ("rule", "source") if k in top}


@dataclass
class _Reader:
    """Tables to results; `seen` counts the tables of a name, to find their lines."""

    file: TomlFile
    seen: dict[str, int] = field(default_factory=dict)

    def contest(self, values: dict[str, Any], at: int) -> Declared:
        """One contest; `at` is which of `[[contest]]`, -1 the file's own keys."""
        here = ("contest", at, "") if at >= 0 else ("", 0, "")
        under = "contest." if at >= 0 else ""
        if at >= 0:
            self.file.known(here, values, KEYS - {"contest"})
        figures = {
            name: said
            for name in FIGURES
            if (said := self.stated((*here[:2], name), values.get(name), name)) is not None
        }
        return Declared(
            title=self.file.text(here, values, "title"),
            rule=self.file.text(here, values, "rule"),
            constraint=self.file.text(here, values, "constraint"),
            source=self.file.text(here, values, "source"),
            file=self.file.name,
            candidates=tuple(self.candidates(f"{under}candidate", values)),
            seats=self.stated((*here[:2], "seats"), values.get("seats"), "seats"),
            figures=figures,
            rejected=self.pairs(f"{under}rejected", at, values.get("rejected", {})),
            slates=self.pairs(f"{under}slates", at, values.get("slates", {})),
            shape="keys",
        )

    def stated(self, place: tuple[str, int, str], value: Any, word: str) -> Stated | None:
        """A figure: a number, or a text such as "1,278.5" or "2557/2"."""
        if value is None or value == "":
            return None
        line = self.file.lines.get(place, self.file.lines.get((*place[:2], ""), 0))
        text = str(value).strip()
        manner = manner_of(text)
        found = numbers(text, manner) if not isinstance(value, bool | list | dict) else []
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
            return Stated(found[0].figure, line, word)
        step = 'Write digits, or a text in quotes such as "1,278.5".'
        self.file.problem(
            place, "not-a-number", f"{word} is {str(value)[:40]!r}, not a number", step
        )
        return None

    def pairs(self, table: str, at: int, values: Any) -> tuple[tuple[str, Stated], ...]:
        """A table of figures by name."""
        if not isinstance(values, dict):
            self.file.problem(
                ("", 0, table), "bad-type", f"{table} is no table", f"Write [{table}]."
            )
            return ()
        place = max(at, 0)
        made = [(k, self.stated((table, place, k), v, k)) for k, v in values.items()]
        return tuple((k, said) for k, said in made if said is not None)

    def candidates(self, table: str, values: dict[str, Any]) -> list[Standing]:
        """Every candidate of a contest."""
        rows = values.get("candidate", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.file.problem(
                ("", 0, table), "bad-type", "candidate is no table", f"Write [[{table}]]."
            )
            return []
        return [one for row in rows if (one := self.candidate(table, row)) is not None]

    def candidate(self, table: str, row: dict[str, Any]) -> Standing | None:
        """One candidate."""
        at = self.seen.get(table, 0)
        self.seen[table] = at + 1
        here = (table, at, "")
        self.file.known(here, row, OF_CANDIDATE)
        name = self.file.text(here, row, "name")
        if not name or len(name) > 2 * MOST_LETTERS:
            self.file.problem(here, "no-name", "a candidate has no name", 'Write name = "…".')
            return None
        return Standing(
            name=name,
            line=self.file.lines.get(here, 0),
            votes=self.stated((table, at, "votes"), row.get("votes"), "votes"),
            share=self.stated((table, at, "share"), row.get("share"), "share"),
            elected=self.elected(here, row),
            slate=self.file.text(here, row, "slate"),
            place=self.file.number(here, row, "place"),
            categories=frozenset(self.file.names(here, row, "categories")),
            note=self.file.text(here, row, "note"),
        )

    def elected(self, place: tuple[str, int, str], row: dict[str, Any]) -> bool | None:
        """True or false, None when absent."""
        value = row.get("elected")
        if value is None or isinstance(value, bool):
            return value
        step = "Write elected = true or elected = false."
        self.file.problem((*place[:2], "elected"), "bad-type", "elected is not true or false", step)
        return None


__all__ = ["KEYS", "OF_CANDIDATE", "looks_like_toml", "parse_json", "parse_toml"]
