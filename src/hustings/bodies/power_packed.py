"""Swings of one weighted rule, with all coalitions counted inside one large integer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from math import comb, gcd

MOST_BITS = 2**31
"""Bits of the table beyond which coalitions are not told apart by size (no Shapley-Shubik)."""


def swings(
    held: Counter[int],
    quota: int,
    progress: Callable[[str, int, int], None] | None = None,
    most_bits: int = MOST_BITS,
) -> tuple[int, dict[int, list[int]]]:
    """Losing coalitions, and by weight how many coalitions of 0, 1, ... others a player turns.

    `held` is players by weight, all above 0. Where the table of coalitions by size would hold more
    than `most_bits`, each list has one number, for all sizes together.

    A coalition of weight s and size k adds x^s y^k. With x and y powers of two, the product of
    (1 + x^w y) over all players is one integer, its coefficients fields of bits (Kronecker's
    substitution). A player of weight w turns the coalitions of the others from q - w up to q - 1;
    those are read off the running sums of the whole product, since 1 / (1 + x^w y) is
    1 - x^w y + x^2w y^2 - ... . The generating functions are those of Leech (2003).
    """
    shared = gcd(*held)
    if shared > 1:
        less = Counter({weight // shared: many for weight, many in held.items()})
        losing, smaller = swings(less, -(-quota // shared), progress, most_bits)
        return losing, {weight * shared: sizes for weight, sizes in smaller.items()}
    players, total = held.total(), sum(w * m for w, m in held.items())
    dual = min(quota, total - quota + 1)
    apart = players > 1 and dual * (players + 1) ** 2 <= most_bits
    table = _Table(players, dual, apart)
    sums = table.running_sums(table.product(held, progress), held)
    found = {weight: table.turned(sums, weight) for weight in held}
    below = sum(table.sizes(sums[dual]))
    if dual != quota:
        below = (1 << players) - below
    return below, found


class _Table:
    """Fields of bits: one a weight from 0 up to the quota, inside it one a size of coalition."""

    def __init__(self, players: int, quota: int, apart: bool) -> None:
        self.players, self.quota = players, quota
        self.bits = players + 1
        self.step = self.bits if apart else 0
        self.bytes = -(-self.bits * (players + 1 if apart else 1) // 8)
        self.width = 8 * self.bytes
        self.mask = (1 << self.width * quota) - 1

    def product(self, held: Counter[int], progress: Callable[[str, int, int], None] | None) -> int:
        """The product over all players, cut off at the quota."""
        weights = sorted(held, key=lambda weight: (-held[weight], weight))
        made, most = self._equal(weights[0], held[weights[0]]), weights[0] * held[weights[0]]
        rest = sorted(weight for weight in weights[1:] for _ in range(held[weight]))
        for done, weight in enumerate(rest):
            if progress is not None:
                progress("power", self.players - len(rest) + done, self.players)
            if weight < self.quota:
                most += weight
                made += made << (weight * self.width + self.step)
                if most >= self.quota:
                    made &= self.mask
        return made

    def _equal(self, weight: int, players: int) -> int:
        """The product over players of one weight: binomials put in their places."""
        laid = bytearray(self.bytes * self.quota)
        for k in range(min(players, (self.quota - 1) // weight) + 1):
            field = (comb(players, k) << k * self.step).to_bytes(self.bytes, "little")
            laid[k * weight * self.bytes : (k * weight + 1) * self.bytes] = field
        return int.from_bytes(laid, "little")

    def running_sums(self, made: int, weights: Iterable[int]) -> dict[int, int]:
        """Coalitions that weigh less than s, sizes packed, at every s that `turned` asks for."""
        steps = self.players if self.step else self.quota
        wanted = {
            self.quota - k * weight
            for weight in weights
            for k in range(min(steps, self.quota // weight) + 1)
        }
        laid, found, total = made.to_bytes(self.bytes * self.quota, "little"), {0: 0}, 0
        for below in range(1, self.quota + 1):
            total += int.from_bytes(laid[(below - 1) * self.bytes : below * self.bytes], "little")
            if below in wanted:
                found[below] = total
        return found

    def turned(self, sums: dict[int, int], weight: int) -> list[int]:
        """Coalitions of the others that a player of this weight turns, by size."""
        found, k = 0, 0
        while self.quota > k * weight and (k < self.players or not self.step):
            above = sums[self.quota - k * weight]
            under = sums[max(self.quota - (k + 1) * weight, 0)]
            found += (-1) ** k * (above - under << k * self.step)
            k += 1
        return self.sizes(found)[: self.players if self.step else 1]

    def sizes(self, field: int) -> list[int]:
        """The numbers packed in a field."""
        if not self.step:
            return [field]
        one = (1 << self.bits) - 1
        return [(field >> k * self.bits) & one for k in range(self.players + 1)]
