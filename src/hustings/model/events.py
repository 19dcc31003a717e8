"""The kinds of event a record may hold, and which columns each of them needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GROUPS = {
    "timetable": "when a contest opens, closes and is declared",
    "endorsement": "who backs whom; acts of endorsements.csv join these",
    "decision": "what a body decided, on whose motion, with what outcome",
    "overruling": "who overruled whom, about what, on what authority",
    "case": "a disciplinary or other case, from opening to close",
    "dissent": "a member who dissents in public from what was decided",
    "office": "what becomes of a candidacy or a seat",
    "word": "what was said or published",
}


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event: its word, its group, one line about it, and its columns.

    `on`, `kind`, `actor` and `text` are needed by all; `contest_id`, `body_id`, `candidate_id` and
    the common columns may stand on all. A `graded` kind should say what stands behind it.
    """

    word: str
    group: str
    about: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    graded: bool = False


def _kind(
    group: str, word: str, about: str, needs: str = "", may: str = "", graded: bool = False
) -> EventKind:
    return EventKind(word, group, about, tuple(needs.split()), tuple(may.split()), graded)


_LIST = (
    _kind("timetable", "nominations-open", "nominations open"),
    _kind("timetable", "nominations-close", "nominations close"),
    _kind("timetable", "ballot-open", "voting opens"),
    _kind("timetable", "ballot-close", "voting closes"),
    _kind("timetable", "result", "the result is declared"),
    _kind("timetable", "result-detail", "figures published after the declaration"),
    _kind("timetable", "member-ballot", "an organisation ballots its members on whom to back"),
    _kind("timetable", "internal-election", "an organisation elects its own committee"),
    _kind("endorsement", "endorsed", "an organisation backs a candidate", may="of act"),
    _kind("endorsement", "endorsement-withdrawn", "it takes its backing back", may="of act"),
    _kind(
        "endorsement",
        "endorsement-ended",
        "its backing ends otherwise: not renewed, declined, replaced",
        may="of act",
    ),
    _kind(
        "endorsement",
        "endorsement-reported",
        "others say that it backs, or that it does not; it has not said so",
        may="of act",
    ),
    _kind("endorsement", "slate", "a slate is published"),
    _kind("endorsement", "slate-change", "a slate gains, loses or exchanges a name"),
    _kind("endorsement", "slate-split", "those who stood together name different slates"),
    _kind(
        "decision",
        "decision",
        "the body in `actor` decided `act`, with `outcome`",
        "act outcome",
        "of mover authority clause case_id",
        graded=True,
    ),
    _kind(
        "decision",
        "committee-vote",
        "an older word for a decision known only from its text",
        may="of act outcome mover",
    ),
    _kind(
        "overruling",
        "overruled",
        "`actor` overruled `of` about `act`",
        "of act",
        "outcome authority clause case_id",
        graded=True,
    ),
    _kind(
        "case",
        "case-opened",
        "`actor` opened the case",
        "case_id",
        "of act authority clause",
        graded=True,
    ),
    _kind(
        "case",
        "case-stage",
        "`actor` moved the case to `stage`",
        "case_id stage",
        "of act authority clause",
        graded=True,
    ),
    _kind(
        "case",
        "case-closed",
        "`actor` closed the case, with `outcome`",
        "case_id outcome",
        "of act authority clause",
        graded=True,
    ),
    _kind(
        "dissent",
        "dissent",
        "`actor` dissents in public from what `of` did about `act`",
        "of act",
        graded=True,
    ),
    _kind("office", "suspension", "a membership or an office is suspended", may="of case_id"),
    _kind("office", "reinstatement", "a suspension ends", may="of case_id"),
    _kind("office", "vacancy", "a seat falls free or is filled again"),
    _kind("office", "declined", "someone declines a seat or a nomination"),
    _kind("office", "incompatible", "someone takes an office that may not be held too"),
    _kind(
        "office", "exclusion", "someone is kept off the paper", may="of clause authority case_id"
    ),
    _kind("office", "death", "a candidate or member dies"),
    _kind("office", "disqualification", "a candidate may no longer be elected", may="clause"),
    _kind("office", "candidate-withdrawn", "a candidate withdraws"),
    _kind("word", "statement", "a statement of the person concerned"),
    _kind("word", "apology", "an apology"),
    _kind("word", "criticism", "criticism in public", may="of act"),
    _kind("word", "reaction", "a reaction in public", may="of act"),
    _kind("word", "report", "a report in the press"),
    _kind("word", "campaign", "campaign material or a call to vote"),
    _kind("word", "meeting", "a meeting"),
    _kind("word", "proposal", "`actor` proposes `act`; nothing is decided yet", "act", "of mover"),
    _kind(
        "word",
        "rule-claim",
        "someone says in public who may `act` (remove, suspend, ...); it is not a rule",
        "act",
        "of clause",
        graded=True,
    ),
)
KINDS: Mapping[str, EventKind] = {kind.word: kind for kind in _LIST}
"""Every kind by its word, in the order of `docs/records/events.md`."""

ACT_KINDS: Mapping[str, str] = {
    "endorsed": "endorsed",
    "own slate": "endorsed",
    "supported": "endorsed",
    "withdrawn": "endorsement-withdrawn",
    "not renewed": "endorsement-ended",
    "declined": "endorsement-ended",
    "candidate withdrew": "endorsement-ended",
    "replaced": "endorsement-ended",
    "associated": "endorsement-reported",
    "disputed": "endorsement-reported",
    "reported": "endorsement-reported",
    "independent": "endorsement-reported",
}
"""Which kind of event each act of endorsements.csv is."""


def group_of(kind: str) -> str:
    """The group of a kind; empty for a kind that is not in `KINDS`."""
    known = KINDS.get(kind)
    return known.group if known else ""
