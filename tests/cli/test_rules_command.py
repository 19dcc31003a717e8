"""`hustings rules` and the completion of names: which rules there are, and what each says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from calling import call, refused
from click.shell_completion import BashComplete

from hustings.cli.app import app
from hustings.formats.ballots import FORMS
from hustings.rules import rule_names


def complete(incomplete: str, *before: str) -> list[str]:
    """What a shell would offer for the word being typed."""
    shell = BashComplete(app, {}, "hustings", "_HUSTINGS_COMPLETE")
    return [item.value for item in shell.get_completions(list(before), incomplete)]


def test_every_rule_is_listed_in_every_format() -> None:
    text, told = call("rules"), json.loads(call("rules", "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(call("rules", "--format", "csv").out)))
    assert text.code == 0
    for name in rule_names():
        assert name in text.out
    assert {r["rule"] for r in rows} == set(rule_names()) == {r["name"] for r in told["rules"]}


@pytest.mark.parametrize("name", rule_names())
def test_every_rule_is_shown_with_a_clause_or_as_assumed(name: str) -> None:
    told = json.loads(call("rules", name, "--format", "json").out)
    assert told["name"] == name
    assert told["facts"]
    assert all(fact["clause"] or fact["assumed"] for fact in told["facts"])
    rows = list(csv.DictReader(io.StringIO(call("rules", name, "--format", "csv").out)))
    assert [r["topic"] for r in rows] == [fact["topic"] for fact in told["facts"]]


def test_a_rule_on_a_day_is_the_law_of_that_day() -> None:
    """The 2007 order was replaced by SSI 2011/399 for the elections of 3 May 2012."""
    assert "SSI 2007/42" in call("rules", "scottish-stv@2007-05-03").out
    assert "SSI 2011/399" in call("rules", "scottish-stv@2012-05-03").out
    assert "SSI 2011/399" in call("rules", "scottish-stv").out


def test_a_rule_goes_to_a_file(tmp_path: Path) -> None:
    done = call("rules", "irv", "--format", "json", "-o", tmp_path / "irv.json")
    assert done.out == ""
    assert json.loads((tmp_path / "irv.json").read_text())["name"] == "irv"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("scotish-stv", "did you mean scottish-stv"),
        ("Scottish-STV", "scottish-stv"),
        ("scottish-stv@1900-01-01", "not in force"),
        ("scottish-stv@yesterday", "yesterday"),
        ("scottish-stv@2017-02-30", "2017-02-30"),
        ("zzz", "hustings rules"),
        ("\udcff\0@", "hustings rules"),
    ],
)
def test_a_rule_that_is_none_is_refused(name: str, said: str) -> None:
    assert said in refused("rules", name)


def test_tab_completes_rules() -> None:
    assert complete("scot", "rules") == ["scottish-stv"]
    assert "block-vote" in complete("b", "count", "x.blt", "--rule")
    assert set(complete("", "margin", "x.blt", "--rule")) == set(rule_names())
    assert complete("zzz", "rules") == []


def test_tab_completes_formats() -> None:
    assert complete("pre", "convert", "x.blt", "--to") == ["pref", "preflib"]
    for verb in ("count", "convert", "margin"):
        assert set(complete("", verb, "x.blt", "--from")) == set(FORMS)
