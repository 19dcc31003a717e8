"""How a method did on past contests, beside the simple forecasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from hustings.report import words
from hustings.report.blocks import Table, table
from hustings.scenario.results import ContestScores, Score

MODES = {"forward": "forward, from earlier contests only", "leave-one-out": "leave one out"}
OURS = {
    "published": "the published odds",
    "model": "the model alone",
    "no-cohesion": "the model without cohesion",
}
"""Our own methods and variants; all others are the simple forecasts they must beat."""
"""Methods that are ours; every other one is there to be compared with."""
HEADS = ("Method", ">Brier", ">Log", ">CRPS", ">Energy", ">Seats of slates", ">In 80 %")
SCORE_NOTE = (
    "Lower is better in every column but the last, the share of candidates inside their 80 % "
    "interval, which should be near 80 %. Brier and log score the odds of a seat."
)


@dataclass(frozen=True, slots=True)
class ModeScores:
    """The mean scores of every method in one mode, over `contests` contests."""

    mode: str
    title: str
    contests: int
    effective: Mapping[str, float]
    scores: tuple[Score, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Track:
    """The track record: a verdict, a word of caution, and the means by mode."""

    verdict: str
    caution: str
    modes: tuple[ModeScores, ...]


def track(
    contests: Sequence[ContestScores],
    means: Mapping[str, Sequence[Score]] | None = None,
    effective: Mapping[str, float] | None = None,
) -> Track | None:
    """The track record of scored contests; means are taken here unless they are given."""
    names = dict.fromkeys([*MODES, *(c.mode for c in contests), *(means or {})])
    modes: list[ModeScores] = []
    for name in names:
        own = [c for c in contests if c.mode == name]
        scores = tuple((means or {}).get(name) or mean_scores(own))
        if scores:
            note = "" if modes else SCORE_NOTE
            modes.append(_mode(name, own, scores, effective or {}, note))
    if not modes:
        return None
    return Track(verdict(modes[0]), caution(modes[0]), tuple(modes))


def mean_scores(contests: Sequence[ContestScores]) -> tuple[Score, ...]:
    """The mean of each method over the contests that it was scored on."""
    methods = dict.fromkeys(s.method for c in contests for s in c.scores)
    return tuple(
        _mean(method, [s for c in contests for s in c.scores if s.method == method])
        for method in methods
    )


def verdict(mode: ModeScores) -> str:
    """How the first method stands beside the best of the others, by Brier score."""
    ours, *rest = mode.scores
    others = [s for s in rest if s.method not in OURS]
    alone = [s for s in rest if s.method in OURS]
    over = f"over {words.counted(mode.contests, 'past contest')}, {mode.title}"
    said = f"{words.capital(over)}: {named(ours)} scored {ours.brier:.3f} (Brier, lower is better)"
    if others:
        best = min(others, key=lambda s: s.brier)
        word = "better than" if ours.brier < best.brier else "no better than"
        said += f", {word} the best simple forecast, {named(best)}, with {best.brier:.3f}"
    return said + "".join(f"; {named(s)} {s.brier:.3f}" for s in alone) + "."


def named(score: Score) -> str:
    """A method in a sentence."""
    return OURS.get(score.method, f"“{score.method.replace('-', ' ')}”")


def caution(mode: ModeScores) -> str:
    """What the number of contests is worth."""
    return (
        f"{words.capital(words.counted(mode.contests, 'contest'))} of one organisation, fought by "
        "many of the same people and slates: this is thin evidence, and a gap between two methods "
        f"can be luck.{worth(mode.effective)}"
    )


def worth(effective: Mapping[str, float]) -> str:
    """How many independent outcomes the candidates of all contests are worth."""
    if not {"candidates", "effective"} <= effective.keys():
        return ""
    return (
        f" Their {effective['candidates']:,.0f} candidate outcomes are worth about "
        f"{effective['effective']:.0f} independent ones: slate-mates rise and fall together."
    )


def score_rows(scores: Iterable[Score]) -> list[list[str]]:
    """Scores as cells; a score that a method does not have is a dash."""
    return [
        [
            s.method.replace("-", " "),
            f"{s.brier:.3f}",
            f"{s.log:.3f}",
            cell(s.crps, 3),
            cell(s.energy, 3),
            cell(s.rps, 2),
            words.share(s.cover80) if s.cover80 is not None else "–",
        ]
        for s in scores
    ]


def cell(x: float | None, digits: int) -> str:
    """A score or a dash."""
    return "–" if x is None else f"{x:.{digits}f}"


def _mode(
    name: str,
    own: Sequence[ContestScores],
    scores: tuple[Score, ...],
    effective: Mapping[str, float],
    note: str,
) -> ModeScores:
    title = MODES.get(name, name)
    count = len({c.contest for c in own})
    caption = f"Mean scores, {title} ({words.counted(count, 'contest')})"
    rows = score_rows(scores)
    made = table(f"track-{name}", caption, HEADS, rows, note=note, strong=_own(scores))
    return ModeScores(name, title, count, effective, scores, made)


def _own(scores: Sequence[Score]) -> list[int]:
    return [i for i, s in enumerate(scores) if i == 0 or s.method in OURS]


def _mean(method: str, scores: Sequence[Score]) -> Score:
    def over(values: Iterable[float | None]) -> float | None:
        known = [v for v in values if v is not None]
        return fmean(known) if known else None

    return Score(
        method=method,
        brier=fmean(s.brier for s in scores),
        log=fmean(s.log for s in scores),
        crps=over(s.crps for s in scores),
        energy=over(s.energy for s in scores),
        rps=over(s.rps for s in scores),
        cover80=over(s.cover80 for s in scores),
    )
