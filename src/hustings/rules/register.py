"""Every rule there is, by name and day."""

from __future__ import annotations

import pkgutil
import re
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from importlib import import_module

from hustings.errors import InputError, Problem, UnknownName
from hustings.rules.pack import Rule


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, by name and then by the day they came into force."""
    import hustings.rules as room

    found: list[Rule] = []
    for module in pkgutil.iter_modules(room.__path__):
        found.extend(getattr(import_module(f"hustings.rules.{module.name}"), "RULES", ()))
    return tuple(sorted(found, key=lambda r: (r.name, r.effective_from or date.min)))


def rule_names() -> tuple[str, ...]:
    """The names of all rules, once each."""
    return tuple(dict.fromkeys(rule.name for rule in rules()))


def find_rule(name: str) -> Rule:
    """A rule by name (the latest), or as in force on a day: `scottish-stv@2007-05-03`.

    Raises UnknownName with the nearest names, InputError for a day on which it was not in force.
    """
    wanted, _, day = name.partition("@")
    versions = [rule for rule in rules() if rule.name == wanted]
    if not versions:
        raise UnknownName(f"no rule {wanted!r}; {_meant(wanted)} See: hustings rules")
    if not day:
        return versions[-1]
    return _on(name, versions, day)


def _meant(wanted: str) -> str:
    """What was probably meant; a bare "STV" is many rules, so all of them are named."""
    plain = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-")
    if plain in {"stv", "single-transferable-vote", "pr", "pr-stv"}:
        return f"which one? They can elect different people: {', '.join(_transferable())}."
    near = get_close_matches(plain, rule_names(), n=3)
    return f"did you mean {', '.join(near or rule_names())}?"


def _transferable() -> list[str]:
    return [
        name
        for name in rule_names()
        if any("single transferable vote" in f.value for f in find_rule(name).facts)
    ]


def _on(name: str, versions: list[Rule], day: str) -> Rule:
    try:
        when = date.fromisoformat(day)
    except ValueError as fault:
        problem = Problem(
            "rule", 0, "impossible-date", f"{day!r} is not a day", "Write 2018-08-01."
        )
        raise InputError("the rule's day cannot be read", [problem]) from fault
    for rule in reversed(versions):
        if rule.in_force(when):
            return rule
    spans = "; ".join(f"{r.effective_from} to {r.effective_to or 'today'}" for r in versions)
    step = f"It was in force {spans}."
    problem = Problem("rule", 0, "not-in-force", f"{name} was not in force on {day}", step)
    raise InputError("the rule was not in force", [problem])
