"""What a declaration says, and above all what it never says unasked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import hustings
from hustings.api.declarations import declare
from hustings.auditing.declaration import Declaration
from hustings.errors import InputError
from hustings.formats.account_file import read_account
from hustings.formats.results import parse_results
from hustings.model.account import MEANING, PaperAccount, Papers
from hustings.model.assurances import SETS, Assurance, Question
from hustings.report import csvs, html, text
from hustings.report.declaration_page import declaration_page

SOCIETY = Path(__file__).resolve().parents[2] / "docs" / "guides" / "society"


@pytest.fixture(scope="module")
def count() -> hustings.Count:
    return hustings.count(
        SOCIETY / "committee-2026.blt", "scottish-stv", seats=5, lots=SOCIETY / "lots.toml"
    )


def said(made: Declaration) -> str:
    return text.render(declaration_page(made))


def shown(made: Declaration) -> str:
    page = html.render(declaration_page(made))
    return re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL))


@pytest.mark.parametrize("questions", SETS)
def test_nothing_is_asserted_by_default(count: hustings.Count, questions: str) -> None:
    """Bakhsh v UNISON: a blanket statement was called at best misleading."""
    made = declare(count, questions=questions)
    for words in (said(made), shown(made)):
        assert "satisfied" not in words.lower()
    assert said(made).count("NOT ANSWERED") == len(SETS[questions].questions)
    assert all(not a["satisfied"] for a in made.to_dict()["assurances"])


@pytest.mark.parametrize("answer", ["no", "exception"])
def test_a_no_and_an_exception_are_not_a_yes(count: hustings.Count, answer: str) -> None:
    given = Assurance(
        question="law", answer=answer, by="Maya Osei", on="2026-03-03", text="Papers went late."
    )
    made = declare(count, PaperAccount(questions="uk-union", answers=(given,)))
    for words in (said(made), shown(made)):
        assert "satisfied" not in words.lower()
        assert "Maya Osei answers" in words
        assert "Papers went late." in words


@pytest.mark.parametrize(
    "missing", [{"by": ""}, {"on": ""}, {"answer": ""}, {"answer": "maybe"}, {"asked": "else"}]
)
def test_a_yes_without_a_person_or_to_another_question_is_none(
    count: hustings.Count, missing: dict[str, str]
) -> None:
    given = Assurance(question="law", answer="yes", by="Maya Osei", on="2026-03-03")
    told = PaperAccount(questions="uk-union", answers=(replace(given, **missing),))
    assert "satisfied" not in said(declare(count, told))


def test_a_yes_is_to_one_question_only(count: hustings.Count) -> None:
    given = Assurance(question="law", answer="yes", by="Maya Osei", role="clerk", on="2026-03-03")
    made = declare(count, PaperAccount(questions="uk-union", answers=(given,)))
    words = " ".join(said(made).split())
    assert words.count("satisfied") == 1
    assert "Maya Osei (clerk) is satisfied that there is no reasonable ground" in words
    assert words.count("NOT ANSWERED") == 3
    assert [a["satisfied"] for a in made.to_dict()["assurances"]] == [True, False, False, False]


def test_questions_of_ones_own(count: hustings.Count) -> None:
    own = (Question("keys", "the box was locked until the count", "rule 9"),)
    words = " ".join(said(declare(count, PaperAccount(own=own))).split())
    assert "Whether the box was locked until the count (rule 9)." in words
    assert words.count("NOT ANSWERED") == 1


def test_every_clause_of_section_52_is_put() -> None:
    """The matters of s.52(2)(a) to (c), and s.52(2B) of others appointed under s.51A."""
    clauses = [q.clause for q in SETS["uk-union"].questions]
    assert clauses == ["s.52(2)(a)", "s.52(2)(b)", "s.52(2)(c)", "s.52(2B)"]


def test_what_a_scrutineers_report_must_state(count: hustings.Count) -> None:
    """s.52(1): papers distributed and returned, votes by candidate, invalid papers, who counted."""
    made = declare(count, SOCIETY / "account.toml")
    words = " ".join(said(made).split())
    for part in (
        "Issued 212",
        "Returned 81",
        "Rejected 2 2",
        "Valid 75 75",
        "Asha Brook 23 elected first, stage 1 rule 48(1)",
        "Papers counted by: R. Officer, with two members watching",
        "Quota 13",
        "36.3 %: papers received in time, one a voter ÷ issued (77 of 212)",
        "35.4 %: valid papers ÷ issued (75 of 212)",
        "settled by lot",
        "ASSUMED ties of three and more",
    ):
        assert part in words, part
    assert all(" ".join(meaning.split()) in words for meaning in MEANING.values())
    assert made.sound


def test_assumed_values_are_printed_in_bold(count: hustings.Count) -> None:
    page = html.render(declaration_page(declare(count)))
    assert ".assumed dt, .assumed dd { font-weight: 700" in page
    found = re.search(r'<dl class="facts assumed">(.*?)</dl>', page, re.DOTALL)
    assert found is not None
    assert found[1].count("(assumed)") == sum(f.assumed for f in count.facts)


def test_what_does_not_balance_stands_at_the_top(count: hustings.Count) -> None:
    made = declare(count, PaperAccount(papers=Papers(returned=81, rejected=2, valid=75)))
    assert not made.sound
    assert "DOES NOT BALANCE: valid 75 ≠ returned 81 − rejected 2 = 79 (−4)." in said(made)
    assert "DOES NOT BALANCE" in shown(made)


def test_constraints_met_and_unopposed(count: hustings.Count) -> None:
    women = "women >= 3: Asha Brook, Edie Frost, Iona Jarvis, Cora Dunn [rule 7]"
    made = hustings.count(
        SOCIETY / "committee-2026.blt",
        "scottish-stv",
        seats=5,
        lots=SOCIETY / "lots.toml",
        constraints=[women],
    )
    words = said(declare(made, PaperAccount(unopposed=("Tom Adeyemi",))))
    assert "Constraint women >= 3 (rule 7): met." in words
    assert "Elected unopposed, without a vote: Tom Adeyemi." in words


TABLE = """Disabled members, 1 seat
Papers issued 116,792
Papers returned 10,877
Invalid 1,244
Valid 10,367
Ann Lee 6,367 elected
Bo Ray 4,000
"""
"""The papers of a scrutineer's report of UCU in 2008, off by 734; the names are invented."""


def test_a_result_as_stated_is_checked_first() -> None:
    made = declare(parse_results(TABLE, "table.txt")[0])
    assert not made.sound
    words = said(made)
    assert words.count("(+734)") == 2  # at the top and in the table, not once more for the check
    assert "the result as stated; no papers were counted" in words
    assert "Rule: not stated" in words
    assert made.to_dict()["check"]["verdicts"]


def test_one_row_a_candidate() -> None:
    made = declare(parse_results(TABLE, "table.txt")[0])
    lines = csvs.dumps(made).splitlines()
    assert lines[0] == "contest,candidate,party,votes,elected,order,stage"
    assert len(lines) == 3


def test_unknown_questions_are_refused(count: hustings.Count) -> None:
    with pytest.raises(InputError, match="not known"):
        declare(count, questions="everything")


def test_names_from_elsewhere_are_only_words(count: hustings.Count) -> None:
    told = replace(read_account(SOCIETY / "account.toml"), organisation="<script>alert(1)</script>")
    assert "<script>" not in html.render(declaration_page(declare(count, told)))
