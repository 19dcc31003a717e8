"""One trial for all rules: whatever is added to `rules/` must pass it unchanged."""

from __future__ import annotations

import ast
import json
import os
import random
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from trials import EVERY_RULE, NAMES, contest, counted, seats_of, settled

import hustings.rules
from hustings.errors import LotNeeded
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule

ROOM = Path(hustings.rules.__file__).parent


@EVERY_RULE
def test_every_vote_is_somewhere_at_every_stage(rule: Rule) -> None:
    """Candidates, non-transferable and lost to rounding add up to the same at every stage."""
    for _, count in settled(rule, range(8)):
        wholes = {sum(s.votes) + s.non_transferable + s.lost for s in count.stages}
        assert len(wholes) == 1
        assert all(min(*s.votes, s.non_transferable, s.lost) >= 0 for s in count.stages)


@EVERY_RULE
def test_every_seat_is_filled_once(rule: Rule) -> None:
    """Seven stand for three seats (or one): so many are elected, and nobody twice."""
    for _, count in settled(rule, range(8)):
        assert len(set(count.elected)) == len(count.elected) == seats_of(rule)
        named = [o.candidate for s in count.stages for o in s.elected]
        assert sorted(named) == sorted(count.elected)


@EVERY_RULE
def test_the_order_of_papers_does_not_matter(rule: Rule) -> None:
    """The box is shaken, and equal papers are written apart: the same count."""
    for profile, count in settled(rule, range(4)):
        rows = [r for row, n in profile.grouped().items() for r in [row] * min(n, 2)]
        papers = [p for n in profile.grouped().values() for p in ([1, n - 1] if n > 1 else [1])]
        both = list(zip(rows, papers))
        random.Random(7).shuffle(both)
        shaken = Profile.from_rows(
            profile.candidates, [r for r, _ in both], [p for _, p in both], profile.kind
        )
        again = counted(rule, shaken)
        assert again == count
        assert again.data_sha256 == count.data_sha256


@EVERY_RULE
def test_the_order_of_candidates_does_not_matter(rule: Rule) -> None:
    """The paper is printed the other way round: everyone has the same votes at every stage."""
    for profile, count in settled(rule, range(4)):
        turned = reversed_names(profile)
        again = counted(rule, turned)
        assert set(again.winners) == set(count.winners)
        assert [by_name(again, s.votes) for s in again.stages] == [
            by_name(count, s.votes) for s in count.stages
        ]


def reversed_names(profile: Profile) -> Profile:
    """The same papers with the candidates in the opposite order."""
    n = len(profile.candidates)
    if profile.kind == "scores":
        rows = [tuple(reversed(row)) for row in profile.grouped()]
    else:
        rows = [tuple(n + 1 - c for c in row) for row in profile.grouped()]
    return Profile.from_rows(
        profile.candidates[::-1], rows, profile.grouped().values(), profile.kind
    )


def by_name(count: Any, votes: Any) -> dict[str, Any]:
    """Votes under names."""
    return dict(zip(count.candidates, votes))


@EVERY_RULE
def test_a_profile_many_times_over_elects_the_same(rule: Rule) -> None:
    """A thousand copies and three thousand copies of each paper: the same persons win."""
    for seed in range(5):
        try:
            once = counted(rule, contest(rule, seed, scale=1000))
            thrice = counted(rule, contest(rule, seed, scale=3000))
        except LotNeeded:
            continue
        assert set(once.winners) == set(thrice.winners)
        if rule.votes_word == "others behind":
            assert once.stages[0].votes == thrice.stages[0].votes
            continue
        first, tripled = once.stages[0].votes, thrice.stages[0].votes
        assert [v * 3 for v in first] == list(tripled)


@EVERY_RULE
def test_whom_most_papers_want_alone_is_elected(rule: Rule) -> None:
    """Nine papers in ten bear Ann alone."""
    n = len(NAMES)
    alone = (2, *[0] * (n - 1)) if rule.kinds[0] == "scores" else (1,)
    other = (0, 2, *[0] * (n - 2)) if rule.kinds[0] == "scores" else (2,)
    rows = [alone, other]
    rows += [
        tuple(2 if k == c else 0 for k in range(n)) if rule.kinds[0] == "scores" else (c + 1,)
        for c in range(2, n)
    ]
    papers = [900, 40, *range(5, 5 + n - 2)]
    count = counted(rule, Profile.from_rows(NAMES, rows, papers, rule.kinds[0]))
    assert count.winners[0] == "Ann Ash"


@EVERY_RULE
def test_a_solid_coalition_with_two_quotas_takes_two_seats(rule: Rule) -> None:
    """STV's promise: 55 in 100 rank Ann and Bea above all others, three seats, so both win."""
    if rule.kinds[0] != "ranked" or seats_of(rule) == 1 or not is_stv(rule):
        pytest.skip("not a single transferable vote")
    rows = [(1, 2, 5), (2, 1, 6), (3, 4, 5), (4, 3), (5, 3), (6, 7, 4), (7, 6)]
    count = counted(rule, Profile.from_rows(NAMES, rows, [400, 150, 150, 110, 90, 60, 40]))
    assert {"Ann Ash", "Bea Birch"} <= set(count.winners)


def is_stv(rule: Rule) -> bool:
    """True for a rule that says it is a single transferable vote."""
    method = next((f.value for f in rule.facts if f.topic == "method"), "")
    return "single transferable vote" in method.lower()


@EVERY_RULE
def test_a_tie_without_a_lot_stops_and_with_one_goes_on(rule: Rule) -> None:
    """Two stand level for the last seat: the count names both, and replays the lot drawn."""
    if rule.name == "meek-nz":
        pytest.skip("its law settles ties by pseudo-random numbers (clauses 41 to 48)")
    one = seats_of(rule) == 1
    names = NAMES[:2] if one else NAMES[:4]
    n = len(names)
    if rule.kinds[0] == "scores":
        rows = [tuple(2 if k == c else 0 for k in range(n)) for c in range(n)]
    else:
        rows = [(c + 1,) for c in range(n)]
    papers = [10, 10] if one else [40, 30, 10, 10]
    profile = Profile.from_rows(names, rows, papers, rule.kinds[0])
    with pytest.raises(LotNeeded) as stopped:
        counted(rule, profile)
    assert set(stopped.value.tied) == set(names[-2:])
    assert stopped.value.purpose in {"elect", "exclude", "surplus"}
    for favoured in names[-2:]:
        order = (favoured, *[n for n in names if n != favoured])
        count = counted(rule, profile, Lots(standing=order))
        assert favoured in count.winners
        assert count.lots


@EVERY_RULE
def test_no_float_anywhere(rule: Rule) -> None:
    """Not in a stage, not in a transfer, not in a quota."""
    for _, count in settled(rule, range(3)):
        assert not list(floats(count))


def floats(value: Any) -> Any:
    """Every float inside a value."""
    if isinstance(value, float):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from floats(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from floats(list(value.items()))
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from floats(item)


@pytest.mark.parametrize("path", [*ROOM.glob("*.py"), ROOM.parent / "arithmetic.py"], ids=str)
def test_the_law_is_written_without_floats(path: Path) -> None:
    """No float literal, no float(), no true division outside exact fractions, no random."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), (path, node.lineno)
        if isinstance(node, ast.Name):
            assert node.id not in {"float", "random"}, (path, node.lineno)
        if isinstance(node, ast.Import | ast.ImportFrom):
            assert "random" not in ast.unparse(node), (path, node.lineno)


@EVERY_RULE
def test_facts_are_cited_or_marked_assumed(rule: Rule) -> None:
    """Every value of the pack stands in a clause or says that it is assumed; the page exists."""
    topics = {fact.topic for fact in rule.facts}
    assert {"method", "ties", "withdrawal", "vacancy"} <= topics
    assert all(bool(f.clause) != f.assumed for f in rule.facts), rule.facts
    assert (ROOM.parents[2] / rule.page).exists()


def test_same_input_same_bytes_in_any_process() -> None:
    """Two interpreters with different hash seeds print the same JSON for every rule."""
    code = (
        "import sys, json; sys.path.insert(0, sys.argv[1]);"
        "from trials import contest, counted, identity, rules, LotNeeded\n"
        "for rule in rules():\n"
        "    try: print(identity(rule), json.dumps(counted(rule, contest(rule, 1)).to_dict()))\n"
        "    except LotNeeded as tie: print(identity(rule), tie)\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert json.loads(said[0].splitlines()[0].split(" ", 1)[1])["stages"]
