"""What must hold between bodies, who sits on them, their camps, powers and vacancy rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations

from hustings.formats.tables import Draft, Sheet
from hustings.model.acts import in_order
from hustings.model.dates import PartialDate
from hustings.model.offices import CHOICES, FREEING, STATES

Sheets = Mapping[str, Sheet]

SECTIONED = ("members", "camps", "vacancies")
BODIED = (*SECTIONED, "procedures", "divisions", "powers", "registers", "events")
PERSONAL = frozenset({"remove", "suspend", "expel", "fill"})
"""Powers about somebody or some seat; the others may be about any matter in words."""
EVERYBODY = "members"
AWAY = frozenset({"resigned", "incompatible", "expelled", "term ended"})
AFTER = {
    "": frozenset({"elected", "seated"}),
    "elected": frozenset(STATES) - {"elected", "reinstated"},
    "seated": frozenset(STATES) - {"reinstated"},
    "suspended": FREEING | {"reinstated", "elected"},
    "reinstated": frozenset(STATES) - {"reinstated"},
    "died": frozenset[str](),
    **dict.fromkeys(AWAY, frozenset({"elected", "seated"})),
}
"""Which states may follow a state; nothing comes before the first."""


def check_bodies(sheets: Sheets) -> None:
    """Run every check of bodies; problems are noted on the sheet they belong to."""
    for run in (
        _bodies_known,
        _followed_known,
        _states_in_order,
        _seats_not_exceeded,
        _camps_fit,
        _procedures_possible,
        _powers_known,
        _vacancy_contests_known,
        _vacancy_rules_apart,
    ):
        run(sheets)


def _seats(sheets: Sheets) -> dict[str, dict[str, int]]:
    """Seats by body and section."""
    seats: dict[str, dict[str, int]] = defaultdict(dict)
    for draft in sheets["bodies"].drafts:
        seats[draft.values["id"]][draft.values["section_id"]] = draft.values["seats"]
    return seats


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _bodies_known(sheets: Sheets) -> None:
    bodies = sheets["bodies"]
    if not (bodies.present and bodies.readable):
        return
    held = {key[0] for key in bodies.keys}
    for name in BODIED:
        for draft in sheets[name].drafts:
            body = draft.values.get("body_id")
            if body and body not in held:
                message = f"body {body!r} is not in bodies.csv"
                sheets[name].report(draft.line, "unknown-body", message, f"Try {_listed(held)}.")
            elif body and name in SECTIONED:
                _section_known(sheets[name], draft, bodies.keys)


def _section_known(sheet: Sheet, draft: Draft, keys: set[tuple[str, ...]]) -> None:
    body, section = draft.values["body_id"], draft.values["section_id"]
    if (body, section) not in keys:
        near = _listed(key[1] for key in keys if key[0] == body)
        message = f"section {section!r} of body {body!r} is not in bodies.csv"
        sheet.report(draft.line, "unknown-section", message, f"Try {near}, or add it there.")


def _people(sheets: Sheets) -> set[str]:
    persons = sheets["persons"]
    if persons.present:
        return {key[0] for key in persons.keys}
    return {key[1] for key in sheets["candidates"].keys}


def _followed_known(sheets: Sheets) -> None:
    if not (sheets["persons"].readable and sheets["candidates"].readable):
        return
    people = _people(sheets)
    for draft in sheets["members"].drafts:
        name = draft.values.get("in_place_of")
        if name and name not in people:
            message = f"in_place_of {name!r} is nobody the record knows"
            step = "Write the candidate_id of a person of persons.csv."
            sheets["members"].report(draft.line, "unknown-candidate", message, step)


def _careers(sheets: Sheets) -> dict[tuple[str, str, str], list[Draft]]:
    """The acts of each person in each section, in an order their dates allow."""
    careers: dict[tuple[str, str, str], list[Draft]] = defaultdict(list)
    for draft in sheets["members"].drafts:
        values = draft.values
        careers[values["body_id"], values["section_id"], values["candidate_id"]].append(draft)
    return {key: in_order(drafts, _act) for key, drafts in careers.items()}


def _act(draft: Draft) -> tuple[PartialDate, str]:
    return draft.values["on"], draft.values["state"]


def _states_in_order(sheets: Sheets) -> None:
    for (_, section, who), drafts in _careers(sheets).items():
        state = ""
        for draft in drafts:
            new = draft.values["state"]
            if new not in AFTER[state]:
                before = f"the state before was {state!r}" if state else "no seat was taken before"
                message = f"{who} cannot be {new!r} in {section} on {draft.values['on']}: {before}"
                step = f"Add the row that comes between; here may stand {_listed(AFTER[state])}."
                step = step if AFTER[state] else "Mend the state or the person."
                sheets["members"].report(draft.line, "state-out-of-order", message, step)
            state = new


def _spans(drafts: Sequence[Draft]) -> Iterator[tuple[date, date, Draft]]:
    """The spans in which the person surely holds the seat: from, until (not included), since."""
    taken: Draft | None = None
    for draft in drafts:
        state = draft.values["state"]
        if state in FREEING and taken is not None:
            yield taken.values["on"].last, draft.values["on"].first, taken
            taken = None
        elif state not in FREEING and state != "elected" and taken is None:
            taken = draft
    if taken is not None:
        yield taken.values["on"].last, date.max, taken


def _seats_not_exceeded(sheets: Sheets) -> None:
    """No section has more sitting members than seats on any day."""
    seats = _seats(sheets)
    spans: dict[tuple[str, str], list[tuple[date, date, Draft]]] = defaultdict(list)
    for (body, section, _), drafts in _careers(sheets).items():
        spans[body, section] += _spans(drafts)
    for (body, section), held in spans.items():
        room = seats.get(body, {}).get(section)
        for start, _, draft in sorted(held, key=lambda span: (span[0], span[2].line)):
            sitting = [
                d for a, b, d in held if a <= start < b and (a, d.line) <= (start, draft.line)
            ]
            if room is not None and len(sitting) > room:
                message = (
                    f"{len(sitting)} members sit in {section} of {body} on {start}, which has "
                    f"{room} seat(s)"
                )
                step = "Add the row that says whose seat fell free, or mend `seats` or the dates."
                sheets["members"].report(draft.line, "more-members-than-seats", message, step)


def _camps_fit(sheets: Sheets) -> None:
    """The last rows about each camp of a section are about no more seats than it has."""
    last: dict[tuple[str, str, str], dict[tuple[str, str], Draft]] = defaultdict(dict)
    for draft in sorted(sheets["camps"].drafts, key=lambda d: (d.values["on"].last, d.line)):
        values = draft.values
        who = values.get("candidate_id", "")
        key = (values["body_id"], values["issue"], values["section_id"])
        last[key][who, "" if who else values["camp"]] = draft
    seats = _seats(sheets)
    for (body, issue, section), rows in last.items():
        room = seats.get(body, {}).get(section)
        said = sum(draft.values.get("seats", 1) for draft in rows.values())
        if room is not None and said > room:
            message = f"camps on {issue!r} are about {said} seats of {section}, which has {room}"
            line = max(draft.line for draft in rows.values())
            step = "Mend the seats of a row, or `seats` in bodies.csv."
            sheets["camps"].report(line, "more-camps-than-seats", message, step)


def _procedures_possible(sheets: Sheets) -> None:
    sheet, seats = sheets["procedures"], _seats(sheets)
    for draft in sheet.drafts:
        share, quorum = draft.values.get("share", ""), draft.values.get("quorum")
        if share and not _is_share(share):
            message = f"share {share!r} is not a fraction above 0 and up to 1"
            sheet.report(draft.line, "not-a-share", message, "Write it like 1/2 or 2/3.")
        room = sum(seats.get(draft.values["body_id"], {}).values())
        if room and quorum is not None and quorum > room:
            message = f"a quorum of {quorum} is above the body's {room} seats"
            sheet.report(draft.line, "quorum-above-seats", message, "Mend one of the two.")


def _is_share(text: str) -> bool:
    try:
        return 0 < Fraction(text) <= 1
    except (ValueError, ZeroDivisionError):
        return False


def _powers_known(sheets: Sheets) -> None:
    """A power over somebody names members, a section or a person."""
    sheet, seats, people = sheets["powers"], _seats(sheets), _people(sheets)
    for draft in sheet.drafts:
        body, over = draft.values["body_id"], draft.values["over"]
        known = over == EVERYBODY or over in people or over in seats.get(body, {})
        if draft.values["power"] in PERSONAL and body in seats and not known:
            message = f"{over!r} is neither a section of {body} nor a person of the record"
            step = f"Write members, a person's id, or one of {_listed(seats[body])}."
            sheet.warn(draft.line, "unknown-over", message, step)


def _vacancy_contests_known(sheets: Sheets) -> None:
    contests, sheet = sheets["contests"], sheets["vacancies"]
    for draft in sheet.drafts:
        name = draft.values.get("contest", "")
        if name and name not in CHOICES and contests.readable and (name,) not in contests.keys:
            message = f"contest {name!r} is not in contests.csv"
            step = f"Write {' or '.join(CHOICES)}, a contest_id, or nothing."
            sheet.report(draft.line, "unknown-contest", message, step)


def _vacancy_rules_apart(sheets: Sheets) -> None:
    """Two rules of one section that both hold on some day make two readings of every vacancy."""
    sheet = sheets["vacancies"]
    rules: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in sheet.drafts:
        rules[draft.values["body_id"], draft.values["section_id"]].append(draft)
    for (_, section), drafts in rules.items():
        ordered = sorted(drafts, key=lambda d: (_begun(d).first, d.line))
        for earlier, later in combinations(ordered, 2):
            if _both_hold(earlier, later):
                names = [draft.values["id"] for draft in (earlier, later)]
                message = (
                    f"rules {names[0]!r} and {names[1]!r} of {section} hold at the same time: "
                    "every vacancy then has two readings"
                )
                step = "Give the earlier one `valid_to`, if it had ended."
                sheet.warn(later.line, "overlapping-rules", message, step)


def _begun(draft: Draft) -> PartialDate:
    begun = draft.values.get("valid_from")
    return begun if begun is not None else PartialDate.on(date.min)


def _both_hold(earlier: Draft, later: Draft) -> bool:
    """A rule without an end is replaced by one that surely begins later."""
    end, start = earlier.values.get("valid_to"), _begun(later)
    if end is not None:
        return bool(start.first < end.last)
    return start.first <= _begun(earlier).last
