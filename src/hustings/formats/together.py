"""Several files of ballots of one contest as one, and their papers as one file to hand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from hustings.errors import InputError
from hustings.formats.ballots import read_ballots, write_ballots
from hustings.model.profile import BallotFile, Profile

NAME = "all-papers"
"""What papers put together are called as a file."""


def put_together(files: Sequence[BallotFile]) -> BallotFile:
    """As `BallotFile.with_papers`; `sha256` is of the papers `as_one_file`.

    So whoever counts that file, and whoever puts the same papers together again, has one hash.
    """
    if len(files) == 1:
        return files[0]
    made = files[0].with_papers(*files[1:])
    return replace(made, sha256=sha256(as_one_file(made.profile)[1]).hexdigest())


def as_one_file(profile: Profile) -> tuple[str, bytes]:
    """A name and the bytes of the papers alone: the same for the same papers and candidates.

    Equal papers are one row, in order of what they say, so that no paper tells which file it came
    from. A table where that reads back as the very same papers, else packed.
    """
    made = profile.with_papers()
    try:
        text = str(write_ballots(made, "csv")).encode()
        if read_ballots(text).profile.digest == made.digest:
            return f"{NAME}.csv", text
    except InputError:
        pass
    packed = write_ballots(made, "packed")
    return f"{NAME}.packed", packed if isinstance(packed, bytes) else packed.encode()
