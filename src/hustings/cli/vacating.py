"""The verb vacancy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hustings.cli.app import app
from hustings.cli.counting import NameValue, Words, complete_rule
from hustings.cli.failures import NEEDS_A_LOT, Command
from hustings.cli.words import (
    Day,
    complete_body,
    complete_member,
    output_options,
    report_option,
)

if TYPE_CHECKING:
    from hustings.bodies.vacancy_result import Vacancy

STATES = ("resigns", "expelled", "suspended", "incompatible", "died", "term_ended")
TABLES = frozenset({".csv", ".tsv", ".txt", ".md", ".html", ".json", ".toml", ".blt", ".xlsx"})
METHODS = ("runner-up", "countback", "countback-never-held", "by-election", "co-option", "hold")


def state_options(function: Any) -> Any:
    """What becomes of whose seat: exactly one of them."""
    said = {
        "resigns": "PERSON (id or name) resigns.",
        "expelled": "PERSON is expelled.",
        "suspended": "PERSON is suspended: the seat is held, the vote is lost.",
        "incompatible": "PERSON takes an office that may not be held too.",
        "died": "PERSON has died.",
        "term_ended": "PERSON's term ends.",
    }
    for name in reversed(STATES):
        function = click.option(
            f"--{name.replace('_', '-')}",
            name,
            metavar="PERSON",
            type=Words(),
            shell_complete=complete_member,
            help=said[name],
        )(function)
    return function


class Because(click.ParamType[tuple[str, str]]):
    """NAME: WHY."""

    name = "name: why"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Text to a name and a reason."""
        if isinstance(value, tuple):
            return value
        name, colon, why = str(value).partition(":")
        if not (colon and name.strip() and why.strip()):
            self.fail(f"{value!r} is not NAME: WHY, as in 'Ann Lee: left the society'", param, ctx)
        return name.strip(), why.strip()


@app.command(cls=Command)
@click.argument("body", metavar="RECORD[/BODY]|RESULT", shell_complete=complete_body)
@state_options
@click.option("--on", type=Day(), metavar="DAY", help="The day on which the seat falls free.")
@click.option("--as-of", type=Day(), metavar="DAY", help="Use only what was known on that evening.")
@click.option("--declined", multiple=True, metavar="NAME", help="NAME will not sit. Repeatable.")
@click.option(
    "--ineligible",
    multiple=True,
    type=Because(),
    metavar="'NAME: WHY'",
    help="NAME may not sit, and why. Repeatable.",
)
@click.option(
    "--ballots",
    multiple=True,
    type=NameValue(),
    metavar="CONTEST=FILE",
    help="A contest's papers, for a countback or a runner-up under a transferable vote.",
)
@click.option(
    "--rule", metavar="RULE", shell_complete=complete_rule, help="How those papers are counted."
)
@click.option("--seats", type=click.IntRange(1), metavar="N", help="Seats of that contest.")
@click.option(
    "--method", type=click.Choice(METHODS), help="Ask another method than the recorded rule's."
)
@click.option("--contest", metavar="ID", help="Take the runner-up of this contest.")
@click.option("--section", metavar="ID", help="Which seat, where PERSON holds several.")
@click.option(
    "--constraint",
    "constraints",
    type=Words(),
    multiple=True,
    metavar="SPEC",
    help="Seats kept for a category, as in 'women >= 2: Ann, Bea, Cy'. Repeatable.",
)
@click.option(
    "--lots", type=click.Path(dir_okay=False), metavar="F.toml", help="The ledger of lots drawn."
)
@report_option
@output_options
def vacancy(
    body: str,
    on: date | None,
    report: str | None,
    form: str,
    output: str | None,
    **asked: Any,
) -> None:
    """Who follows when a seat of a body falls free, under the rule of that day.

    RECORD/BODY is a body of a record (labour-nec/nec, or a folder's path). Instead, RESULT may be
    one contest's published table or its ballots: the method is then as asked, and assumed.
    Where a rule does not say from which contest, every legal reading is shown. Exit 3 where a lot
    must be drawn.

    Try: hustings vacancy labour-nec/nec --resigns "Christine Shawcroft" --on 2018-03-31
    """
    from hustings.cli.output import Report, command_line
    from hustings.report.vacancy_page import vacancy_page

    state, person = _who(asked)
    asked["ballots"] = dict(asked["ballots"])
    asked["ineligible"] = dict(asked["ineligible"])
    with Report(report) as made:
        found = _answer(body, person, state, on, asked)
        made.deliver(form, output, found, vacancy_page(found, command=command_line()))
    if found.needs_a_lot:
        _say_lots(found)
        raise SystemExit(NEEDS_A_LOT)


def _say_lots(found: Vacancy) -> None:
    """The ledger entries to fill in, on stderr."""
    from hustings.errors import LotNeeded
    from hustings.formats.lots_file import entry_for

    click.echo("\nAdd to a ledger, with the order as drawn, and pass --lots F.toml:\n", err=True)
    for tied in dict.fromkeys(r.tied for r in found.readings if r.tied):
        click.echo(entry_for(LotNeeded(tied, 1)), err=True)


def _who(asked: dict[str, Any]) -> tuple[str, str]:
    """The state and the person of the one option that says so."""
    given = {name: who for name in STATES if (who := asked.pop(name))}
    if len(given) != 1:
        ways = ", ".join(f"--{n.replace('_', '-')}" for n in STATES)
        raise click.UsageError(f"say whose seat falls free, with one of {ways}")
    ((name, person),) = given.items()
    return {"resigns": "resigned", "term_ended": "term ended"}.get(name, name), person


def _answer(body: str, person: str, state: str, on: date | None, asked: dict[str, Any]) -> Vacancy:
    from hustings.api.vacancies import vacancy as answered
    from hustings.api.vacancies import vacancy_in
    from hustings.cli.words import given

    if Path(body).is_file():
        for word in ("ballots", "contest", "section", "as_of"):
            if asked.pop(word):
                option = f"--{word.replace('_', '-')}"
                raise click.UsageError(f"{option} is for a record; {body} is one contest")
        return vacancy_in(body, person, state=state, on=on, **given(**asked))
    if body == "-":
        raise click.UsageError("a file or a record is wanted; save the table to a file first")
    if Path(body).suffix.lower() in TABLES:
        raise click.UsageError(f"there is no file {body!r}")
    if on is None:
        raise click.UsageError("say on which day (--on 2018-03-31): rules are dated")
    return answered(body, person, state=state, on=on, **given(**asked))
