"""The pages on JSON name every key of checks and bodies and no other, with its kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import hustings
from hustings.api.body import body, body_file
from hustings.auditing.check_result import Checked, CheckedMany, together
from hustings.auditing.entries_result import EntriesCompared
from hustings.bodies.answer import BodyAnswer
from hustings.bodies.event_list import EventList, PairCount
from hustings.bodies.removal import Removers
from hustings.bodies.vacancy_result import Vacancy
from hustings.formats.results import read_results
from hustings.model.account import Channel
from hustings.model.answers import Result
from hustings.model.dates import PartialDate
from hustings.model.entries import WHOLE, Ruling, Rulings
from hustings.model.profile import BallotFile
from hustings.report.json import dumps

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = DOCS / "guides"
SOCIETY = GUIDES / "society"
PLAIN = [Checked, CheckedMany, EntriesCompared, Vacancy, EventList, PairCount, Removers, BodyAnswer]
"""Results whose JSON has the fields of their dataclasses; a declaration has keys of its own."""
ADDED = {Vacancy: ["follows", "agreed"]}
LEFT_OUT = {EntriesCompared: {"settled", "ballots"}}
LOOSE = {EntriesCompared: {"Rejected"}}
"""Types of the JSON that are pairs in Python."""
SINGULAR = {"strings": "string", "integers": "integer", "numbers": "number"}
SIMPLE = {"string": str, "integer": int, "number": (int, float), "boolean": bool}


@dataclass
class Page:
    """Types by the result under whose heading they stand, each with its keys and their kinds."""

    results: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def types(self, result: str) -> dict[str, dict[str, str]]:
        """What a result's keys may name: its own types, then those explained before."""
        known: dict[str, dict[str, str]] = {}
        for name, types in self.results.items():
            known.update(types)
            if name == result:
                break
        return known


@cache
def page(name: str) -> Page:
    read, result, kind = Page(), "", ""
    for line in (DOCS / name).read_text("utf-8").splitlines():
        if heading := re.fullmatch(r"(##+) (?:.*: )?(\w+)", line):
            kind = heading[2]
            result = kind if heading[1] == "##" else result
        elif kind != "CSV" and (row := re.match(r"\| `(\w+)` \| (.+?) \| .+ \|$", line)):
            keys = read.results.setdefault(result, {}).setdefault(kind, {})
            assert row[1] not in keys, f"{kind}.{row[1]} stands twice"
            keys[row[1]] = row[2]
    return read


PAGES = ("json-checks.md", "json-bodies.md")


def home(result: str) -> Page:
    return next(page(name) for name in PAGES if result in page(name).results)


def reached(kind: Any) -> Iterator[type]:
    """A dataclass and every dataclass in its fields, as far as they are written."""
    if not (isinstance(kind, type) and is_dataclass(kind)):
        for part in get_args(kind):
            yield from reached(part)
    elif kind not in (PartialDate, BallotFile):
        yield kind
        hints = get_type_hints(kind)
        for one in fields(kind):
            if one.name not in LEFT_OUT.get(kind, ()):
                yield from reached(hints[one.name])


def written(kind: type) -> list[str]:
    left = LEFT_OUT.get(kind, set())
    return [f.name for f in fields(kind) if f.name not in left] + ADDED.get(kind, [])


@pytest.mark.parametrize("result", PLAIN)
def test_every_key_is_documented_and_no_other(result: type) -> None:
    there = home(result.__name__)
    found = there.results[result.__name__]
    names = list(there.results)
    before = names[: names.index(result.__name__)]
    earlier = {k for other in PLAIN if other.__name__ in before for k in reached(other)}
    wanted = {k.__name__: written(k) for k in reached(result) if k not in earlier}
    said = {k: list(v) for k, v in found.items() if k not in LOOSE.get(result, ())}
    assert said == wanted


def test_no_other_result_is_on_the_pages() -> None:
    there = {name for one in PAGES for name in page(one).results}
    assert there == {k.__name__ for k in PLAIN} | {"Declaration"}


@dataclass
class Reader:
    """Holds JSON against the documented kinds; `met` are the types it came across."""

    types: dict[str, dict[str, str]]
    met: set[str] = field(default_factory=set)

    def faults(self, value: Any, kind: str, at: str) -> Iterator[str]:
        """Where a value is not of the documented kind."""
        if kind.endswith(" or null"):
            if value is None:
                return
            kind = kind.removesuffix(" or null")
        if kind in self.types:
            self.met.add(kind)
            yield from self.keyed(value, self.types[kind], at)
        elif kind.startswith("list of "):
            yield from self.listed(value, kind.removeprefix("list of "), at)
        elif kind.startswith("object: "):
            for key, one in value.items() if isinstance(value, dict) else ():
                yield from self.faults(one, kind.rpartition(" to ")[2], f"{at}[{key}]")
        elif kind == "date":
            if not isinstance(value, str) or date.fromisoformat(value).isoformat() != value:
                yield f"{at} is {value!r}, no date"
        elif not isinstance(value, SIMPLE[kind]) or (kind != "boolean" and isinstance(value, bool)):
            yield f"{at} is {value!r}, no {kind}"

    def keyed(self, value: Any, keys: dict[str, str], at: str) -> Iterator[str]:
        if not isinstance(value, dict) or list(value) != list(keys):
            yield f"{at} is {value!r}, not {list(keys)}"
            return
        for key, kind in keys.items():
            yield from self.faults(value[key], kind, f"{at}.{key}")

    def listed(self, value: Any, inner: str, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at} is no list"
        elif not inner.startswith(("pairs", "[")):
            inner = SINGULAR.get(inner, inner.replace("lists of", "list of"))
            for k, one in enumerate(value):
                yield from self.faults(one, inner, f"{at}[{k}]")


def samples(folder: Path) -> Iterator[Result]:
    """At least one answer of each verb, so rich that every documented type is met."""
    yield from checks()
    yield from declarations()
    yield from entries(folder)
    yield from seats()
    yield hustings.events("labour-nec")
    yield hustings.events(str(GUIDES / "society-body"))
    yield hustings.overrulings("labour-nec")
    yield hustings.removers("labour-nec/nec", "Pete Willsman", on="2018-08-01")
    yield hustings.removers(str(GUIDES / "society-body"), on="2026-06-20")
    yield from answers(folder)


def checks() -> Iterator[Result]:
    (found,) = hustings.check(GUIDES / "example" / "union-seat.txt")
    yield found
    yield together("all", [found])


def declarations() -> Iterator[Result]:
    count = hustings.count(
        SOCIETY / "committee-2026.blt",
        "scottish-stv",
        seats=5,
        lots=SOCIETY / "lots.toml",
        constraints=["officers >= 1: Asha Brook, Femi Gale"],
    )
    account = hustings.read_account(SOCIETY / "account.toml")
    yield hustings.declare(count, replace(account, channels=(Channel("post", account.papers),)))
    yield hustings.declare(read_results(SOCIETY / "board-2025.csv")[0])


def entries(folder: Path) -> Iterator[Result]:
    first, second = (SOCIETY / f"papers-{n}.csv" for n in ("first", "second"))
    yield hustings.compare_entries(first, second)
    yield hustings.compare_entries(first, second, SOCIETY / "papers-rulings.toml")
    for name, rows in (("a", "1,1,2\n2,2,1\n"), ("b", "1,1,2\n")):
        (folder / f"{name}.csv").write_text(f"paper,Asha,Ben\n{rows}", "utf-8")
    torn = Ruling("2", WHOLE, "reject: torn in two", ("R. Officer",), "2026-03-14", "seen again")
    yield hustings.compare_entries(folder / "a.csv", folder / "b.csv", Rulings(rulings=(torn,)))


def seats() -> Iterator[Result]:
    yield hustings.vacancy("labour-nec/nec", "Christine Shawcroft", on="2018-03-31")
    yield hustings.vacancy_in(
        SOCIETY / "committee-2026.blt",
        "Asha Brook",
        on="2026-06-01",
        method="countback",
        rule="scottish-stv",
        seats=5,
        lots=SOCIETY / "lots.toml",
    )


def answers(folder: Path) -> Iterator[Result]:
    from hustings.formats.body_template import TEMPLATE

    (folder / "executive.toml").write_text(TEMPLATE, "utf-8")
    yield body_file(folder / "executive.toml", without=["Floating member 1"])
    yield body_file(folder / "executive.toml", casting="Forward member 1")
    yield body("labour-nec", "nec", contest="nec-clp-2018-09", as_of="2018-08-01", draws=1000)


def test_what_is_written_is_as_documented(tmp_path: Path) -> None:
    met: dict[str, set[str]] = {}
    faults: list[str] = []
    for one in samples(tmp_path):
        name = type(one).__name__
        reader = Reader(home(name).types(name), met.setdefault(name, set()))
        faults += reader.faults(json.loads(dumps(one)), name, name)
    assert not faults
    for there in map(page, PAGES):
        for name, types in there.results.items():
            assert set(types) <= met[name], f"no sample of {name} shows every type"
