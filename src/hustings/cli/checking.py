"""The verb check."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from hustings.cli.app import app
from hustings.cli.counting import Words, complete_rule
from hustings.cli.failures import FOUND_A_FAULT, Command
from hustings.cli.words import output_options, report_option

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from hustings.auditing.check_result import Checked


def complete_result(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Files, bundled records, and a record's contests after its name."""
    del ctx, param
    from click.shell_completion import CompletionItem

    from hustings.errors import HustingsError
    from hustings.store import bundled, open_record

    record, slash, begun = incomplete.rpartition("/")
    if slash and record in {r.name for r in bundled()}:
        try:
            contests = open_record(record).contests
        except HustingsError:
            contests = ()
        found = [c for c in contests if c.id.startswith(begun)]
        return [CompletionItem(f"{record}/{c.id}", help=c.label) for c in found]
    named = [r for r in bundled() if r.name.startswith(incomplete)]
    items = [CompletionItem(r.name, help=r.organisation) for r in named]
    return [*items, CompletionItem(incomplete, type="file")]


@app.command(cls=Command)
@click.argument("results", metavar="RESULT...", nargs=-1, shell_complete=complete_result)
@click.option(
    "--rule",
    metavar="RULE",
    shell_complete=complete_rule,
    help="The rule, where the result does not say: block-vote, scottish-stv, stv, ...",
)
@click.option("--seats", type=click.IntRange(1), metavar="N", help="Seats to fill.")
@click.option(
    "--max-votes", type=click.IntRange(1), metavar="N", help="Votes a paper may bear at most."
)
@click.option(
    "--constraint",
    "constraints",
    type=Words(),
    multiple=True,
    metavar="SPEC",
    help="Who must be among the elected, as in 'women >= 2: Ann, Bea, Cy'. Repeatable.",
)
@click.option("--contest", metavar="ID", help="This contest of a record or of a file of several.")
@click.option("--title", type=Words(), default="", help="What the contest is called.")
@click.option(
    "--known",
    type=click.Path(dir_okay=False),
    metavar="F.csv",
    help="Failures known beforehand: columns contest, code, why.",
)
@report_option
@output_options
def check(
    results: tuple[str, ...],
    known: str | None,
    report: str | None,
    form: str,
    output: str | None,
    **asked: Any,
) -> None:
    """Does a published RESULT add up? No ballots needed; exit 1 where it does not.

    RESULT is a file as it comes (text, CSV, TOML, Markdown, a saved page), - for pasted text, a
    folder of contests, or a record: labour-nec has all its contests, labour-nec/nec-clp-2018-09
    or labour-nec --contest nec-clp-2018-09 has one.

    Try: hustings check - (then paste), or: hustings check labour-nec/nec-clp-2018-09
    """
    from hustings.cli.output import Report, command_line

    if not results:
        raise click.UsageError(
            "name a result: a file, a folder, a record, or - to paste (hustings check -)"
        )
    if results.count("-") > 1:
        raise click.UsageError("the standard input can be read once only")
    with Report(report) as made:
        found = _checked(results, asked)
        if known:
            from hustings.auditing.check_known import known_in, read_quirks

            quirks = read_quirks(known)
            found = [known_in(one, quirks) for one in found]
        _deliver(made, form, output, found, results, command_line())
    if any(not one.adds_up for one in found):
        raise SystemExit(FOUND_A_FAULT)


def _checked(results: tuple[str, ...], asked: dict[str, Any]) -> list[Checked]:
    """Every contest of every source; a bar where there are many."""
    from hustings.api.checks import check as checked
    from hustings.api.checks import kind_of
    from hustings.cli.output import bar
    from hustings.cli.words import given

    options = given(**asked)
    if len(results) == 1 and (results[0] == "-" or kind_of(results[0]) == "file"):
        return list(checked(_source(results[0]), **options))
    found: list[Checked] = []
    with ExitStack() as stack:
        progress = stack.enter_context(bar("check")) if sys.stderr.isatty() else None
        for one in results:
            found += checked(_source(one), progress=progress, **options)
    return found


def _source(name: str) -> str:
    """The name, or for `-` what is pasted."""
    if name != "-":
        return name
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D on a line of its own"
        click.echo(f"Paste the result, then end with {end}.", err=True)
    return decoded(sys.stdin.buffer.read())


def decoded(data: bytes) -> str:
    """Pasted bytes as text; InputError for what is none, or nothing."""
    from hustings.errors import InputError, Problem
    from hustings.formats.tables import decode

    text = decode(data, "pasted text")
    if isinstance(text, Problem):
        raise InputError("the result cannot be read", [text])
    if not text.strip():
        step = "Paste the result's text, or name its file."
        empty = Problem("pasted text", 0, "empty", "nothing was pasted", step)
        raise InputError("the result cannot be read", [empty])
    return text if "\n" in text.strip() else f"{text.strip()}\n "


def _deliver(
    made: Any,
    form: str,
    output: str | None,
    found: list[Checked],
    results: tuple[str, ...],
    command: str,
) -> None:
    """One contest as a page of its own, several as one page."""
    from hustings.report.check_page import check_page, checks_page

    if len(found) == 1:
        made.deliver(form, output, found[0], check_page(found[0], command=command))
        return
    from hustings.auditing.check_result import together

    many = together(", ".join(results), found)
    made.deliver(form, output, many, checks_page(many, command=command))
