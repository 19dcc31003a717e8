"""What is assumed of an event: cases known by the day, each counted once, and every fault named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import hustings
from hustings import Change, InputError
from hustings.model import Analogue, Record
from hustings.scenario.factors import observed_follow, pooled_comply, usable
from hustings.scenario.situation import Situation
from hustings.scenario.whatif import read_change

ON = date(2018, 8, 5)


# ---- analogues ---------------------------------------------------------------------------------


def test_on_1_august_2018_no_case_of_september_is_known(labour: Record) -> None:
    """The contest under forecast is itself an analogue later; that night there was none."""
    known = labour.as_of(date(2018, 8, 1))
    assert usable(known.analogues) == ()
    a, b, source = pooled_comply(known)
    assert (a, b) == (4, 4)
    assert "no comparable withdrawal was known" in source


def test_by_february_2020_the_case_of_2018_counts_once(labour: Record) -> None:
    """A01a and A01b are two estimates of one withdrawal; the better one, A01b, speaks."""
    cases = usable(labour.as_of(date(2020, 2, 1)).analogues)
    names = [c.id for c in cases]
    assert "A01b" in names
    assert "A01a" not in names
    assert len({n.rstrip("ab") for n in names}) == len(names)
    assert all(c.known_from and c.known_from <= date(2020, 2, 1) for c in cases)
    assert {c.kind for c in cases} <= {"withdrawn", "declined"}
    assert {c.grade for c in cases} <= {"A", "B", "C"}
    _, _, source = pooled_comply(labour.as_of(date(2020, 2, 1)))
    assert "A01b" in source
    assert "A01a" not in source


def test_two_cases_with_like_names_are_two_cases() -> None:
    """Invented wards: Beech and Cabbage are not letters of one case."""

    def case(name: str) -> Analogue:
        return Analogue(
            id=name,
            grade="C",
            year="2015",
            place=name,
            contest="ward",
            change="dropped",
            kind="withdrawn",
            effect_pct=-30.0,
            source="minutes",
        )

    assert len(usable((case("B1a"), case("B1b"), case("B2a")))) == 2
    assert len(usable((case("beech"), case("cabbage")))) == 2


def test_a_late_case_shows_more_followers_than_its_loss() -> None:
    """A fifth lost when half was in: two fifths of the later voters followed."""
    case = Analogue(
        id="X1", grade="A", year="2015", place="p", contest="c", change="x", kind="withdrawn",
        effect_pct=-20.0, elapsed=0.5, source="minutes",
    )  # fmt: skip
    assert observed_follow(case) == pytest.approx(0.4)
    assert observed_follow(replace(case, elapsed=None)) == pytest.approx(0.2)
    assert observed_follow(replace(case, effect_pct=30.0)) == 0


def test_strong_cases_raise_comply_and_weak_ones_lower_it(labour: Record) -> None:
    """The prior is worth two good cases, so five of them pull it their way without owning it."""
    bare = replace(labour, analogues=())
    base = pooled_comply(bare)

    def mean(effect: float) -> float:
        cases = tuple(
            Analogue(
                id=f"X{i}", grade="A", year="2015", place="p", contest="c", change="x",
                kind="withdrawn", effect_pct=effect, elapsed=0.0, source="minutes",
            )
            for i in range(5)
        )  # fmt: skip
        a, b, _ = pooled_comply(replace(bare, analogues=cases))
        return a / (a + b)

    assert mean(-5) < base[0] / (base[0] + base[1]) < mean(-60)


# ---- settings ----------------------------------------------------------------------------------


def test_every_wrong_setting_is_named_at_once(night: Situation) -> None:
    """Two unknown names, two values out of range and one that is no number."""
    wrong = {
        "comply": 1.5,
        "cast": -0.1,
        "luck": 0.5,
        "to:nobody": 1.0,
        "aware": float("nan"),
        "spill": 0.3,
        "to:ann-black": 101.0,
    }
    with pytest.raises(InputError) as refused:
        hustings.compare(night, [Change("gone", "ann-black", ON)], settings=wrong)
    said = " ".join(p.message for p in refused.value.problems)
    assert len(refused.value.problems) == 6
    for name in set(wrong) - {"spill"}:
        assert name in said
    assert all(p.next_step for p in refused.value.problems)


def test_a_setting_holds_its_factor_and_says_so(night: Situation) -> None:
    asked = hustings.compare(
        night,
        [Change("withdraw", "huda-elmi", ON, "clpd")],
        settings={"comply": 0.25, "cast": 0.5, "aware": 1, "dependence": 1},
    )
    assert asked.cast.p05 == asked.cast.p95 == 0.5
    assert asked.loss is not None
    assert asked.loss.p05 == pytest.approx(asked.loss.p95) == pytest.approx(0.125)
    held = {a.name: a.value for a in asked.assumptions if a.value is not None}
    assert {"aware": 1, "comply": 0.25, "dependence": 1}.items() <= held.items()


def test_freed_votes_go_where_they_are_sent(night: Situation) -> None:
    """All of what spills goes to Ann Black when nobody else pulls."""
    nobody = {f"to:{c}": 0.0 for c in night.field.ids if c != "ann-black"}
    change = Change("withdraw", "jon-lansman", ON, "momentum")
    asked = hustings.compare(night, [change], settings={**nobody, "cast": 0, "spill": 1})
    before = {c.id: c.votes.median for c in asked.before.candidates}
    after = {c.id: c.votes.median for c in asked.after.candidates}
    moved = {c for c in before if abs(after[c] - before[c]) > 1e-9}
    assert {"ann-black", "jon-lansman"} <= moved
    assert moved <= {"ann-black", "jon-lansman", "pete-willsman"}


# ---- changes -----------------------------------------------------------------------------------


def test_every_wrong_change_is_named_at_once(night: Situation) -> None:
    """A body that backs nobody, a slip in a name, a day too late, a body that backs already."""
    wrong = [
        Change("withdraw", "ann-black", ON, "momentum"),
        Change("withdraw", "pete-wilsman", ON, "clga"),
        Change("gone", "jon-lansman", date(2018, 9, 2)),
        Change("endorse", "huda-elmi", ON, "momentum"),
        Change("replace", "jon-lansman", ON, successor="somebody-else"),
    ]
    with pytest.raises(InputError) as refused:
        hustings.compare(night, wrong, seats=99)
    codes = [p.code for p in refused.value.problems]
    assert sorted(codes) == [
        "after-close",
        "already-endorsed",
        "no-endorsement",
        "out-of-range",
        "unknown-id",
        "unknown-id",
    ]
    steps = " ".join(p.next_step for p in refused.value.problems)
    assert "pete-willsman" in steps
    assert "ol" in steps


def test_a_question_without_a_change_is_no_question(night: Situation) -> None:
    with pytest.raises(InputError) as refused:
        hustings.compare(night)
    assert refused.value.problems[0].code == "nothing-changes"


def test_a_world_that_is_not_there_lists_those_that_are(night: Situation) -> None:
    with pytest.raises(hustings.UnknownName, match="published, model, last-result, pundits"):
        hustings.compare(night, seats=8, world="punters")


def test_what_happened_already_cannot_happen_again(night: Situation) -> None:
    """On 1 August Momentum has dropped Willsman; it cannot drop him once more."""
    with pytest.raises(InputError) as refused:
        hustings.compare(night, [Change("withdraw", "pete-willsman", ON, "momentum")])
    assert refused.value.problems[0].code == "no-endorsement"
    assert "clga" in refused.value.problems[0].next_step


BUG = "bug: `checked` does not look at "


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([Change("resign", "jon-lansman", ON)], id="a kind that is no kind"),
        pytest.param([Change("replace", "jon-lansman", ON)], id="nobody to replace with"),
        pytest.param(
            [Change("replace", "jon-lansman", ON, successor="jon-lansman")],
            id="replaced by oneself",
        ),
        pytest.param([Change("withdraw", "jon-lansman", ON, "clpd")] * 2, id="the same act twice"),
    ],
)
def test_changes_that_mean_nothing_are_refused(night: Situation, changes: list[Change]) -> None:
    """Refused with a problem, not with a traceback and not counted twice."""
    with pytest.raises(InputError):
        hustings.compare(night, changes)


def test_there_must_be_a_loser_among_those_who_can_win(night: Situation) -> None:
    """Twenty-five seats and one of twenty-six gone: nothing is left to forecast."""
    with pytest.raises(InputError):
        hustings.compare(night, [Change("gone", "ann-black", ON)], seats=25)


def test_a_change_on_the_day_papers_go_out_can_be_asked(labour: Record, one_fit) -> None:
    """What if Momentum had dropped Willsman on 26 July itself?"""
    change = Change("withdraw", "pete-willsman", date(2018, 7, 26), "momentum")
    asked = hustings.whatif(labour, "nec-clp-2018-09", [change], draws=1000)
    assert asked.delta["pete-willsman"] < 0


def test_a_what_if_is_asked_on_the_eve_by_default(labour: Record, one_fit) -> None:
    """So that what the record says of the day itself is not counted twice."""
    change = Change("withdraw", "pete-willsman", date(2018, 8, 1), "momentum")
    asked = hustings.whatif(labour, "nec-clp-2018-09", [change], draws=1000)
    assert asked.as_of == date(2018, 7, 31)
    assert asked.delta["pete-willsman"] < -0.05
    assert asked.changes == ("Momentum withdraws its endorsement of Pete Willsman on 2018-08-01",)


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("withdraw", "momentum:pete", Change("withdraw", "pete", ON, "momentum")),
        ("endorse", "clga:ann", Change("endorse", "ann", ON, "clga")),
        ("replace", "ann:bob", Change("replace", "ann", ON, successor="bob")),
        ("gone", "ann", Change("gone", "ann", ON)),
    ],
)
def test_changes_are_read_from_words(kind: str, text: str, meant: Change) -> None:
    assert read_change(kind, text, ON) == meant


@pytest.mark.parametrize(
    ("kind", "text"), [("withdraw", "pete"), ("endorse", ":ann"), ("replace", "ann:"), ("gone", "")]
)
def test_words_of_another_shape_are_refused_with_the_shape(kind: str, text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_change(kind, text, ON)
    (problem,) = refused.value.problems
    assert "CANDIDATE" in problem.next_step
