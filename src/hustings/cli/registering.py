"""The verbs removers and events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from hustings.cli.app import app
from hustings.cli.failures import Command
from hustings.cli.words import (
    Day,
    complete_body,
    complete_member,
    output_options,
    report_option,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from hustings.model.record import Record

GRADES = ("named", "unnamed", "document")
POWERS = ("remove", "suspend", "expel", "decide", "fill", "overrule", "endorse")
Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


known_option = click.option(
    "--as-of",
    type=Day(),
    metavar="DAY",
    help="Use only what was known on the evening of DAY (default: everything on record).",
)


def complete_kind(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Kinds of event, and their groups."""
    del ctx, param
    from click.shell_completion import CompletionItem

    from hustings.model.events import GROUPS, KINDS

    about = {word: kind.about for word, kind in KINDS.items()} | GROUPS
    return [CompletionItem(w, help=said) for w, said in about.items() if w.startswith(incomplete)]


def complete_part(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """RECORD, RECORD/BODY, and after a slash RECORD/CONTEST too."""
    from click.shell_completion import CompletionItem

    from hustings.errors import HustingsError
    from hustings.store import open_record

    found = complete_body(ctx, param, incomplete)
    address, slash, _ = incomplete.rpartition("/")
    try:
        contests = open_record(address).contests if slash else ()
    except (HustingsError, OSError):
        return found
    named = [CompletionItem(f"{address}/{c.id}", help=c.label) for c in contests]
    fitting = [item for item in named if str(item.value).startswith(incomplete)]
    return [*(item for item in found if item.type != "dir" or not fitting), *fitting]


def _complete_from(cells: Callable[[Record], list[str]]) -> Complete:
    """Completion by the words that a record's rows hold."""

    def complete(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        del param
        from click.shell_completion import CompletionItem

        from hustings.errors import HustingsError
        from hustings.store import open_body, open_record

        # click has not filled the arguments in while the option before the cursor lacks its value
        address = ctx.params.get("record") or next(iter(ctx.args), "")
        try:
            record = open_body(address)[0] if "/" in address else open_record(address)
        except (HustingsError, OSError):
            return []
        return [
            CompletionItem(w) for w in sorted(set(cells(record))) if w and w.startswith(incomplete)
        ]

    return complete


@app.command(cls=Command)
@click.argument("record", shell_complete=complete_part)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    shell_complete=complete_kind,
    help="Only this kind or group of kinds, as in overruled, case or endorsement. Repeatable.",
)
@click.option(
    "--by",
    default="",
    metavar="NAME",
    shell_complete=_complete_from(lambda r: [e.actor for e in r.events]),
    help="Only what NAME did.",
)
@click.option(
    "--of",
    default="",
    metavar="NAME",
    shell_complete=_complete_from(lambda r: [e.of for e in r.events]),
    help="Only what was done to NAME.",
)
@click.option(
    "--person",
    default="",
    metavar="P",
    shell_complete=_complete_from(lambda r: [p.id for p in r.persons]),
    help="Only what concerns this person: a candidate_id or a name.",
)
@click.option(
    "--case",
    default="",
    metavar="ID",
    shell_complete=_complete_from(lambda r: [e.case_id for e in r.events]),
    help="Only this case.",
)
@click.option(
    "--contest",
    default="",
    metavar="ID",
    shell_complete=_complete_from(lambda r: [c.id for c in r.contests]),
    help="Only what belongs to this contest.",
)
@click.option("--grade", default="", type=click.Choice(["", *GRADES]), help="Only this grade.")
@click.option("--from", "since", type=Day(), metavar="DAY", help="Only from this day on.")
@click.option("--to", "until", type=Day(), metavar="DAY", help="Only until this day.")
@known_option
@click.option("--count", "counting", is_flag=True, help="Count by pair: who overruled whom.")
@report_option
@output_options
def events(
    record: str,
    kinds: tuple[str, ...],
    since: date | None,
    until: date | None,
    as_of: date | None,
    counting: bool,
    report: str | None,
    form: str,
    output: str | None,
    **asked: str,
) -> None:
    """List what happened: RECORD, RECORD/BODY or RECORD/CONTEST, oldest first.

    Events and dated acts of endorsement, with the grade and source of each; who overruled whom,
    what stands, and cases with their stage. --format csv reads back as events.csv.

    Try: hustings events labour-nec/nec-clp-2018-09 --from 2018-07-26 --to 2018-08-31
    """
    from hustings.api import registers as api
    from hustings.cli.output import Report, command_line
    from hustings.report.events_page import events_page, pairs_page

    found: Any
    dates: Any = {"since": since, "until": until, "as_of": as_of}
    with Report(report) as made:
        if counting:
            found = api.overrulings(record, kinds=kinds, **dates, **asked)
            page = pairs_page(found, command=command_line())
        else:
            found = api.events(record, kinds=kinds, **dates, **asked)
            page = events_page(found, command=command_line())
        made.deliver(form, output, found, page)


@app.command(cls=Command)
@click.argument("body", shell_complete=complete_body)
@click.option(
    "--member",
    default="",
    metavar="P",
    shell_complete=complete_member,
    help="The member: a candidate_id or a name.",
)
@click.option(
    "--power",
    type=click.Choice(POWERS),
    default="remove",
    help="What may be done (default: remove).",
)
@click.option("--decides", default="", metavar="MATTER", help="Ask who decides MATTER instead.")
@click.option("--holder", default="", metavar="NAME", help="Ask whether NAME may.")
@click.option("--on", type=Day(), metavar="DAY", help="The day asked about (default: today).")
@known_option
@report_option
@output_options
def removers(
    body: str,
    member: str,
    power: str,
    decides: str,
    holder: str,
    on: date | None,
    as_of: date | None,
    report: str | None,
    form: str,
    output: str | None,
) -> None:
    """Who may remove a member of BODY (RECORD/BODY), clause by clause, or who decides what.

    "Nobody" is answered only where the register says that the whole rule book was read; else the
    answer is "no clause recorded".

    Try: hustings removers labour-nec/nec --member pete-willsman --on 2018-08-01
    """
    from hustings.api import registers as api
    from hustings.cli.output import Report, command_line
    from hustings.report.removers_page import removers_page

    with Report(report) as made:
        found = api.removers(
            body, member, power=power, decides=decides, holder=holder, on=on, as_of=as_of
        )
        made.deliver(form, output, found, removers_page(found, command=command_line()))
