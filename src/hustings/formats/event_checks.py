"""What must hold of a record's events: known kinds, their columns, and cases in legal order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from hustings.formats.tables import Draft, Sheet
from hustings.model.dates import PartialDate
from hustings.model.events import KINDS, EventKind
from hustings.model.offices import POWERS

WORDS = ", ".join
GRADE_STEP = "Write named, unnamed or document."


def check_events(sheets: Mapping[str, Sheet]) -> None:
    """Check every event and every case; problems are noted on the sheet of events."""
    sheet = sheets["events"]
    cases: dict[str, list[Draft]] = defaultdict(list)
    for draft in sheet.drafts:
        kind = KINDS.get(draft.values["kind"])
        if kind is None:
            _unknown(sheet, draft)
            continue
        _columns(sheet, draft, kind)
        if kind.group == "case" and draft.values.get("case_id"):
            cases[draft.values["case_id"]].append(draft)
    for case_id, drafts in cases.items():
        _case(sheet, case_id, drafts)


def _unknown(sheet: Sheet, draft: Draft) -> None:
    word = draft.values["kind"]
    near = get_close_matches(word.lower().replace(" ", "-"), KINDS, n=3, cutoff=0.5)
    message = f"{word!r} is not a known kind of event: it is shown, and no query finds it by group"
    try_one = f"Did you mean {WORDS(near)}?" if near else "Use the nearest kind."
    step = f"{try_one} docs/records/events.md lists the kinds."
    sheet.warn(draft.line, "unknown-kind", message, step)


def _columns(sheet: Sheet, draft: Draft, kind: EventKind) -> None:
    for name in kind.needs:
        if not draft.values.get(name):
            message = f"{kind.word} needs {name}, which is empty"
            step = f"Fill it in ({kind.word}: {kind.about}), or use another kind."
            sheet.report(draft.line, "missing-for-kind", message, step)
    if kind.graded and not draft.values.get("grade"):
        message = f"{kind.word} without a grade: it is not said what stands behind it"
        sheet.warn(draft.line, "no-grade", message, GRADE_STEP)
    if kind.word == "rule-claim" and draft.values.get("act", POWERS[0]) not in POWERS:
        message = f"rule-claim about {draft.values['act']!r}, which is no power: removers omits it"
        sheet.warn(draft.line, "unknown-power", message, f"Write one of {WORDS(POWERS)} in act.")


def _case(sheet: Sheet, case_id: str, drafts: list[Draft]) -> None:
    opened, stages, closed = (
        [d for d in drafts if d.values["kind"] == kind]
        for kind in ("case-opened", "case-stage", "case-closed")
    )
    _once(sheet, case_id, opened, "opened")
    _once(sheet, case_id, closed, "closed")
    later = [*stages, *closed]
    if opened:
        _not_before(sheet, case_id, opened[0], later)
    else:
        for draft in later:
            message = f"case {case_id!r}: {draft.values['kind']}, but no case-opened"
            step = "Add the row that opened it, or mend case_id."
            sheet.report(draft.line, "case-not-opened", message, step)
    if closed:
        _not_after(sheet, case_id, closed[0], stages)
    _one_person(sheet, case_id, drafts)


def _once(sheet: Sheet, case_id: str, drafts: list[Draft], what: str) -> None:
    for draft in drafts[1:]:
        message = f"case {case_id!r} is {what} twice, first in line {drafts[0].line}"
        step = "Keep one row; a case that is taken up again gets a new case_id."
        sheet.report(draft.line, f"case-{what}-twice", message, step)


def _not_before(sheet: Sheet, case_id: str, opened: Draft, later: Iterable[Draft]) -> None:
    start: PartialDate = opened.values["on"]
    for draft in later:
        if draft.values["on"].last < start.first:
            message = (
                f"case {case_id!r}: {draft.values['kind']} on {draft.values['on']}, "
                f"before it was opened on {start}"
            )
            sheet.report(draft.line, "case-before-opened", message, "Mend one of the dates.")


def _not_after(sheet: Sheet, case_id: str, closed: Draft, stages: Iterable[Draft]) -> None:
    end: PartialDate = closed.values["on"]
    for draft in stages:
        if draft.values["on"].first > end.last:
            message = (
                f"case {case_id!r}: case-stage on {draft.values['on']}, "
                f"after it was closed on {end}"
            )
            step = "Mend one of the dates; a case that is taken up again gets a new case_id."
            sheet.report(draft.line, "case-after-closed", message, step)


def _one_person(sheet: Sheet, case_id: str, drafts: list[Draft]) -> None:
    first = next((d for d in drafts if d.values.get("candidate_id")), None)
    for draft in drafts:
        named = draft.values.get("candidate_id")
        if first and named and named != first.values["candidate_id"]:
            message = (
                f"case {case_id!r} is about {named!r} here and about "
                f"{first.values['candidate_id']!r} in line {first.line}"
            )
            step = "One person a case: give the other a case_id of their own."
            sheet.report(draft.line, "case-of-two", message, step)
