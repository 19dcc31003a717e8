"""Constraints in one line each, as the command line takes them: `women >= 4: Ann, Beth, Cara`."""

from __future__ import annotations

import re
from pathlib import Path

from hustings.errors import InputError, Problem
from hustings.formats.categories import Asked, Category, paper_range, read_categories, seat_range
from hustings.model.constraints import Constraint, Guarded, OrderEffect

HOW = (
    'Write "women >= 4: Ann, Beth", "2 <= women <= 5: …", "employer <= 2 by people.csv#employer", '
    '"women >= 4 by people.csv#gender=woman", "paper women >= 6: …", "guarded NAME: …" or '
    '"order NAME: first title, second title"; a clause may follow in [ ].'
)
CLAUSE = re.compile(r"^(?P<rest>.*?)\s*\[(?P<clause>[^\]]*)\]\s*$")
HEAD = re.compile(
    r"^(?:(?P<low>\d+)\s*<=\s*(?P<inner>[^<>=]+?)|(?P<name>[^<>=]+?))"
    r"\s*(?P<sign><=|>=)\s*(?P<number>\d+)(?:\s*\((?P<continuing>\d+) continuing\))?$"
)
BY = re.compile(r"^(?P<head>.*\S)\s+by\s+(?P<file>[^#]+)#(?P<column>[^=]+)(?:=(?P<value>.+))?$")


def parse_constraint(text: str, folder: Path | str = ".") -> tuple[Constraint, ...]:
    """One line to its constraints: one, or one for every value of a column of a table.

    Files are looked for in `folder`. Raises InputError with what to write instead.
    """
    body, clause = text.strip().replace("≥", ">=").replace("≤", "<="), ""
    if cited := CLAUSE.match(body):
        body, clause = cited.group("rest"), cited.group("clause").strip()
    if (by := BY.match(body)) and ":" not in by.group("head"):
        file = Path(folder) / by.group("file").strip()
        value = (by.group("value") or "").strip()
        found = read_categories(file, by.group("column").strip(), value)
        return tuple(_range(text, by.group("head"), one, not value, clause) for one in found)
    head, colon, tail = body.partition(":")
    names = split_names(tail)
    if not colon or not names:
        raise _refused(text, "no members")
    word, _, rest = head.strip().partition(" ")
    if word == "guarded":
        return (Guarded(name=rest.strip() or "seats", members=names, clause=clause),)
    if word == "order":
        return (OrderEffect(name=rest.strip() or "of election", titles=names, clause=clause),)
    return (_range(text, head, Category("", frozenset(names), 0), False, clause),)


def table_of(text: object, folder: Path | str = ".") -> Path | None:
    """The table of people that a constraint in one line takes its categories from."""
    by = BY.match(text) if isinstance(text, str) else None
    return Path(folder) / by.group("file").strip() if by and ":" not in by.group("head") else None


def split_names(text: str) -> tuple[str, ...]:
    """Names between commas, or between semicolons where names have commas."""
    mark = ";" if ";" in text else ","
    return tuple(n.strip() for n in text.split(mark) if n.strip())


def _range(text: str, head: str, category: Category, each: bool, clause: str) -> Constraint:
    """A range of seats or, after the word `paper`, of marks."""
    body = head.strip()
    on_paper = body.startswith("paper ")
    read = HEAD.match(body.removeprefix("paper ").strip())
    if not read or (read.group("low") and read.group("sign") != "<="):
        raise _refused(text, f"{body!r} is no minimum or maximum")
    number = int(read.group("number"))
    name = (read.group("inner") or read.group("name")).strip()
    at_least = int(read.group("low") or (number if read.group("sign") == ">=" else 0))
    at_most = number if read.group("sign") == "<=" else None
    staying = int(read.group("continuing")) if read.group("continuing") else None
    asked = Asked(name, at_least, at_most, staying, clause, each)
    return paper_range(category, asked) if on_paper else seat_range(category, asked)


def _refused(text: str, why: str) -> InputError:
    problem = Problem("constraint", 0, "bad-constraint", f"{text!r}: {why}", HOW)
    return InputError("the constraint cannot be read", [problem])
