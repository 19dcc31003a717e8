"""The verb body."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hustings.cli.app import app
from hustings.cli.failures import Command
from hustings.cli.words import (
    Day,
    body_before,
    complete_body,
    given,
    luck_options,
    output_options,
    report_option,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from hustings.bodies.answer import BodyAnswer

OPTIONS_OF_RECORDS = ("contest", "section", "as_of", "seed", "draws", "issue")


class Chance(click.ParamType[str]):
    """A number from 0 to 1 as 0.85, 85 % or 2/3."""

    name = "chance"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text, once it is a number from 0 to 1."""
        from hustings.model.voting import fraction, out_of_range

        try:
            within = 0 <= fraction(value) <= 1
        except ValueError:
            within = False
        if not within:
            self.fail(f"{value!r} is no chance. {out_of_range(value)}", param, ctx)
        return str(value)


class Lean(Chance):
    """A chance, or the word unknown."""

    name = "chance|unknown"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text, once it is a chance or unknown."""
        from hustings.model.voting import UNKNOWN

        return UNKNOWN if value == UNKNOWN else super().convert(value, param, ctx)


class Numbers(click.ParamType[tuple[int, ...]]):
    """Numbers of seats: 7-9 or 7,8,9."""

    name = "numbers"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """Text to whole numbers."""
        if isinstance(value, tuple):
            return value
        found: list[int] = []
        for part in str(value).split(","):
            ends = re.fullmatch(r"\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?", part)
            if ends is None:
                self.fail(f"{value!r} is not a number of seats; write 7-9 or 7,8,9", param, ctx)
            low, high = int(ends[1]), int(ends[2] or ends[1])
            found += range(min(low, high), max(low, high) + 1)
        return tuple(dict.fromkeys(found))


def complete_issue(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Issues and camps of the body named before."""
    from click.shell_completion import CompletionItem

    found = body_before(ctx)
    if found is None:
        return []
    record, body_id = found
    rows = [c for c in record.camps if c.body_id == body_id]
    words = sorted({c.issue if param.name == "issue" else c.camp for c in rows})
    return [CompletionItem(w) for w in words if w.startswith(incomplete)]


def complete_its_contest(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Contests of the record named before."""
    del param
    from click.shell_completion import CompletionItem

    found = body_before(ctx)
    contests = found[0].contests if found else ()
    return [CompletionItem(c.id, help=c.label) for c in contests if c.id.startswith(incomplete)]


def asked_options(function: Any) -> Any:
    """What is asked of a body besides who sits on it."""
    chance = Chance()
    options = (
        click.option(
            "--for",
            "for_",
            multiple=True,
            metavar="CAMP",
            shell_complete=complete_issue,
            help="CAMP is for the motion (default: the largest). Repeatable.",
        ),
        click.option(
            "--against",
            multiple=True,
            metavar="CAMP",
            shell_complete=complete_issue,
            help="CAMP is against it (default: every other camp that takes a side). Repeatable.",
        ),
        click.option("--attendance", type=chance, help="Chance that a member is there."),
        click.option("--discipline", type=chance, help="Chance of voting with one's camp."),
        click.option("--soft", type=chance, help="The same for who only leans to a camp."),
        click.option(
            "--free",
            type=Lean(),
            help="Chance that a free member is for the motion (default: unknown, so averaged over "
            "every lean).",
        ),
        click.option("--abstain", type=chance, help="Chance of being there and not voting."),
        click.option(
            "--majority",
            type=click.Choice(["voting", "present", "members"]),
            help="Of those voting, of those present or of all members.",
        ),
        click.option("--share", type=chance, help="More than this share (default 1/2)."),
        click.option("--reaching", is_flag=True, default=None, help="The share itself is enough."),
        click.option("--quorum", type=click.IntRange(0), metavar="N", help="Members present."),
        click.option("--casting", metavar="NAME", help="NAME settles a tie, as they vote."),
        click.option(
            "--decided-by",
            multiple=True,
            metavar="WHO",
            help="A section, role or member: they decide for the whole. Repeatable.",
        ),
        click.option(
            "--without",
            multiple=True,
            metavar="MEMBER",
            help="What if MEMBER holds the seat but cannot vote? Repeatable.",
        ),
        click.option(
            "--seats-won", type=Numbers(), metavar="N-M", help="Compare these numbers of seats."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@app.command(cls=Command)
@click.argument("body", required=False, shell_complete=complete_body)
@click.option("--template", is_flag=True, help="Print a body file to fill in.")
@click.option(
    "--issue",
    metavar="I",
    shell_complete=complete_issue,
    help="Camps as recorded on this issue (default: the only one).",
)
@click.option(
    "--contest",
    metavar="C",
    shell_complete=complete_its_contest,
    help="Fill the section that C elects from its forecast.",
)
@click.option("--section", metavar="S", help="The section that --contest fills.")
@click.option("--as-of", type=Day(), metavar="DAY", help="As known on the evening of this day.")
@asked_options
@luck_options
@report_option
@output_options
def body(
    body: str | None,
    template: bool,
    report: str | None,
    form: str,
    output: str | None,
    **asked: Any,
) -> None:
    """What a seat changes in BODY: who controls it, by how many, and what would change that.

    BODY is RECORD/BODY of a record, or a TOML file. Odds are exact sums over everything the members
    may do; only a forecast (--contest) is drawn.

    Try: hustings body labour-nec/nec --contest nec-clp-2018-09 --as-of 2018-08-01 --for left
    """
    from hustings.cli.output import Report, command_line
    from hustings.report.body_page import body_page

    if template:
        _template(output)
        return
    if body is None:
        raise click.UsageError(
            "name a body: labour-nec/nec, or a file.toml (hustings body --template writes one)"
        )
    made = click.get_current_context().with_resource(Report(report))
    found = _answer(body, asked)
    made.deliver(form, output, found, body_page(found, command=command_line()))


def _template(output: str | None) -> None:
    from hustings.cli.output import write_file
    from hustings.formats.body_template import TEMPLATE

    if output in (None, "-"):
        click.echo(TEMPLATE, nl=False)
        return
    write_file(str(output), TEMPLATE)
    click.echo(f"wrote {output}: fill it in, then: hustings body {output}", err=True)


def _answer(named: str, asked: dict[str, Any]) -> BodyAnswer:
    from hustings.api import body as api
    from hustings.cli.output import steps
    from hustings.store import open_body

    wanted = given(**asked)
    if Path(named).suffix == ".toml":
        foreign = [name for name in OPTIONS_OF_RECORDS if wanted.pop(name, None) is not None]
        if foreign:
            said = ", ".join(f"--{name.replace('_', '-')}" for name in foreign)
            raise click.UsageError(f"{said}: for a body of a record, not for a file")
        return api.body_file(named, **wanted)
    record, body_id = open_body(named)
    day: date | None = wanted.pop("as_of", None)
    with steps("body") as progress:
        return api.body(record, body_id, as_of=day, progress=progress, **wanted)
