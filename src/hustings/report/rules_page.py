"""Rules as pages: all of them in a table, and one with every fact and its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hustings.model.answers import Result, plain
from hustings.model.count import Count, Fact
from hustings.report import words
from hustings.report.blocks import Table, table
from hustings.report.count_csv import as_csv
from hustings.rules import find_rule
from hustings.rules.pack import Rule
from hustings.rules.register import rules

OPEN = "in force"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in a list; dates are ISO, null where the method has no statute or none ended it."""

    name: str
    title: str
    place: str
    effective_from: str | None
    effective_to: str | None
    ballots: tuple[str, ...]
    assumed: int
    source: str


@dataclass(frozen=True, slots=True)
class RuleList(Result):
    """Every rule, each version of it."""

    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RuleShown(Result):
    """One rule in full, as in force on the day asked for, with the dates of all its versions."""

    name: str
    title: str
    place: str
    source: str
    effective_from: str | None
    effective_to: str | None
    ballots: tuple[str, ...]
    arithmetic: str
    facts: tuple[Fact, ...]
    options: tuple[tuple[str, tuple[str, ...]], ...]
    versions: tuple[RuleLine, ...]
    page: str

    def to_dict(self) -> dict[str, Any]:
        """The documented keys; options by name, their default first."""
        values: dict[str, Any] = plain(self)
        return {**values, "options": {name: list(choices) for name, choices in self.options}}


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The list of rules."""

    title: str
    table: Table
    hint: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule, ready to print."""

    title: str
    dek: str
    headline: str
    lead: tuple[str, ...]
    facts: Table
    options: Table | None
    versions: Table | None
    more: str


def rule_list(found: Sequence[Rule] | None = None) -> RuleList:
    """Every rule there is, or those given."""
    return RuleList(tuple(_line(rule) for rule in (rules() if found is None else found)))


def rule_shown(name: str) -> RuleShown:
    """A rule by name, or as in force on a day (`NAME@DAY`); UnknownName or InputError if not."""
    rule = find_rule(name)
    line = _line(rule)
    return RuleShown(
        name=rule.name,
        title=rule.title,
        place=rule.place,
        source=rule.source,
        effective_from=line.effective_from,
        effective_to=line.effective_to,
        ballots=rule.kinds,
        arithmetic=str(rule.arithmetic),
        facts=rule.facts,
        options=rule.options,
        versions=tuple(_line(r) for r in rules() if r.name == rule.name),
        page=rule.page,
    )


def rule_name(count: Count) -> str:
    """The rule with the day from which this version is in force: `scottish-stv@2007-02-17`."""
    for rule in reversed(rules()):
        same = (rule.name, rule.source) == (count.rule, count.rule_source)
        told = count.facts[: len(rule.facts)] == rule.facts
        if same and told and rule.effective_from:
            return f"{rule.name}@{rule.effective_from.isoformat()}"
    return count.rule


def _line(rule: Rule) -> RuleLine:
    begun, ended = rule.effective_from, rule.effective_to
    return RuleLine(
        name=rule.name,
        title=rule.title,
        place=rule.place,
        effective_from=begun.isoformat() if begun else None,
        effective_to=ended.isoformat() if ended else None,
        ballots=rule.kinds,
        assumed=len(rule.assumed),
        source=rule.source,
    )


def rules_page(listed: RuleList) -> RulesPage:
    """The list as a table."""
    names = len({line.name for line in listed.rules})
    return RulesPage(
        title=f"{words.capital(words.counted(names, 'rule'))} to count under",
        table=table(
            "rules",
            "Rules",
            ["Rule", "What it is", "Place", "From", "Ballots", ">Assumed"],
            [_cells(line) for line in listed.rules],
        ),
        hint="One in full: hustings rules RULE. On a day: RULE@2017-05-04. "
        "Assumed: values that no clause could be cited for.",
    )


def _cells(line: RuleLine) -> list[str]:
    return [
        line.name,
        line.title,
        line.place,
        line.effective_from or "",
        ", ".join(line.ballots),
        str(line.assumed) if line.assumed else "",
    ]


def rule_page(shown: RuleShown) -> RulePage:
    """One rule with its facts, options and dates."""
    assumed = sum(fact.assumed for fact in shown.facts)
    said = f"{words.capital(words.counted(assumed, 'value'))} of {len(shown.facts)} assumed."
    return RulePage(
        title=f"{shown.name}: {shown.title}",
        dek=". ".join(part for part in (shown.place, shown.source) if part),
        headline=_force(shown),
        lead=(f"Arithmetic: {shown.arithmetic}. Ballots: {', '.join(shown.ballots)}. {said}",),
        facts=facts_table(shown.facts),
        options=_options(shown),
        versions=_versions(shown),
        more=f"In full: {shown.page}" if shown.page else "",
    )


def facts_table(facts: Sequence[Fact]) -> Table:
    """What a rule says and where; what is assumed says so and stands out."""
    return table(
        "rule",
        "What the rule says, and where",
        ["Topic", "Value", "Clause"],
        [[f.topic, f.value, clause_of(f)] for f in facts],
        strong=[i for i, f in enumerate(facts) if f.assumed],
    )


def clause_of(fact: Fact) -> str:
    """The clause, or that the value is assumed."""
    if fact.assumed:
        return f"assumed ({fact.clause})" if fact.clause else "assumed"
    return fact.clause


def _force(shown: RuleShown) -> str:
    if shown.effective_from is None:
        return "A method without a statute of its own."
    begun = words.partial_day(shown.effective_from)
    if shown.effective_to is None:
        return f"In force since {begun}."
    return f"In force from {begun} to {words.partial_day(shown.effective_to)}."


def _options(shown: RuleShown) -> Table | None:
    if not shown.options:
        return None
    rows = [[name, choices[0], ", ".join(choices[1:])] for name, choices in shown.options]
    return table("options", "Choices it leaves open", ["Option", "Default", "Or"], rows)


def _versions(shown: RuleShown) -> Table | None:
    if len(shown.versions) < 2:
        return None
    rows = [[v.effective_from or "", v.effective_to or OPEN, v.source] for v in shown.versions]
    return table("versions", "Versions", ["From", "To", "Source"], rows)


def rules_csv(listed: RuleList) -> str:
    """One row a version of a rule."""
    heads = "rule,title,place,from,to,ballots,assumed,source".split(",")
    rows = (
        [
            *(r.name, r.title, r.place, r.effective_from or "", r.effective_to or ""),
            *(";".join(r.ballots), str(r.assumed), r.source),
        ]
        for r in listed.rules
    )
    return as_csv(heads, rows)


def rule_csv(shown: RuleShown) -> str:
    """One row a fact of the rule."""
    heads = "rule,topic,value,clause,assumed".split(",")
    rows = (
        [shown.name, f.topic, f.value, f.clause, "yes" if f.assumed else "no"] for f in shown.facts
    )
    return as_csv(heads, rows)
