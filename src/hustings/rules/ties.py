"""Order and ties: who stands first among equals, by earlier stages or by a lot that was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hustings.arithmetic import Number
from hustings.errors import LotNeeded
from hustings.model.count import Stage, Tie
from hustings.model.lots import Lot, Purpose
from hustings.rules.sheet import Sheet


class Ties(Sheet):
    """A sheet that can tell candidates apart; a tie without a lot is `LotNeeded`."""

    def highest(self, among: Sequence[int]) -> list[int]:
        """Those with the most votes."""
        most = max(self.votes[c] for c in among)
        return [c for c in among if self.votes[c] == most]

    def in_order(self, candidates: Iterable[int]) -> list[int]:
        """By votes now, then at the most recent stage that tells them apart, then by name."""
        history = [s.votes for s in reversed(self.stages)]
        return sorted(
            candidates,
            key=lambda c: (-self.votes[c], *(-v[c] for v in history), self.names[c]),
        )

    def back(self, tied: Sequence[int], purpose: Purpose, clause: str) -> int:
        """One of the tied by the most recent earlier stage at which they differ, else by lot.

        For `exclude` the one with the fewest votes there, for the others the one with the most;
        where several share that number the search goes on further back among them.
        """
        return self._by_stages(tied, purpose, clause, list(reversed(self._earlier())))

    def forward(self, tied: Sequence[int], purpose: Purpose, clause: str) -> int:
        """One of the tied by the first stage at which they differ, else by lot."""
        return self._by_stages(tied, purpose, clause, self._earlier())

    def forward_batches(self, tied: Sequence[int], purpose: Purpose, clause: str) -> int:
        """Like `forward`, looking also at the votes after each batch within a stage."""
        points = [(f"batch {n}", votes) for n, votes in enumerate(self.points, 1)]
        return self._by_points(tied, purpose, clause, points)

    def _earlier(self) -> list[Stage]:
        return list(self.stages)

    def _by_stages(
        self, tied: Sequence[int], purpose: Purpose, clause: str, stages: Sequence[Stage]
    ) -> int:
        points = [(f"stage {stage.number}", stage.votes) for stage in stages]
        return self._by_points(tied, purpose, clause, points)

    def _by_points(
        self,
        tied: Sequence[int],
        purpose: Purpose,
        clause: str,
        points: Iterable[tuple[str, Sequence[Number]]],
    ) -> int:
        left = list(tied)
        pick = min if purpose == "exclude" else max
        for name, votes in points:
            if len(left) == 1:
                break
            there = pick(votes[c] for c in left)
            narrowed = [c for c in left if votes[c] == there]
            if len(narrowed) == 1 and len(tied) > 1:
                self._tie(tied, purpose, narrowed[0], name, clause)
            left = narrowed
        if len(left) == 1:
            return left[0]
        return self.by_lot(left, purpose, clause)

    def by_lot(self, tied: Sequence[int], purpose: Purpose, clause: str, places: int = 1) -> int:
        """One of the tied as the lot fell; raises LotNeeded when the ledger has none for them."""
        names = sorted(self.names[c] for c in tied)
        stage = max(self.stage_number, 1)
        lot = self._drawn_here(names, purpose) or self.lots.draw(names, purpose, stage)
        if lot is None:
            raise LotNeeded(names, places, purpose=purpose, stage=stage, clause=clause)
        chosen = self.names.index(next(n for n in lot.order if n in names))
        self._tie(tied, purpose, chosen, "lot", clause, lot)
        return chosen

    def settle(
        self, tied: Sequence[int], purpose: Purpose, chosen: int, settled_by: str, clause: str
    ) -> None:
        """Write down a tie that the rule's own means settled (a formula in the law, not a lot)."""
        self._tie(tied, purpose, chosen, settled_by, clause)

    def _drawn_here(self, names: Sequence[str], purpose: Purpose) -> Lot | None:
        """The lot drawn at this stage whose later places settle a tie among those left."""
        for tie in self.draft().ties if self._draft else ():
            if tie.lot and tie.purpose == purpose and set(names) < set(tie.lot.order):
                return tie.lot
        return None

    def _tie(
        self,
        tied: Sequence[int],
        purpose: str,
        chosen: int,
        settled_by: str,
        clause: str,
        lot: object = None,
    ) -> None:
        made = Tie(tuple(tied), purpose, chosen, settled_by, clause, lot)  # type: ignore[arg-type]
        self.draft().ties.append(made)
