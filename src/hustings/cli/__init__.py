"""The command line: a thin face over the library."""

from __future__ import annotations


def main() -> None:
    """Run the `hustings` command."""
    from hustings.cli import (  # noqa: F401  their verbs join the others
        bodies,
        checking,
        counting,
        declaring,
        entering,
        registering,
        vacating,
    )
    from hustings.cli.app import app

    app(prog_name="hustings")
