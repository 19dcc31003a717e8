"""What must hold between the rows of a record; every check names every fault it finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from hustings.formats.body_checks import check_bodies
from hustings.formats.event_checks import check_events
from hustings.formats.tables import Draft, Sheet

Sheets = Mapping[str, Sheet]


def check(sheets: Sheets) -> None:
    """Run every check; problems are noted on the sheet they belong to."""
    for run in (
        _contests_known,
        _persons_known,
        _candidacies_known,
        _voting_days,
        _votes_fit,
        _complete_has_all,
        _elected_fit,
        _acts_in_time,
        check_events,
        check_bodies,
    ):
        run(sheets)


def _by_contest(sheet: Sheet) -> dict[str, list[Draft]]:
    rows: dict[str, list[Draft]] = defaultdict(list)
    for draft in sheet.drafts:
        rows[draft.values["contest_id"]].append(draft)
    return rows


def _values(sheet: Sheet, key: str) -> dict[str, dict[str, Any]]:
    return {draft.values[key]: draft.values for draft in sheet.drafts}


def _contests_known(sheets: Sheets) -> None:
    contests = sheets["contests"]
    if not contests.readable:
        return
    for sheet in sheets.values():
        for draft in sheet.drafts:
            name = draft.values.get("contest_id")
            if name and (name,) not in contests.keys:
                message = f"contest {name!r} is not in contests.csv"
                sheet.report(
                    draft.line, "unknown-contest", message, "Add it there, or mend the id."
                )


def _persons_known(sheets: Sheets) -> None:
    """Ids of people must be in persons.csv, or without that file in candidates.csv."""
    persons, candidates = sheets["persons"], sheets["candidates"]
    if not (persons.readable and candidates.readable):
        return
    file = "persons.csv" if persons.present else "candidates.csv"
    known = _people(sheets)
    for sheet in sheets.values():
        for draft in sheet.drafts:
            for name in _named(draft.values):
                if name not in known:
                    message = f"candidate {name!r} is not in {file}"
                    step = "Add the person there, or mend the id."
                    sheet.report(draft.line, "unknown-candidate", message, step)


def _people(sheets: Sheets) -> set[str]:
    if sheets["persons"].present:
        return {key[0] for key in sheets["persons"].keys}
    return {key[1] for key in sheets["candidates"].keys}


def _named(values: Mapping[str, Any]) -> Iterable[str]:
    name = values.get("candidate_id")
    return (*((name,) if name else ()), *values.get("subject_ids", ()))


def _candidacies_known(sheets: Sheets) -> None:
    candidates, results = sheets["candidates"], sheets["results"]
    if not candidates.readable:
        return
    people, contests = _people(sheets), sheets["contests"].keys
    for draft in results.drafts:
        key = (draft.values["contest_id"], draft.values["candidate_id"])
        if key not in candidates.keys and key[1] in people and key[:1] in contests:
            message = f"{key[1]!r} has a result but is no candidate of {key[0]!r}"
            step = "Add the row to candidates.csv, or mend the ids."
            results.report(draft.line, "unknown-candidacy", message, step)


def _voting_days(sheets: Sheets) -> None:
    contests = sheets["contests"]
    declared = _values(sheets["declarations"], "contest_id")
    for draft in contests.drafts:
        opened = draft.values.get("ballots_opened")
        closed = draft.values.get("ballots_closed")
        if opened and closed and closed.last < opened.first:
            message = f"ballots_closed {closed} is before ballots_opened {opened}"
            contests.report(draft.line, "closed-before-opened", message, "Mend one of the dates.")
        day = declared.get(draft.values["id"], {}).get("declared")
        if closed and day and day.last < closed.first:
            message = f"declared {day}, before ballots_closed {closed}"
            contests.report(draft.line, "declared-before-close", message, "Mend one of the dates.")


def _votes_fit(sheets: Sheets) -> None:
    """No candidate has more votes than ballots, and no contest more than its ballots allow."""
    contests = _values(sheets["contests"], "id")
    declared = _values(sheets["declarations"], "contest_id")
    results = sheets["results"]
    for contest_id, drafts in _by_contest(results).items():
        ballots = declared.get(contest_id, {}).get("ballots_valid")
        if ballots is None:
            continue
        for draft in drafts:
            votes = draft.values.get("votes")
            if votes is not None and votes > ballots:
                message = f"{votes} votes, but only {ballots} valid ballots in {contest_id}"
                results.report(draft.line, "votes-above-ballots", message, "Mend one of the two.")
        most = contests.get(contest_id, {}).get("max_votes")
        total = sum(draft.values.get("votes") or 0 for draft in drafts)
        if most is not None and total > most * ballots:
            message = (
                f"{total} votes in {contest_id}, but {ballots} valid ballots of at most "
                f"{most} votes allow {most * ballots}"
            )
            step = "Mend the votes, ballots_valid or max_votes."
            results.report(drafts[0].line, "votes-above-papers", message, step)


def _complete_has_all(sheets: Sheets) -> None:
    """A declaration marked complete gives every candidate's votes."""
    declarations = sheets["declarations"]
    voted = {
        (draft.values["contest_id"], draft.values["candidate_id"])
        for draft in sheets["results"].drafts
        if draft.values.get("votes") is not None
    }
    stood = _by_contest(sheets["candidates"])
    for draft in declarations.drafts:
        contest_id = draft.values["contest_id"]
        if not draft.values.get("complete") or not sheets["results"].readable:
            continue
        who = [d.values["candidate_id"] for d in stood.get(contest_id, [])]
        missing = [c for c in who if (contest_id, c) not in voted]
        if missing:
            message = f"complete, but no votes are given for {', '.join(missing)}"
            step = "Add their votes to results.csv, or set complete to no."
            declarations.report(draft.line, "complete-without-votes", message, step)


def _elected_fit(sheets: Sheets) -> None:
    contests = _values(sheets["contests"], "id")
    results = sheets["results"]
    for contest_id, drafts in _by_contest(results).items():
        elected = [draft for draft in drafts if draft.values.get("elected")]
        seats = contests.get(contest_id, {}).get("seats")
        if seats is not None and len(elected) > seats:
            message = f"{len(elected)} elected in {contest_id}, which has {seats} seat(s)"
            line = elected[seats].line
            results.report(line, "more-elected-than-seats", message, "Mend `elected` or `seats`.")


def _acts_in_time(sheets: Sheets) -> None:
    contests = _values(sheets["contests"], "id")
    acts = sheets["endorsements"]
    for draft in acts.drafts:
        day = draft.values.get("on")
        closed = contests.get(draft.values["contest_id"], {}).get("ballots_closed")
        if day and closed and day.first > closed.last:
            message = f"act on {day}, after ballots closed on {closed}: endorsement after close"
            acts.report(draft.line, "act-after-close", message, "Mend the date or the contest.")
