"""A profile to a desk of arrays: grouped, named by its digest, read, and put in a box."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from hustings.counting.box import ArrayBox
from hustings.counting.reading import read_rows
from hustings.counting.score_box import ArrayScoreBox
from hustings.kernels import papers as kernel
from hustings.model.profile import MOST_PAPERS, Profile
from hustings.rules.marks import Read, Reading
from hustings.rules.papers import PlainBox
from hustings.rules.play import Desk


def array_desk(
    profile: Profile, reading: Reading, engine: str, data_sha256: str = ""
) -> Desk | None:
    """All papers of a profile on arrays; None where they do not fit, and the plain rule must count.

    They do not fit when a row has no papers, or all rows together more than 64 bits add up.
    """
    cells, papers = grouped(profile)
    total = int(papers.sum()) if int(papers.max()) * len(papers) < 2**62 else MOST_PAPERS
    if total >= MOST_PAPERS or int(papers.min()) < 1:
        return None
    named = data_sha256 or digest(profile, cells, papers)
    candidates = len(profile.candidates)
    if profile.kind == "scores":
        marked = cells.any(axis=1)
        if not marked.any() or total * int(cells.max()) >= 2**62:
            return None
        blank = int(papers[~marked].sum())
        scores = ArrayScoreBox(candidates, cells[marked], papers[marked])
        return Desk(scores, Read({}, blank, 0, 0, 0), total, engine, named, "scores")
    rows, read = read_rows(cells, papers, candidates, (profile.tied, profile.skipped), reading)
    if not len(rows.cells):
        return None
    level = PlainBox(candidates, rows.level) if rows.level else None
    box = ArrayBox(candidates, rows.cells, rows.papers, level)
    return Desk(box, read, total, engine, named, profile.kind)


def grouped(profile: Profile) -> tuple[NDArray[np.unsignedinteger], NDArray[np.int64]]:
    """Distinct rows of codes in order, and their papers: `Profile.grouped` as arrays."""
    cells = np.asarray(profile.cells).reshape(-1, profile.width)
    papers = None if profile.papers is None else np.asarray(profile.papers, np.int64)
    if profile.kind != "scores":
        cells = kernel.cut_tail(cells)
    return kernel.group(cells, papers)


def profile_digest(profile: Profile) -> str:
    """`Profile.digest`, from arrays."""
    return digest(profile, *grouped(profile))


def digest(profile: Profile, cells: NDArray[np.unsignedinteger], papers: NDArray[np.int64]) -> str:
    """`Profile.digest` from distinct sorted rows."""
    said = sha256(profile.digest_head)
    said.update(np.ascontiguousarray(cells, f">u{profile.item}").data)
    said.update(papers.astype(">i8").data)
    return said.hexdigest()
