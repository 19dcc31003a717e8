"""The paper account of a declaration as tables and sentences."""

from __future__ import annotations

from collections.abc import Iterator

from hustings.auditing.check_result import Checked
from hustings.auditing.declaration import Declaration
from hustings.model.account import FIGURES, MEANING
from hustings.report import words
from hustings.report.blocks import Table, Term, table
from hustings.report.count_numbers import grouped

VERDICTS = {"ok": "ok", "FAIL": "FAIL", "?": "not stated"}
NOT_STATED = "not stated"


def account_table(made: Declaration) -> Table:
    """Every figure, as a whole and by channel, beside the papers that were counted."""
    told, whole, count = made.told, made.papers, made.count
    if made.silent:
        return table("papers", "The paper account", ["Papers"], [])
    channels = told.channels
    summed = [n for n in FIGURES if told.papers.stated(n) is None and whole.stated(n) is not None]
    heads = ["Papers", *(f">{c.name}" for c in channels), ">All"]
    rows = []
    for name in FIGURES:
        cells = [_figure(c.papers.stated(name)) for c in channels]
        row = [words.capital(name), *cells, _figure(whole.stated(name))]
        rows.append([*row, _in_count(made, name)] if count else row)
    heads += [">In the count"] if count else []
    note = "All is the sum of the channels." if len(summed) == len(FIGURES) else ""
    if summed and not note:
        note = f"Sums of the channels: {words.listed(summed)}."
    last = FIGURES.index("valid")
    return table("papers", "The paper account", heads, rows, note=note, strong=[last])


def _in_count(made: Declaration, name: str) -> str:
    count = made.count
    if count is None or name not in ("rejected", "valid"):
        return ""
    return f"{count.valid if name == 'valid' else count.papers - count.valid:,}"


def _figure(n: int | None) -> str:
    return NOT_STATED if n is None else f"{n:,}"


def reasons_table(made: Declaration) -> Table:
    """Rejected papers by reason, as the account says and as the count found."""
    reasons = made.papers.reasons or tuple(
        (f"{reason} ({c.name})", n) for c in made.told.channels for reason, n in c.papers.reasons
    )
    heads, found = ["Rejected because", ">Papers"], [[r, f"{n:,}"] for r, n in reasons]
    note = ""
    if made.count and made.count.void:
        note = f"In the count: {made.count.void}"
    if not found and note:
        found = [["reasons not stated in the account", _figure(made.papers.stated("rejected"))]]
    return table("rejected", "Rejected papers by reason", heads, found, note=note)


def balance_table(made: Declaration) -> Table:
    """Every statement with its verdict, those that fail first and in bold."""
    if made.silent:
        return table("balance", "Does it balance?", [""], [])
    order = {"FAIL": 0, "ok": 1, "?": 2}
    found = sorted(made.statements, key=lambda s: order[s.verdict])
    rows = [[VERDICTS[s.verdict], str(s)] for s in found]
    rows += [["FAIL", f"the result: {v.shown}"] for v in made.other_faults]
    rows += [["FAIL", f"the result: {v.shown} ({v.said})"] for v in made.unexplained]
    if made.checked is not None:
        taken = words.listed(made.taken_over)
        beside = f", with {taken} from the account," if taken else ""
        rows.append(["", f"the result as stated{beside} {_outcome(made.checked)}"])
    bold = [i for i, row in enumerate(rows) if row[0] == "FAIL"]
    note = "Reissued, undelivered, late and duplicate papers that are not stated count as none."
    heads = ["", "What must hold"]
    return table("balance", "Does it balance?", heads, rows, note=note, strong=bold)


def _outcome(checked: Checked) -> str:
    """What the check of the result came to, in a few words."""
    held = f"{checked.counts['ok']:,}"
    if checked.adds_up:
        return f"was checked: it adds up in {held} statements, none fails"
    return f"was checked: it fails in {len(checked.failures):,} and adds up in {held} statements"


def definitions(made: Declaration) -> tuple[Term, ...]:
    """What the figures that are stated mean."""
    stated = [n for n in FIGURES if made.papers.stated(n) is not None]
    return tuple(Term(words.capital(n), MEANING[n]) for n in stated)


def stated_sheet(made: Declaration) -> Table | None:
    """Votes at the end of every stage as the result states them, None where it has no stages."""
    sheet = made.declared.stages if made.declared else None
    if sheet is None or sheet.stages < 2:
        return None
    heads = ["Candidate", *(f">{stage}" for stage in range(1, sheet.stages + 1))]
    rows = []
    for row in sheet.every_row:
        totals = [row.total(stage) for stage in range(1, sheet.stages + 1)]
        rows.append([row.name, *("" if cell is None else grouped(cell.text) for cell in totals)])
    return table("stages", "Stage sheet, as stated", heads, rows)


def turnout_said(made: Declaration) -> tuple[str, ...]:
    """Turnout by each definition, labelled."""
    return tuple(
        f"{t.percent} %: {t.definition} ({t.papers:,} of {t.issued:,})" for t in made.turnouts
    )


def handling(made: Declaration) -> tuple[tuple[str, str], ...]:
    """Who handled the papers, the register, e-mails, queries and special ballots."""
    return tuple((label, said) for label, said in _handling(made) if said)


def _handling(made: Declaration) -> Iterator[tuple[str, str]]:
    account, register = made.account, dict(made.account.register)
    union = made.asked.name == "uk-union"
    stated = (account.distributed_by, account.stored_by, account.counted_by)
    told = NOT_STATED if union or any(stated) else ""
    for label, name in zip(("distributed", "stored", "counted"), stated):
        yield f"Papers {label} by", name or told
    examined = register.pop("examined", "")
    said = "; ".join([examined, *register.values()] if examined else [*register.values()])
    yield "Register of members examined", said or (NOT_STATED if union else "")
    yield "E-mails", ", ".join(f"{word} {n:,}" for word, n in account.mails)
    queries = "" if account.queries is None else f"{account.queries:,}"
    yield "Queries received", "; ".join(x for x in (queries, account.queries_outcome) if x)
    special = "" if account.special is None else f"{account.special:,}"
    yield "Special ballots", "; ".join(x for x in (special, account.special_note) if x)
