"""Calling the command line inside this process, and the invented society most tests count."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

import hustings.cli.counting  # noqa: F401  its verbs join the others
from hustings.cli.app import app

SOCIETY = Path(__file__).resolve().parents[2] / "docs" / "guides" / "society"
BALLOTS = str(SOCIETY / "committee-2026.blt")
LOTS = ("--lots", str(SOCIETY / "lots.toml"))
PUBLISHED = str(SOCIETY / "published.csv")
TERMS = (BALLOTS, "--rule", "scottish-stv", "--seats", "5", *LOTS)

SMALL = """4 1
4 1 2 0
3 2 1 0
2 3 2 0
1 4 2 0
0
"Ann Ash"
"Bea Birch"
"Cy Cedar"
"Di Dogwood"
"A small club"
"""
"""Ten papers for one seat: Ann Ash leads on first preferences, the transfers elect Bea Birch."""


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str
    raw: bytes


def call(*words: str | Path, given: bytes | None = None) -> Done:
    """One command; an exception that is not an exit is raised here, as a user would see it."""
    done = CliRunner().invoke(app, [str(w) for w in words], input=given, prog_name="hustings")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr, done.stdout_bytes)


def refused(*words: str | Path, given: bytes | None = None) -> str:
    """The words on stderr of a command that must end with 2 and print no result."""
    done = call(*words, given=given)
    assert done.code == 2, done.out[:500] + done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    return done.err
