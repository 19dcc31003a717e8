"""The paper account of a contest: what was sent out, what came back, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hustings.model.assurances import DEFAULT, Assurance, Question

MEANING: Mapping[str, str] = {
    "issued": "papers (or voting links) sent out, one to each person entitled; replacements are "
    "not in it",
    "reissued": "replacements sent to people whose first paper was lost, spoilt or never came",
    "undelivered": "papers, first ones and replacements, that came back from the post or bounced "
    "before they reached anybody",
    "returned": "all papers that voters sent back, whenever and however often: it contains the "
    "late, the duplicate and the rejected ones",
    "late": "of the returned, those that came after voting closed; not counted",
    "duplicate": "of those returned in time, second and further papers of one voter; not counted",
    "rejected": "of the rest, papers opened and not counted, by reason; also called invalid or "
    "spoilt",
    "valid": "papers counted: returned less late, duplicate and rejected",
}
"""Each figure of the account in words, in the order in which a paper meets them. Unit: papers."""
FIGURES = tuple(MEANING)
OFTEN_NONE = frozenset({"reissued", "undelivered", "late", "duplicate"})
"""Figures taken as none where they are not stated."""
CONTAINS = "Returned papers contain the late, the duplicate and the rejected ones."
"""What must stand beside the figure `returned` wherever it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The figures of `MEANING`, None where not stated; `reasons` are rejected papers by reason."""

    issued: int | None = None
    reissued: int | None = None
    undelivered: int | None = None
    returned: int | None = None
    late: int | None = None
    duplicate: int | None = None
    rejected: int | None = None
    valid: int | None = None
    reasons: tuple[tuple[str, int], ...] = ()

    def stated(self, name: str) -> int | None:
        """A figure by its name; rejected papers are the sum of the reasons if only these stand."""
        found: int | None = getattr(self, name)
        if found is None and name == "rejected" and self.reasons:
            return sum(papers for _, papers in self.reasons)
        return found

    @property
    def taken(self) -> int | None:
        """Papers received in time, one a voter: returned less late and duplicate."""
        if self.returned is None:
            return None
        return self.returned - (self.late or 0) - (self.duplicate or 0)


@dataclass(frozen=True, slots=True)
class Channel:
    """One way of voting, such as post or online, with the same figures."""

    name: str
    papers: Papers


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAccount:
    """What an officer can say of a contest besides its votes; "" or None where it is not said.

    Days are ISO text. `mails` are e-mails sent, bounced and opened. `special` are ballots given
    outside the usual way. `register` says whether the register was examined (yes, no or ""), at
    whose instance, which requests were declined and what it revealed. `questions` names a set of
    `model.assurances.SETS`; `own` are further questions and `answers` what was answered.
    """

    organisation: str = ""
    contest: str = ""
    opened: str = ""
    closed: str = ""
    declared: str = ""
    officer: str = ""
    role: str = ""
    papers: Papers = Papers()
    channels: tuple[Channel, ...] = ()
    mails: tuple[tuple[str, int], ...] = ()
    queries: int | None = None
    queries_outcome: str = ""
    special: int | None = None
    special_note: str = ""
    register: tuple[tuple[str, str], ...] = ()
    distributed_by: str = ""
    stored_by: str = ""
    counted_by: str = ""
    unopposed: tuple[str, ...] = ()
    inspection: str = ""
    notes: tuple[str, ...] = ()
    questions: str = ""
    own: tuple[Question, ...] = ()
    answers: tuple[Assurance, ...] = ()

    @property
    def asked(self) -> str:
        """The set of questions put: as named, else plain, or none beside questions of one's own."""
        return self.questions or ("none" if self.own else DEFAULT)

    def total(self, name: str) -> int | None:
        """A figure of all papers: as stated, else the sum where every channel states it.

        Of figures that are often none (`OFTEN_NONE`) it is the sum of those stated.
        """
        found = self.papers.stated(name)
        if found is not None or not self.channels:
            return found
        parts = [channel.papers.stated(name) for channel in self.channels]
        known = [part for part in parts if part is not None]
        enough = bool(known) if name in OFTEN_NONE else len(known) == len(parts)
        return sum(known) if enough else None

    @property
    def whole(self) -> Papers:
        """All papers, with what the channels add up to where the total is not stated."""
        return Papers(
            **{name: self.total(name) for name in FIGURES},
            reasons=self.papers.reasons or self._reasons(),
        )

    def _reasons(self) -> tuple[tuple[str, int], ...]:
        """The channels' reasons together; none where a channel leaves its own open."""
        if not all(c.papers.reasons or c.papers.rejected == 0 for c in self.channels):
            return ()
        found: dict[str, int] = {}
        for channel in self.channels:
            for reason, papers in channel.papers.reasons:
                found[reason] = found.get(reason, 0) + papers
        return tuple(found.items())


__all__ = ["CONTAINS", "FIGURES", "MEANING", "Channel", "PaperAccount", "Papers"]
