"""Errors to words on stderr and an exit code; never a traceback for bad input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from hustings.errors import HustingsError, InputError, LotNeeded, Problem, UnhealthyFit

MOST_LISTED = 50
FOUND_A_FAULT, BAD_INPUT, NEEDS_A_LOT = 1, 2, 3


def exit_code(fault: HustingsError) -> int:
    """1 a fault was found, 2 bad usage or input, 3 a lot must be drawn."""
    if isinstance(fault, LotNeeded):
        return NEEDS_A_LOT
    return FOUND_A_FAULT if isinstance(fault, UnhealthyFit) else BAD_INPUT


def list_problems(problems: Sequence[Problem], most: int = MOST_LISTED) -> None:
    """Print problems to stderr, the first `most` of them."""
    for problem in problems[:most]:
        click.echo(f"  {problem}", err=True)
    if len(problems) > most:
        click.echo(f"  ... and {len(problems) - most} more of the same list", err=True)


def report(fault: HustingsError) -> int:
    """Say what went wrong and return the exit code."""
    click.echo(f"hustings: {fault.message}", err=True)
    if isinstance(fault, InputError):
        list_problems([p for p in fault.problems if p.level == "error"] or fault.problems)
    if isinstance(fault, UnhealthyFit):
        figures = ", ".join(f"{k} {v:.3g}" for k, v in fault.health.items())
        click.echo(f"  health: {figures}", err=True)
    return exit_code(fault)


class Command(click.Command):
    """A command whose expected errors become words and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run, and exit as the error says."""
        try:
            return super().invoke(ctx)
        except HustingsError as fault:
            ctx.exit(report(fault))
        except BrokenPipeError:
            ctx.exit(0)
        except OSError as fault:
            where = f" {fault.filename!r}" if fault.filename else ""
            click.echo(f"hustings: cannot use{where}: {fault.strerror or fault}", err=True)
            ctx.exit(BAD_INPUT)


class Group(click.Group):
    """A group that says which verb was probably meant."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest verbs in the message."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as fault:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=2, cutoff=0.6)
            if near:
                said = f"{fault.message} Did you mean {' or '.join(near)}?"
                raise click.UsageError(said, ctx) from fault
            raise
