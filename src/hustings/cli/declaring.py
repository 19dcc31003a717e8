"""The verb declare."""

from __future__ import annotations

from typing import Any

import click

from hustings.cli.app import app
from hustings.cli.checking import complete_result
from hustings.cli.counting import from_option, share_option, terms_options
from hustings.cli.failures import FOUND_A_FAULT, Command
from hustings.cli.words import output_options, report_option

SETS = ("plain", "uk-union", "none")


@app.command(cls=Command)
@click.argument("source", required=False, type=click.Path(), shell_complete=complete_result)
@click.option(
    "--account",
    type=click.Path(dir_okay=False),
    metavar="F.toml",
    help="The paper account, and what was answered (a form to fill in: --template).",
)
@click.option("--template", is_flag=True, help="Print a paper account to fill in.")
@click.option(
    "--questions",
    type=click.Choice(SETS),
    help="The statements put to a named person: a plain set (default), those of a UK union's "
    "scrutineer, or none.",
)
@click.option(
    "--ask", is_flag=True, help="Ask the open statements one by one; answers go into --account."
)
@click.option(
    "--result",
    "stated",
    is_flag=True,
    help="SOURCE is a result as stated, although --rule or --terms is given.",
)
@terms_options
@click.option(
    "--max-votes",
    type=click.IntRange(1),
    metavar="N",
    help="Votes a paper may bear at most, for a result as stated.",
)
@from_option
@click.option(
    "--bundle",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Write the evidence: all that anyone needs to make the declaration again.",
)
@share_option
@click.option(
    "--verify",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Make a bundle's files again and compare each; exit 1 when one differs.",
)
@report_option
@output_options
def declare(
    source: str | None,
    account: str | None,
    template: bool,
    questions: str | None,
    ask: bool,
    stated: bool,
    max_votes: int | None,
    form_in: str | None,
    bundle: str | None,
    share: str,
    verify: str | None,
    report: str | None,
    form: str,
    output: str | None,
    **asked: Any,
) -> None:
    """Declare the result of SOURCE in the shape scrutineers use, with its paper account.

    SOURCE is a file of ballots with --rule or --terms, which is counted, or a result as stated (a
    table, pasted text with -, RECORD/CONTEST), which is checked. Exit 1 where it does not add up.
    Nothing is asserted for anybody: each statement is a named person's answer, or stays open.
    Without SOURCE the account alone declares those it calls unopposed.

    Try: hustings declare committee.blt --rule scottish-stv --seats 5 --account account.toml
    """
    from hustings.cli.declaration_jobs import Declaring
    from hustings.cli.declaration_results import Asked
    from hustings.cli.declaration_verify import verify as differs

    options = Asked(asked, form_in, max_votes, stated)
    job = Declaring(options, account, questions, share, source or "")
    if template:
        job.template(output)
        return
    if ask:
        job.ask()
    if verify:
        raise SystemExit(FOUND_A_FAULT if differs(options, source or "", verify) else 0)
    if source is None:
        if ask:
            return
        if account and not bundle and job.unopposed(form, output, report):
            return
        raise click.UsageError(
            "name what to declare: ballots with --rule R, or a result as stated; "
            "--template prints an account to fill in"
        )
    if share != "none" and (not bundle or (share == "all" and source == "-")):
        raise click.UsageError("--share is for --bundle DIR, and --share all for a file of ballots")
    if not job.deliver(form, output, report, bundle).sound:
        raise SystemExit(FOUND_A_FAULT)
