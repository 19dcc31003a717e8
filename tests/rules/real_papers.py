"""Real ballots and official tables as the rule tests want them, read by the plainest means."""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

from hustings.errors import LotNeeded
from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules import find_rule
from hustings.rules.play import count_exact

BLANK, DOUBLED = 254, (1, 255, 2)
"""Codes for a rank left blank, and for two candidates at one rank."""


def counted(
    rule: str, profile: Profile, seats: int, lots: Lots | None = None, **options: str
) -> Count:
    """A count by the exact rule."""
    terms = Terms(seats=seats, options=tuple(options.items()))
    return count_exact(find_rule(rule), profile, terms, lots)


def ballots(rows: dict[str, int], candidates: str) -> Profile:
    """A profile from letters: {"ABC": 3} is three papers for A, then B, then C."""
    return Profile.of({tuple(row): n for row, n in rows.items()}, tuple(candidates))


def wards(archive: Path) -> dict[str, tuple[Profile, int]]:
    """Every Scottish ward by contest_id: its papers and its seats."""
    found = {}
    with zipfile.ZipFile(archive) as z:
        for name in sorted(z.namelist()):
            lines = list(csv.reader(io.TextIOWrapper(z.open(name), "utf-8")))
            rows = [([int(x) for x in r[1:] if x], int(r[0])) for r in lines[1:] if r[0].isdigit()]
            names = [r[1] for r in lines if r[0].startswith("Candidate")]
            profile = Profile.from_rows(names, [r for r, _ in rows], [n for _, n in rows])
            found[name[:-4]] = (profile, int(lines[0][1]))
    return found


def preflib(archive: Path, series: str) -> dict[str, Profile]:
    """The complete or incomplete orders of a PrefLib series, by file name."""
    found = {}
    with zipfile.ZipFile(archive) as z:
        for name in sorted(n for n in z.namelist() if f"{series}-" in n and n.endswith("soi")):
            text = z.read(name).decode()
            names = re.findall(r"# ALTERNATIVE NAME \d+: (.*)", text)
            lines = [line.split(":") for line in text.splitlines() if line[:1].isdigit()]
            names = [f"{k} {n}" if names.count(n) > 1 else n for k, n in enumerate(names)]
            rows = [[int(x) for x in order.split(",")] for _, order in lines]
            profile = Profile.from_rows(names, rows, [int(n) for n, _ in lines])
            found[name.rpartition("/")[2]] = profile
    return found


def stage_tables(path: Path, key: tuple[str, ...]) -> dict[tuple[str, ...], list[dict[str, str]]]:
    """Rows of a long stage table by contest."""
    found = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[tuple(row[k] for k in key)].append(row)
    return dict(found)


def generated(seed: int, candidates: int, papers: int) -> dict[tuple[str, ...], int]:
    """Made-up papers with a taste for the first letters, of every length."""
    luck = random.Random(seed)
    names = [chr(65 + k) for k in range(candidates)]
    pull = [luck.random() + 0.05 for _ in names]
    found: Counter[tuple[str, ...]] = Counter()
    for _ in range(papers):
        order = sorted(names, key=lambda n: luck.random() ** (1 / pull[ord(n) - 65]), reverse=True)
        found[tuple(order[: luck.randint(1, candidates)])] += 1
    return dict(found)


def settled(rule: str, profile: Profile, seats: int, **options: str) -> Count | None:
    """A count that needed no lot, or None: what another program draws by itself is no oracle."""
    try:
        return counted(rule, profile, seats, None, **options)
    except LotNeeded:
        return None


def cents(text: str) -> int:
    """A number of votes with two decimals as a whole number."""
    return int((Decimal(text) * 100).to_integral())
