"""A small record on disk that a story changes file by file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "record.toml": 'organisation = "The Allotment Society"\nlicence = "CC0-1.0"\n',
    "contests.csv": (
        "contest_id,label,seats,rule,max_votes,ballots_opened,ballots_closed,source\n"
        "c-2020,Committee 2020,2,block-vote,2,2020-05-01,2020-05-20,minutes\n"
        "c-2021,Committee 2021,2,block-vote,2,2021-05-01,2021-05-20,minutes\n"
    ),
    "declarations.csv": (
        "contest_id,declared,ballots_valid,source\nc-2020,2020-05-21,100,minutes\n"
    ),
    "persons.csv": (
        "candidate_id,name,source\nann,Ann,minutes\nbob,Bob,minutes\ncyd,Cyd,minutes\n"
    ),
    "candidates.csv": (
        "contest_id,candidate_id,candidate,incumbent,source\n"
        "c-2020,cyd,Cyd,no,minutes\n"
        "c-2020,ann,Ann,yes,minutes\n"
        "c-2020,bob,Bob,,minutes\n"
        "c-2021,ann,Ann,yes,minutes\n"
        "c-2021,bob,Bob,no,minutes\n"
    ),
    "results.csv": (
        "contest_id,candidate_id,votes,elected,source\n"
        "c-2020,cyd,70,yes,minutes\n"
        "c-2020,ann,60,yes,minutes\n"
        "c-2020,bob,40,no,minutes\n"
    ),
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the small record with some files changed; None leaves a file out."""

    def folder(changes: dict[str, str | bytes | None] | None = None) -> Path:
        home = tmp_path / "allotments"
        home.mkdir(exist_ok=True)
        for name, text in {**FILES, **(changes or {})}.items():
            if text is None:
                (home / name).unlink(missing_ok=True)
            else:
                data = text if isinstance(text, bytes) else text.encode()
                (home / name).write_bytes(data)
        return home

    return folder


@pytest.fixture
def with_rows() -> Callable[..., str]:
    """One of the small record's tables with lines added."""

    def more(name: str, *lines: str) -> str:
        return FILES[name] + "".join(f"{line}\n" for line in lines)

    return more
