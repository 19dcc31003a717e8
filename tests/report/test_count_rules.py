"""The rules as a list and one by one, with the clause behind every value."""

import csv
import io
import json

import pytest

from hustings.errors import UnknownName
from hustings.report import csvs, text
from hustings.report.json import dumps
from hustings.report.rules_page import rule_list, rule_page, rule_shown, rules_page


def test_every_rule_is_listed_with_its_dates() -> None:
    listed = rule_list()
    out = text.render(rules_page(listed))
    assert max(len(line) for line in out.splitlines()) <= text.WIDTH
    for line in listed.rules:
        assert f"  {line.name} " in out
    scottish = [line for line in listed.rules if line.name == "scottish-stv"]
    assert [line.effective_from for line in scottish] == ["2007-05-03", "2012-05-03"]
    assert json.loads(dumps(listed))["rules"][0]["name"] == listed.rules[0].name


def test_one_rule_tells_the_clause_of_every_value() -> None:
    """As in force on the day of an election; the version since then is listed too."""
    shown = rule_shown("scottish-stv@2007-05-03")
    out = text.render(rule_page(shown))
    assert "SSI 2007/42" in out
    assert "In force from 3 May 2007 to 2 May 2012." in out
    assert "2012-05-03" in out
    for fact in shown.facts:
        assert fact.clause or fact.assumed
    assert json.loads(dumps(shown))["facts"][0]["clause"]


def test_options_name_their_default() -> None:
    shown = next(
        rule_shown(line.name) for line in rule_list().rules if rule_shown(line.name).options
    )
    name, choices = shown.options[0]
    assert json.loads(dumps(shown))["options"][name][0] == choices[0]
    assert choices[0] in text.render(rule_page(shown))


def test_rules_as_csv() -> None:
    listed = list(csv.DictReader(io.StringIO(csvs.dumps(rule_list()))))
    assert {"rule", "from", "to", "ballots"} <= set(listed[0])
    facts = list(csv.DictReader(io.StringIO(csvs.dumps(rule_shown("scottish-stv")))))
    assert {row["assumed"] for row in facts} == {"yes", "no"}


def test_a_rule_that_is_not_there() -> None:
    with pytest.raises(UnknownName, match="scottish-stv"):
        rule_shown("scotish-stv")
