"""The terms of a count as a TOML file: seats, rule, who is away, and what is asked besides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hustings.errors import InputError, Problem
from hustings.formats.categories import (
    Asked,
    Category,
    paper_range,
    read_categories,
    seat_range,
)
from hustings.formats.constraint_text import parse_constraint
from hustings.formats.toml_lines import Place, TomlFile, pairs, quoted, read_toml
from hustings.model.constraints import Constraint, Guarded, OrderEffect, PaperRange, SeatRange
from hustings.model.count import Terms

__all__ = ["parse_constraint", "read_terms", "terms_text"]

TOP = ("title", "seats", "rule", "options", "withdrawn", "after_issue", "reopen", "constraint")
RANGE = ("at_least", "at_most", "members", "from", "column", "value")
KEYS = {
    "seats": ("kind", "name", "clause", *RANGE, "continuing"),
    "paper": ("kind", "name", "clause", *RANGE),
    "guarded": ("kind", "name", "clause", "members"),
    "order": ("kind", "name", "clause", "titles"),
}
TOP_PLACE: Place = ("", 0, "")


def read_terms(path: Path | str) -> tuple[str | None, Terms]:
    """The rule's name (None when not stated) and the terms; seats are 0 when not stated.

    Tables named by `from` are looked for beside the file. InputError with every fault.
    """
    path = Path(path)
    file = read_toml(path, "the terms")
    values = file.values
    file.known(TOP_PLACE, values, TOP)
    constraints: list[Constraint] = []
    for k, one in enumerate(file.tables("constraint")):
        constraints += _constraints(file, k, one, path.parent)
    terms = Terms(
        seats=file.number(TOP_PLACE, values, "seats") or 0,
        title=file.text(TOP_PLACE, values, "title"),
        withdrawn=file.names(TOP_PLACE, values, "withdrawn"),
        after_issue=file.names(TOP_PLACE, values, "after_issue"),
        reopen=file.text(TOP_PLACE, values, "reopen"),
        constraints=tuple(constraints),
        options=_options(file),
    )
    rule = file.text(TOP_PLACE, values, "rule")
    file.refuse("the terms")
    return rule or None, terms


def tables_of(path: Path | str) -> tuple[Path, ...]:
    """The tables of people that the constraints of a terms file take their categories from."""
    path = Path(path)
    asked = read_toml(path, "the terms").tables("constraint")
    return tuple(path.parent / one["from"] for one in asked if isinstance(one.get("from"), str))


def _options(file: TomlFile) -> tuple[tuple[str, str], ...]:
    values = file.table("options")
    place: Place = ("options", 0, "")
    plain = {k: str(v) if isinstance(v, int) else v for k, v in values.items()}
    return tuple((key, file.text(place, plain, key)) for key in plain)


def _constraints(
    file: TomlFile, number: int, values: dict[str, Any], folder: Path
) -> list[Constraint]:
    """One `[[constraint]]`, or one for every value of a column."""
    place: Place = ("constraint", number, "")
    kind = file.text(place, values, "kind") or "seats"
    if kind not in KEYS:
        step = f"Use one of: {', '.join(KEYS)}."
        file.problem(("constraint", number, "kind"), "bad-kind", f"kind {kind!r}", step)
        return []
    file.known(place, values, KEYS[kind])
    name, clause = file.text(place, values, "name"), file.text(place, values, "clause")
    if not name:
        file.problem(place, "no-name", "a constraint without a name", 'Write name = "women".')
    if kind == "order":
        titles = file.names(place, {"titles": _distinct(values)}, "titles") and _titles(values)
        if not titles:
            step = "Write titles = [ … ]."
            file.problem(place, "no-titles", f"{name or 'it'} gives no titles", step)
        return [OrderEffect(name=name, titles=titles, clause=clause)]
    if kind == "guarded":
        return [Guarded(name=name, members=_members(file, place, values), clause=clause)]
    asked = _asked(file, place, values, name)
    made = paper_range if kind == "paper" else seat_range
    return [made(one, asked) for one in _categories(file, place, values, folder)]


def _asked(file: TomlFile, place: Place, values: dict[str, Any], name: str) -> Asked:
    low = file.number(place, values, "at_least") or 0
    high = file.number(place, values, "at_most")
    if not low and "at_most" not in values:
        step = "Write at_least or at_most."
        file.problem(place, "no-range", f"{name or 'it'} asks nothing", step)
    return Asked(
        name=name,
        at_least=low,
        at_most=high,
        continuing=file.number(place, values, "continuing"),
        clause=file.text(place, values, "clause"),
        each="from" in values and "value" not in values,
    )


def _titles(values: dict[str, Any]) -> tuple[str, ...]:
    return tuple(title.strip() for title in values.get("titles", []))


def _distinct(values: dict[str, Any]) -> Any:
    """Titles may repeat; what else is wrong with them is found all the same."""
    found = values.get("titles", [])
    if isinstance(found, list) and all(isinstance(t, str) for t in found):
        return list(dict.fromkeys(found))
    return found


def _members(file: TomlFile, place: Place, values: dict[str, Any]) -> tuple[str, ...]:
    members = file.names(place, values, "members")
    if not members:
        file.problem(place, "no-members", "nobody is a member", 'Write members = ["Ann"].')
    return members


def _categories(
    file: TomlFile, place: Place, values: dict[str, Any], folder: Path
) -> Sequence[Category]:
    """Who is in the category: named here, or from a column of a table beside the file."""
    if "from" not in values:
        return [Category("", frozenset(_members(file, place, values)), 0)]
    if "members" in values:
        step = "Keep members or from, not both."
        file.problem(place, "two-sources", "members stand here and in a file", step)
    column, value = file.text(place, values, "column"), file.text(place, values, "value")
    if not column:
        file.problem(place, "no-column", "from needs a column", 'Write column = "employer".')
        return []
    try:
        return read_categories(folder / file.text(place, values, "from"), column, value)
    except InputError as fault:
        line = file.lines.get((*place[:2], "from"), 0)
        for found in fault.problems:
            said = f"{found.file}: {found.message}"
            file.problems.append(
                Problem(file.name, line, found.code, said, found.next_step)
                if not found.line
                else found
            )
        return []


def terms_text(terms: Terms, rule: str | None = None) -> str:
    """The terms as a file's text; `read_terms` gives the same terms back."""
    top: list[tuple[str, str | int | Sequence[str] | None]] = [
        ("title", terms.title),
        ("seats", terms.seats),
        ("rule", rule),
        ("withdrawn", terms.withdrawn),
        ("after_issue", terms.after_issue),
        ("reopen", terms.reopen),
    ]
    blocks = [pairs(top)]
    if terms.options:
        blocks.append(["[options]", *(f"{k} = {quoted(v)}" for k, v in terms.options)])
    blocks += [["[[constraint]]", *_written(one)] for one in terms.constraints]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _written(one: Constraint) -> list[str]:
    if isinstance(one, OrderEffect):
        own = pairs([("kind", "order"), ("name", one.name), ("titles", one.titles)])
    elif isinstance(one, Guarded):
        own = pairs([("kind", "guarded"), ("name", one.name), ("members", one.members)])
    else:
        own = _written_range(one)
    return [*own, *pairs([("clause", one.clause)])]


def _written_range(one: SeatRange | PaperRange) -> list[str]:
    kind, staying = ("seats", one.continuing) if isinstance(one, SeatRange) else ("paper", 0)
    return pairs(
        [
            ("kind", kind),
            ("name", one.name),
            ("at_least", one.at_least or None),
            ("at_most", one.at_most),
            ("continuing", staying or None),
            ("members", tuple(sorted(one.members))),
        ]
    )
