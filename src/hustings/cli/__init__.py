"""The command line: a thin face over the library."""

from __future__ import annotations


def main() -> None:
    """Run the `hustings` command."""
    import hustings.cli.counting  # noqa: F401  its verbs join the others
    from hustings.cli.app import app

    app(prog_name="hustings")
