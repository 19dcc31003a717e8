"""The command line: a thin face over the library."""

from __future__ import annotations


def main() -> None:
    """Run the `hustings` command."""
    from hustings.cli import counting
    from hustings.cli.app import app

    assert counting.app is app  # its verbs are in
    app(prog_name="hustings")
