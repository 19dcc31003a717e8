"""A page of docs/rules says what the code says: facts and examples are compared word for word."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_parts import facts_table, stage_table
from real_papers import ballots, counted

from hustings.rules import find_rule, rule_names, rules

ROOT = Path(__file__).resolve().parents[2]
ROWS = {"AB": 9, "BC": 4, "CB": 3, "DC": 2}
LONG = {"BA": 29, "CBD": 12, "A": 28, "DA": 25, "E": 26}
EXAMPLES = {
    "scottish-stv": (ROWS, "ABCD", 2),
    "gregory-inclusive": (ROWS, "ABCD", 2),
    "gregory-last-parcel": (LONG, "ABCDE", 3),
    "ers97": (LONG, "ABCDE", 3),
    "ni-assembly-stv": ({**LONG, "BA": 30, "E": 25}, "ABCDE", 3),
    "minneapolis-stv": ({"AB": 9, "BC": 4, "CB": 3, "DC": 1}, "ABCD", 2),
    "irv": ({"A": 4, "B": 3, "CB": 2, "DC": 1}, "ABCD", 1),
    "supplementary-vote": ({"AB": 5, "BA": 4, "CB": 3, "DCB": 2}, "ABCD", 1),
}
"""Papers, candidates and seats of the example on each page kept here."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_shows_the_facts_of_the_rule(name):
    page = (ROOT / find_rule(name).page).read_text(encoding="utf-8")
    assert facts_table(find_rule(name)) in page


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_shows_the_example_as_it_is_counted(name):
    rows, candidates, seats = EXAMPLES[name]
    page = (ROOT / find_rule(name).page).read_text(encoding="utf-8")
    assert stage_table(counted(name, ballots(rows, candidates), seats)) in page


def test_the_index_names_every_rule_once():
    index = (ROOT / "docs/rules/README.md").read_text(encoding="utf-8")
    for name in rule_names():
        assert index.count(f"[`{name}`](") == 1, name


def test_every_rule_names_its_page():
    for rule in rules():
        assert rule.page == f"docs/rules/{rule.name}.md"
