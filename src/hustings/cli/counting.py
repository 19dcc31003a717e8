"""The verbs around a count: count, rules, convert and margin."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hustings.cli.app import app
from hustings.cli.failures import FOUND_A_FAULT, Command
from hustings.cli.words import output_options, report_option

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def complete_rule(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Rule names."""
    del ctx, param
    from click.shell_completion import CompletionItem

    from hustings.rules import find_rule, rule_names

    names = [n for n in rule_names() if n.startswith(incomplete)]
    return [CompletionItem(n, help=find_rule(n).title) for n in names]


def complete_form(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Ballot formats."""
    del ctx, param
    from click.shell_completion import CompletionItem

    from hustings.formats.ballots import FORMS

    return [
        CompletionItem(f.name, help=f.about)
        for f in FORMS.values()
        if f.name.startswith(incomplete)
    ]


class NameValue(click.ParamType[tuple[str, str]]):
    """NAME=VALUE, as in quota=hare."""

    name = "name=value"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Text to a name and a value."""
        if isinstance(value, tuple):
            return value
        name, sign, chosen = str(value).partition("=")
        if not sign:
            self.fail(f"{value!r} is not NAME=VALUE, as in quota=hare", param, ctx)
        return name.strip(), chosen.strip()


class Share(click.ParamType[str]):
    """How much of the papers a bundle holds."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """none, all, or a number of preferences above zero."""
        said = str(value)
        if said in {"none", "all"} or re.fullmatch(r"[1-9][0-9]{0,5}", said):
            return said
        return self.fail(f"{value!r} is not none, all or a number of preferences", param, ctx)


class Words(click.ParamType[str]):
    """Text that will stand in the result: bytes that are no text are refused."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as given."""
        said = str(value)
        if any("\ud800" <= c <= "\udfff" for c in said):
            self.fail(f"{value!r} is not text in this terminal's encoding", param, ctx)
        return said


def with_option(function: Any) -> Any:
    """More files of the same contest."""
    return click.option(
        "--with",
        "others",
        multiple=True,
        type=click.Path(),
        metavar="FILE",
        help="Add the papers of FILE, which are of the same contest. Repeatable.",
    )(function)


from_option = click.option(
    "--from",
    "form_in",
    metavar="FORM",
    shell_complete=complete_form,
    help="The ballots' format, when it is not plain from the file (see: hustings convert --list).",
)
share_option = click.option(
    "--share",
    type=Share(),
    default="none",
    metavar="none|K|all",
    help="Papers in the bundle: none (default), cut to the first K preferences, or all.",
)


def terms_options(function: Any) -> Any:
    """What is asked of a count besides the papers."""
    options = (
        with_option,
        click.option(
            "--rule",
            metavar="RULE",
            shell_complete=complete_rule,
            help="Count under this rule, as in scottish-stv or scottish-stv@2017-05-04.",
        ),
        click.option("--seats", type=click.IntRange(1), metavar="N", help="Seats to fill."),
        click.option("--title", type=Words(), default="", help="What the contest is called."),
        click.option("--contest", metavar="ID", help="This contest of a file that holds several."),
        click.option(
            "--terms",
            type=click.Path(dir_okay=False),
            metavar="F.toml",
            help="Rule, seats, withdrawals and constraints from a file; options here come on top.",
        ),
        click.option(
            "--withdrawn",
            multiple=True,
            metavar="NAME",
            help="NAME never stood on the paper. Repeatable.",
        ),
        click.option(
            "--withdrawn-after",
            "after_issue",
            multiple=True,
            metavar="NAME",
            help="NAME withdrew or died after papers went out. Repeatable.",
        ),
        click.option(
            "--reopen", default="", metavar="NAME", help="Stands for Re-open Nominations."
        ),
        click.option(
            "--constraint",
            "constraints",
            type=Words(),
            multiple=True,
            metavar="SPEC",
            help="As in 'women >= 2: Ann, Bea, Cy' or 'employer <= 2 by people.csv#employer'.",
        ),
        click.option(
            "--option",
            "options",
            type=NameValue(),
            multiple=True,
            metavar="NAME=VALUE",
            help="A choice the rule leaves open, as in quota=hare. Repeatable.",
        ),
        click.option(
            "--lots",
            type=click.Path(dir_okay=False),
            metavar="F.toml",
            help="The ledger of lots drawn.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@app.command(cls=Command)
@click.argument("ballots", nargs=-1, required=True, type=click.Path())
@terms_options
@from_option
@click.option(
    "--against",
    "official",
    multiple=True,
    type=click.Path(dir_okay=False),
    metavar="OFFICIAL",
    help="Compare cell by cell with the official table; exit 1 when it differs. Repeatable.",
)
@click.option(
    "--known",
    type=click.Path(dir_okay=False),
    metavar="F.csv",
    help="Cells of the official table known to be misprinted.",
)
@click.option(
    "--bundle",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Write what anyone needs to re-run this count.",
)
@share_option
@click.option(
    "--verify",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Compare with a published bundle; exit 1 when it differs.",
)
@click.option(
    "--in-order",
    is_flag=True,
    help="Count contest after contest as given: who is elected in one leaves the next.",
)
@click.option("--exact", is_flag=True, help="Use the plain reference, not arrays.")
@report_option
@output_options
def count(
    ballots: tuple[str, ...],
    form_in: str | None,
    official: tuple[str, ...],
    known: str | None,
    bundle: str | None,
    share: str,
    verify: str | None,
    in_order: bool,
    exact: bool,
    report: str | None,
    form: str,
    output: str | None,
    **asked: Any,
) -> None:
    """Count BALLOTS exactly under a rule, with every stage and its clause.

    Several files, a folder or a zip of ballot files are counted one by one into a table; papers of
    one contest in several files are counted as one with --with.

    Try: hustings count committee.blt --rule scottish-stv --seats 5
    """
    from hustings.cli.jobs import (
        Job,
        beside_bundle,
        count_many,
        holds_many,
        refuse_twice_stdin,
        say_comparison,
    )
    from hustings.cli.output import Report, command_line
    from hustings.report.files import refuse_strangers
    from hustings.report.pages import count_page

    if known and not official:
        raise click.UsageError("--known is for --against OFFICIAL")
    if share != "none" and (not bundle or (share == "all" and "-" in ballots)):
        raise click.UsageError("--share is for --bundle DIR, and --share all for a file of ballots")
    refuse_twice_stdin((*ballots, *asked["others"]))
    lots, contest = asked.pop("lots"), asked.pop("contest")
    asked["options"] = dict(asked["options"])
    job = Job(asked, lots, form_in, contest, official, known, exact, in_order=in_order)
    if len(ballots) > 1 or holds_many(ballots[0], contest):
        if bundle or verify or report:
            raise click.UsageError("--bundle, --verify and --report want one file of ballots")
        if asked["others"]:
            raise click.UsageError(
                "--with adds papers to one file: name one of BALLOTS, the others after --with"
            )
        count_many(job, ballots, form, output)
        return
    job.refuse()
    if bundle:
        refuse_strangers(Path(bundle))
    with Report(report) as made:
        file, counted = job.run(ballots[0])
        beside = beside_bundle(verify, counted, file) if verify else None
        made.deliver(form, output, counted, count_page(counted, command=command_line()))
    if bundle:
        job.bundle(bundle, counted, file, ballots[0], share)
    if verify and beside:
        say_comparison(beside, verify)
    if (beside and beside.differences) or (
        counted.official is not None and not counted.official.agrees
    ):
        raise SystemExit(FOUND_A_FAULT)


@app.command(cls=Command)
@click.argument("rule", required=False, shell_complete=complete_rule)
@output_options
def rules(rule: str | None, form: str, output: str | None) -> None:
    """List the rules, or show RULE with the clause behind every value.

    RULE may carry a day: scottish-stv@2007-05-03.
    """
    from hustings.cli.output import emit
    from hustings.report.rules_page import rule_list, rule_page, rule_shown, rules_page

    if rule is None:
        listed = rule_list()
        emit(form, output, listed, lambda: rules_page(listed))
        return
    shown = rule_shown(rule)
    emit(form, output, shown, lambda: rule_page(shown))


@app.command(cls=Command)
@click.argument("ballots", required=False, type=click.Path())
@click.option("--to", metavar="FORM", shell_complete=complete_form, help="Write this format.")
@click.option(
    "--from", "form_in", metavar="FORM", shell_complete=complete_form, help="Read this format."
)
@with_option
@click.option("--contest", metavar="ID", help="This contest of a file that holds several.")
@click.option("--seats", type=click.IntRange(1), metavar="N", help="State this many seats.")
@click.option(
    "--depth",
    type=click.IntRange(1),
    metavar="K",
    help="Keep the first K preferences of each paper only: a full ranking can name its voter.",
)
@click.option(
    "--cut",
    is_flag=True,
    help="End a paper before the first rank the format cannot say, instead of refusing.",
)
@click.option("--list", "listing", is_flag=True, help="List the formats.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    metavar="PATH",
    help="Write to PATH instead; what was there is kept as PATH~.",
)
def convert(
    ballots: str | None,
    to: str | None,
    form_in: str | None,
    others: tuple[str, ...],
    contest: str | None,
    seats: int | None,
    depth: int | None,
    cut: bool,
    listing: bool,
    output: str | None,
) -> None:
    """Convert BALLOTS from one format to another, equal papers grouped.

    Try: hustings convert votes.csv --to blt --seats 5 -o votes.blt
    """
    from hustings.cli import jobs

    if listing:
        jobs.list_forms()
        return
    if ballots is None or to is None:
        raise click.UsageError("say what to convert and --to which format (see: --list)")
    jobs.convert(ballots, to, form_in, contest, seats, depth, cut, output, others)


@app.command(cls=Command)
@click.argument("ballots", type=click.Path())
@terms_options
@click.option(
    "--from", "form_in", metavar="FORM", shell_complete=complete_form, help="Read this format."
)
@click.option(
    "--limit", type=click.IntRange(1), metavar="SECONDS", help="Stop searching after so long."
)
@output_options
def margin(
    ballots: str,
    form_in: str | None,
    limit: int | None,
    form: str,
    output: str | None,
    **asked: Any,
) -> None:
    """How many changed papers would alter who is elected.

    Exact for a block vote; for a transferable vote an upper bound with the changed papers as a
    witness, confirmed by a re-count, and a lower bound.
    """
    from hustings.cli.jobs import Job

    lots, contest = asked.pop("lots"), asked.pop("contest")
    asked["options"] = dict(asked["options"])
    Job(asked, lots, form_in, contest).margin(ballots, limit, form, output)
