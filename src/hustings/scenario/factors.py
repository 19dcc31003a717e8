"""What is assumed of an event in mid-ballot: four factors with stated, sourced, dated priors.

loss = (1 - share in) x aware x comply x dependence, as a share of the candidate's own votes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from hustings.errors import InputError, Problem
from hustings.forecasting.evidence import Floats
from hustings.model.record import Analogue, Record
from hustings.scenario.luck import stream
from hustings.scenario.results import Assumption

OWN = (
    "hustings' own wide prior, set in 2026 by people who knew the outcome of 2018; "
    "read the grid, not the point"
)
DEFAULTS: dict[str, tuple[float, float, str]] = {
    "aware": (6, 4, "share of later voters who hear of it before they vote"),
    "comply": (4, 4, "share of those who hear that follow the change"),
    "dependence": (8, 3, "share of the candidate's support that came by way of the slate"),
    "spill": (2, 4, "share of freed votes given to someone else, the rest stay unused"),
}
GRADES = {"A": 1.0, "B": 0.5, "C": 0.25}
"""Weight of an analogue by how close it is to a slate contest by members; D has no baseline."""

KINDS = ("withdrawn", "declined")
PRIOR_CASES = 2.0
"""The wide prior counts as this many grade A cases when analogues are pooled with it."""

ENDORSEMENT_POINTS = 0.095
"""What an endorsement by a body that backs nobody else is worth, as a share of ballots (analogue
A22: 9 to 10 points in a survey experiment)."""


@dataclass(frozen=True)
class Factors:
    """Drawn factors, each of shape (draw,), and the assumptions they came from."""

    aware: Floats
    comply: Floats
    dependence: Floats
    spill: Floats
    weights: Mapping[str, float]
    assumptions: tuple[Assumption, ...]


def observed_follow(case: Analogue) -> float:
    """The share of later voters who followed, read off an analogue: its loss over what was left."""
    assert case.effect_pct is not None
    later = 1 - (case.elapsed or 0.0)
    return float(np.clip(-case.effect_pct / 100 / max(later, 0.1), 0.0, 1.0))


def usable(cases: tuple[Analogue, ...]) -> tuple[Analogue, ...]:
    """Withdrawals with a measured effect and a grade; one case counts once (its last estimate)."""
    kept: dict[str, Analogue] = {}
    for case in cases:
        if case.kind in KINDS and case.effect_pct is not None and case.grade in GRADES:
            kept[re.sub(r"(?<=\d)[a-h]$", "", case.id)] = case
    return tuple(kept[k] for k in sorted(kept))


def pooled_comply(record: Record) -> tuple[float, float, str]:
    """Beta parameters of `comply` once the analogues known by then have spoken, and their source.

    The product aware x comply x dependence is what an analogue shows, so `comply` is set to make
    the mean product the weighted mean of the prior's and the cases'.
    """
    a, b, _ = DEFAULTS["comply"]
    base = a / (a + b)
    rest = np.prod([DEFAULTS[n][0] / sum(DEFAULTS[n][:2]) for n in ("aware", "dependence")])
    cases = usable(record.analogues)
    if not cases:
        return a, b, f"{OWN}; no comparable withdrawal was known by then"
    weights = np.array([PRIOR_CASES, *(GRADES[c.grade] for c in cases)])
    follow = np.array([base * rest, *(observed_follow(c) for c in cases)])
    mean = float(np.clip(weights @ follow / weights.sum() / rest, 0.05, 0.9))
    size = a + b
    named = ", ".join(f"{c.id} ({c.place} {c.year}, {c.effect_pct:+.0f} %)" for c in cases)
    return mean * size, (1 - mean) * size, f"{OWN}; pooled with analogues {named}"


def setting_problems(pairs: Mapping[str, float], candidates: tuple[str, ...]) -> list[Problem]:
    """What is wrong with the names and ranges of `--set`."""
    problems = []
    known = ("cast", *DEFAULTS, *(f"to:{c}" for c in candidates))
    for name, value in pairs.items():
        top = 100.0 if name.startswith("to:") else 1.0
        if name not in known:
            step = f"Use one of cast, {', '.join(DEFAULTS)} or to:CANDIDATE."
            problems.append(Problem("--set", 0, "unknown-name", f"{name!r} is not a factor", step))
        elif not 0 <= value <= top:
            step = f"Give a share between 0 and {top:g}."
            problems.append(Problem("--set", 0, "out-of-range", f"{name}={value:g}", step))
    return problems


def parse_settings(pairs: Mapping[str, float], candidates: tuple[str, ...]) -> None:
    """Check `--set` names and ranges; InputError names every fault at once."""
    problems = setting_problems(pairs, candidates)
    if problems:
        raise InputError("some settings cannot be used", problems)


def draw_factors(
    record: Record, seed: int, n: int, settings: Mapping[str, float], day: date
) -> Factors:
    """Draw every factor, or hold it at the value set; `record` has passed the gate of `day`."""
    drawn: dict[str, Floats] = {}
    notes = []
    for name, (a, b, meaning) in DEFAULTS.items():
        source = OWN
        if name == "comply":
            a, b, source = pooled_comply(record)
        if name in settings:
            drawn[name] = np.full(n, settings[name])
            notes.append(_held(name, meaning, settings[name]))
            continue
        drawn[name] = stream(seed, f"factor {name}").beta(a, b, n)
        low, mid, high = np.quantile(drawn[name], [0.05, 0.5, 0.95])
        notes.append(
            Assumption(
                name,
                meaning,
                f"{source}; Beta({a:.3g}, {b:.3g}); cases known by {day}",
                p05=float(low),
                median=float(mid),
                p95=float(high),
                adjustable=True,
            )
        )
    notes.append(
        Assumption(
            "endorsement",
            "share of ballots an endorsement is worth when its body backs nobody else",
            "analogue A22, a survey experiment known from 2015-07-23",
            value=ENDORSEMENT_POINTS,
        )
    )
    weights = {k.removeprefix("to:"): v for k, v in settings.items() if k.startswith("to:")}
    return Factors(**drawn, weights=weights, assumptions=tuple(notes))


def _held(name: str, meaning: str, value: float) -> Assumption:
    return Assumption(name, meaning, f"set by --set {name}={value:g}", value=value, adjustable=True)
