"""A backtest as a page: scores by contest, means beside baselines, claims beside outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hustings.report import words
from hustings.report.blocks import KeyNumber, Provenance, Source, Table, Term, sources, table
from hustings.report.track import HEADS as SCORE_HEADS
from hustings.report.track import MODES, OURS, ModeScores, Track, cell, named, score_rows, track
from hustings.scenario.results import Backtest, ClaimScore, ContestScores, Forecast

SHORT = {
    "published": "Publ.",
    "no-cohesion": "No coh.",
    "climatology": "Clim.",
    "nomination-rank": "Nom. rank",
}
"""Heads that would be too wide for a table of every method."""
GLOSSARY = (
    Term("Forward", "The forecast of a contest knows only what was known before it."),
    Term(
        "Leave one out",
        "The forecast knows every other contest, later ones too: an easier test, shown beside.",
    ),
    Term("Brier score", "Mean squared error of the odds of a seat: 0 is perfect, 0.25 a coin."),
    Term("Log score", "Punishes being sure and wrong: minus the log of the odds of what happened."),
    Term("CRPS", "How far the forecast shares are from the true ones, in points of the vote."),
    Term("Effective n", "How many independent tests the contests are worth."),
)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A published expectation beside the forecast of that day and the outcome."""

    title: str
    claim: str
    reading: str
    forecast: str
    outcome: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CaseBlock:
    """One past day forecast in full: its headline and how it scored."""

    title: str
    headline: str
    table: Table | None


@dataclass(frozen=True, slots=True)
class BacktestPage:
    """Everything a backtest has to say, ready to print."""

    name: str
    title: str
    dek: str
    headline: str
    lead: tuple[str, ...]
    numbers: tuple[KeyNumber, ...]
    track: Track | None
    contests: tuple[Table, ...]
    cases: tuple[CaseBlock, ...]
    claims: tuple[ClaimRow, ...]
    remarks: tuple[str, ...]
    skipped: tuple[str, ...]
    provenance: Provenance
    glossary: tuple[Term, ...]

    @property
    def modes(self) -> tuple[ModeScores, ...]:
        """The means, forward first."""
        return self.track.modes if self.track else ()


def backtest_page(b: Backtest, *, command: str = "") -> BacktestPage:
    """The page of a backtest; `command` is what makes the same one again."""
    made = track(b.contests, b.means, b.effective_n)
    return BacktestPage(
        name=words.slug(f"backtest-{b.record}"),
        title=f"How the forecasts would have done: {b.organisation}",
        dek=_dek(b),
        headline=made.verdict if made else "No past contest could be scored.",
        lead=(made.caution,) if made else (),
        numbers=_numbers(made.modes[0]) if made else (),
        track=made,
        contests=contest_tables(b.contests),
        cases=_cases(b),
        claims=tuple(_claim(c) for c in b.claims),
        remarks=tuple(words.sentence(r) for r in b.remarks),
        skipped=tuple(words.tidy(s) for s in b.skipped),
        provenance=_provenance(b, command),
        glossary=GLOSSARY,
    )


def contest_tables(contests: Sequence[ContestScores]) -> tuple[Table, ...]:
    """The Brier score of every method on every contest, one table a mode."""
    modes = dict.fromkeys([m for m in MODES if any(c.mode == m for c in contests)])
    modes |= dict.fromkeys(c.mode for c in contests)
    return tuple(_contest_table(m, [c for c in contests if c.mode == m]) for m in modes)


def _contest_table(mode: str, contests: Sequence[ContestScores]) -> Table:
    methods = list(dict.fromkeys(s.method for c in contests for s in c.scores))
    return table(
        f"contests-{mode}",
        f"Brier score of each contest, {MODES.get(mode, mode)}",
        ["Contest", ">Seats", *(f">{SHORT.get(m, words.human(m))}" for m in methods)],
        [
            [
                c.label,
                f"{c.seats}/{c.candidates}",
                *(cell(_brier(c, m), 3) for m in methods),
            ]
            for c in sorted(contests, key=lambda c: (c.as_of, c.contest))
        ],
        note=_spelled(methods),
    )


def _spelled(methods: Sequence[str]) -> str:
    """What the short heads stand for."""
    short = [f"{SHORT[m]}: {m.replace('-', ' ')}" for m in methods if m in SHORT]
    return f"{'; '.join(short)}." if short else ""


def _brier(c: ContestScores, method: str) -> float | None:
    return next((s.brier for s in c.scores if s.method == method), None)


def _dek(b: Backtest) -> str:
    count = len({c.contest for c in b.contests})
    return (
        f"{words.capital(words.counted(count, 'contest'))} of {b.organisation}. The contest "
        "is the unit; every method saw the same data on the same day."
    )


def _numbers(mode: ModeScores) -> tuple[KeyNumber, ...]:
    ours, *rest = mode.scores
    others = [s for s in rest if s.method not in OURS]
    numbers = [KeyNumber(f"{ours.brier:.3f}", f"Brier score of {named(ours)}", mode.title)]
    if others:
        best = min(others, key=lambda s: s.brier)
        numbers.append(KeyNumber(f"{best.brier:.3f}", f"best simple forecast: {named(best)}"))
    if ours.cover80 is not None:
        numbers.append(
            KeyNumber(words.share(ours.cover80), "of candidates inside their 80 % interval")
        )
    return tuple(numbers)


def _claim(c: ClaimScore) -> ClaimRow:
    return ClaimRow(
        title=f"{c.claimant}, {words.day(c.on)}, on {c.subject}",
        claim=words.tidy(c.claim),
        reading=words.tidy(c.reading),
        forecast=words.tidy(c.forecast),
        outcome=words.tidy(c.outcome),
        sources=sources(c.source),
    )


def _cases(b: Backtest) -> tuple[CaseBlock, ...]:
    return tuple(_case(b, f, i) for i, f in enumerate(b.cases))


def _case(b: Backtest, f: Forecast, i: int) -> CaseBlock:
    from hustings.report.forecast_page import forecast_page

    scored = next((s for s in b.case_scores if (s.contest, s.as_of) == (f.contest, f.as_of)), None)
    title = f"{f.label}, as known on {words.day(f.as_of)}"
    made = (
        table(f"case-{i}", f"Scores of {title}", SCORE_HEADS, score_rows(scored.scores))
        if scored
        else None
    )
    return CaseBlock(title, forecast_page(f).headline, made)


def _provenance(b: Backtest, command: str) -> Provenance:
    cite = (
        f"hustings {b.version}, backtest of record {b.record}, data {b.data_sha256[:12]}, seed "
        f"{b.seed}, {b.draws:,} draws."
    )
    facts = (
        ("Record", b.record),
        ("Seed and draws", f"{b.seed} and {b.draws:,}"),
        ("Data (SHA-256)", b.data_sha256),
        ("Version", f"hustings {b.version}"),
        *([("Years of other data", b.data_years)] if b.data_years else []),
    )
    return Provenance(cite, facts, command)
