"""Builds the bundled record labour-nec from the compiled tables in a source folder.

    python tools/build_labour_nec.py ../shared/data/labour-nec

Votes are copied as they stand. What is decided here is when a row was known, how it is worded
(neutrally, without hindsight) and which table it belongs to. Mostly data, so it is long.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from hustings.formats.schema import TABLES

sys.path.insert(0, str(Path(__file__).resolve().parent))
import labour_nec_offices as offices

HOME = Path(__file__).resolve().parents[1] / "src/hustings/records/labour-nec"
Row = dict[str, str]
Source = dict[str, list[Row]]

SUMMER = "nec-clp-2018-09"
RULES = {"plurality-at-large": "block-vote", "STV": "stv"}
ACTS = {
    "replaced before ballot": "replaced",
    "recommended, dropped before nominations": "replaced",
}

CONTEST_NOTES = {
    "nec-clp-1998": "First contest with the six-seat members section.",
    "nec-clp-2010": "Papers went out with the leadership ballot.",
    "nec-clp-2012": "Papers posted over the weekend 26-27 May.",
    "nec-clp-2016": "E-mails due by 15 July and post by 22 July. Membership freeze date 24 June.",
    "nec-clp-2018-01": "Ballots e-mailed from 30 Nov 2017.",
    SUMMER: "Nominations closed 17:00. Five CLP nominations needed.",
    "nec-clp-2020-04": "Members who joined before 12 Nov 2019 could vote. Papers went out with the "
    "leadership ballot.",
    "nec-clp-2020-11": "Freeze date 24 Aug 2020.",
    "nec-clp-2022": "The announced timetable was 8 July to 5 August; the row gives the days on "
    "which ballots went out and closed (weak source for the closing date), so it is known from "
    "the first of them.",
}
CONTEST_KNOWN = {"nec-clp-2022": "2022-08-03"}
CHANNELS = {
    "nec-clp-2012": "post",
    "nec-clp-2016": "e-mail and post",
    SUMMER: "e-mail and post",
}
DECLARED_YEAR_ONLY = {"nec-clp-1999": "1999", "nec-clp-2002": "2002", "nec-clp-2004": "2004"}
DECLARATION_NOTES = {
    "nec-clp-1998": "Two newspaper articles are dated 27 Sept 1998.",
    "nec-clp-1999": "Published total is 37 above the sum of the printed candidate votes. Source "
    "says about 20-25% of members voted. Day not found.",
    "nec-clp-2000": "The constraint mattered: the fifth place by votes gave way to the seventh. "
    "The left slate ran five, not six.",
    "nec-clp-2001": "Turnout only estimated by the source (11.5% to 17%).",
    "nec-clp-2002": "Left share up 4.5 points to about half of all votes; turnout up on 2001; seat "
    "split not stated in the reachable text. Day not found.",
    "nec-clp-2004": "Three left and three leadership-slate candidates elected. Day not found.",
    "nec-clp-2006": "electorate = papers distributed. ballots_valid = returned minus spoilt.",
    "nec-clp-2008": "Votes known for the six elected only.",
    "nec-clp-2010": "Turnout about 72% (one source).",
    "nec-clp-2012": "Ballots returned not found.",
    "nec-clp-2014": "A left source says the poll was about 15% up on 2012 and the left took 55% of "
    "votes. Ballots returned not found.",
    "nec-clp-2016": "Ballots returned not found.",
    "nec-clp-2018-01": "A press report speaks of over 300,000 votes cast (votes, not ballots). "
    "Ballots returned not found.",
    SUMMER: "118,594 ballots by e-mail and 45,986 by post. The result was declared on 2018-09-03; "
    "these figures were reported on 2018-09-18, so the row is known from that day.",
    "nec-clp-2020-04": "A blog says 293,093 votes were cast; that is less than the sum of the "
    "candidate votes, so it may be ballots of some kind and is not entered.",
    "nec-clp-2020-11": "ballots_valid derived: the quota is stated to be one tenth of the total "
    "vote. A blog gives under 130,000 votes.",
    "nec-clp-2024": "Count ran to stage 21. Ballot total not found.",
}
DECLARATION_KNOWN = {SUMMER: "2018-09-18"}

ASSUMED = (
    "not among the nine elected; 22 nominees reached the ballot by mid-September, place on the "
    "final ballot assumed where not listed"
)
UNCONFIRMED = "on a slate in February; not elected; ballot status not confirmed"
LATE = "added to the slate late, after three candidates left it; press says first full term"
UNSOURCED = "first runner-up of 2014; whether he sat by 2016 was not sourced"
CANDIDATE_NOTES = {
    ASSUMED: "place on the final ballot assumed where not listed",
    UNCONFIRMED: "ballot status not confirmed",
    LATE: "added to the slate late, after three candidates left it",
    UNSOURCED: "whether he sat when voting opened was not sourced",
    "listed as Lord Sawyer": "listed as Lord Sawyer",
    "listed as Baroness Gould": "listed as Baroness Gould",
    "sitting only since July 2016, in place of Livingstone": "sitting only since July 2016",
    "sitting member since 2018-03-31 as replacement": "sitting since 2018-03-31 as replacement",
    "listed as sitting member in August 2024": "listed as sitting member in August 2024",
    "had joined in July 2024 as a runner-up of 2022": "sitting since July 2024 as a runner-up of "
    "2022",
}
RESULT_NOTES = {
    **dict.fromkeys(CANDIDATE_NOTES, ""),
    ASSUMED: "not among the nine elected",
    UNCONFIRMED: "not elected",
    "elected at the fourteenth round; suspended soon after the result": "elected at stage 14",
    "gave up the seat soon after on joining the Lords; Baxter (7th) replaced her": "",
    "left the seat on election to Parliament, May 2005": "",
    "first runner-up; took the seat Shawcroft resigned on 2018-03-31": "first runner-up",
    "took the seat vacated by Malik in 2005 as runner-up": "first runner-up",
    "used as a runner-up to fill a vacancy in July 2024": "",
    "says he served from 2004": "",
    "press says first full term": "",
    "suspended from the party 2020-02-06 during nominations, later reinstated": "",
    "Momentum endorsement withdrawn 2018-08-01; press says he beat Izzard by some 3,000": "",
}
LATER_VOTES = {
    "nec-clp-1998": ("1999-12-31", "votes read off a comparison column printed in 1999"),
    "nec-clp-2000": ("2001-12-31", "votes as printed beside the 2001 result"),
    "nec-clp-2004": ("2006-08-04", "votes worked out from differences printed in 2006"),
}
"""Contests whose votes were worked out from a later page: known from that page."""

ENDORSEMENT_NOTES = {
    "implied: named as the slate members who did not get in": "implied by a list of the slate",
    "left the slate after his suspension; Wolfson took the place": "Wolfson took the place",
    "no withdrawal found; a post-result commentator says CLPD reaffirmed its backing of Willsman": (
        "no dated announcement found"
    ),
    "slate announced 9 Feb 2018, kept after 1 Aug": "slate announced 9 Feb 2018",
    "the JC9": "",
    "suspended 2020-02-06, not on the ballot": "not on the ballot paper",
    "backed before and after her suspension": "",
    "slate called Grassroots Labour; a later left source says there was no single agreed left "
    "slate": "slate called Grassroots Labour; sources disagree whether it was one agreed slate",
}
NOTES_OF_ONE = {"Mason joined the slate late": "peter-mason", "Baxter had not sought it": "johanna"}
"""Notes that the source repeats down a slate but that are about one candidate."""

ACT_DAYS = {
    ("nec-clp-2016", "ken-livingstone", "clga"): "2016-05",
    ("nec-clp-2018-01", "cecile-wright", "momentum"): "2017-10",
    ("nec-clp-2024", "luke-akehurst", "ltw"): "2024-07",
    ("nec-clp-2024", "johanna-baxter", "ltw"): "2024-07",
    ("nec-clp-2024", "gurinder-singh-josan", "ltw"): "2024-07",
}
"""Days that the notes or the events table give for an act the source leaves undated."""

THREAD_2020 = "figure first seen in a thread of 2020-09-28"
NOMINATIONS_KNOWN = {
    ("nec-clp-2008", "", "final"): ("2010-08-31", "worked out from a page of August 2010"),
    ("nec-clp-2012", "2012-03-30", "final"): ("2012-04-30", "page of April 2012"),
    ("nec-clp-2016", "2016-06-24", "final"): (
        "2016-07-10",
        "page written the day after the list came out, before voting opened on 11 July",
    ),
    (SUMMER, "2018-06-22", "final"): ("2020-09-28", THREAD_2020),
    ("nec-clp-2020-04", "2020-02", "final"): ("2020-09-28", THREAD_2020),
    ("nec-clp-2024", "2024-07-31", "final"): ("2024-08-31", "page of August 2024"),
}
"""Figures whose source is later than the day they stand for: known from the source."""

BLACK_2018 = ("2020-12-31", "figure first seen in a statement of 2020")
NOMINATION_NOTES = {
    "at the time of her reinstatement": "",
    "same source: Bird above 70": "",
    "given in 2020 for comparison; the slate as a whole ran from 23 to 68": (
        "the slate as a whole ran from 23 to 68"
    ),
    "final figure recalled in September 2020": "",
}

EVENT_KINDS = {
    "scandal": "report",
    "trigger": "meeting",
    "committee": "meeting",
    "apology": "statement",
    "criticism": "reaction",
    "exclusion": "slate-change",
}
DROP = "drop"
EVENT_TEXTS = {
    ("2000", "exclusion"): "One nominee is not on the paper; the left slate runs five for six",
    ("2004", "vacancy"): "",
    ("2016-05", "slate-change"): "Wolfson takes Livingstone's place on the left slate",
    ("2018-01-15", "result-" + SUMMER): "The left slate takes the three extra members seats",
    ("2018-01-16", "committee-vote"): "NEC votes 22 to 15 for Christine Shawcroft over Ann Black "
    "as chair of the disputes panel",
    ("2018-02-09", "slate"): "Left slate of nine announced: Elmi, Henderson and Mishra new; Black, "
    "Shawcroft and Wolfson not on it",
    ("2018-07-17", "trigger"): "NEC meeting",
    ("2018-07-30", "scandal"): "Recorded remarks published (reports from the night of 30 July and "
    "on 31 July)",
    ("2018-07-31", "apology"): "Statement on the recorded remarks published",
    ("2018-07-31", "criticism"): "Labour MPs and commentators respond in public",
    ("2018-08-01", "reaction-Skwawkbox"): "Asks readers to vote for all nine",
    ("2018-08-01", "reaction-Progress"): "Comments on the withdrawal",
    ("2018-08-02", "reaction-FBU general secretary"): "Comments on the withdrawal",
    ("2018-08-02", "reaction-local Momentum groups and Shawcroft"): "Further local groups comment; "
    "Shawcroft backs Willsman",
    ("2018-08-09", "reaction"): "Momentum answers a letter of its Camden group: officers took the "
    "decision",
    ("2018-08-18", "campaign"): "Momentum campaign material shows eight names",
    ("2018-09-04", "committee"): "NEC meets; newly elected members take their seats after "
    "conference",
    ("2018-09-05", "statement"): "Thanks supporters",
    ("2019-05-31", "suspension"): DROP,
    ("2020-02", "reinstatement"): "Bird reinstated, with 115 CLP nominations",
    ("2020-02-06", "suspension"): "Membership of two candidates suspended during nominations",
    ("2024-07-16", "slate-change"): "Akehurst, Baxter and Josan leave the contest after becoming "
    "MPs",
    ("2024-08-28", "slate"): "New slate of five announced as voting opens",
}
EVENT_CHANGES: dict[tuple[str, str], Row] = {
    ("2018-07-17", "trigger"): {
        "actor": "NEC",
        "candidate_id": "",
        "source": "http://www.annblack.co.uk/nec-meeting-17-july-2018/",
        "confidence": "one-source",
    },
    ("2018-07-30", "scandal"): {"known_from": "2018-07-31"},
    ("2018-08-09", "reaction"): {"known_from": "2018-08-12"},
    ("2020-02-06", "suspension"): {"candidate_id": ""},
    ("2024-07-16", "slate-change"): {"candidate_id": ""},
    ("2024-08-28", "slate"): {"candidate_id": ""},
}

RULE_CHANGES: dict[str, Row] = {
    "r02": {"notes": "replaces r01"},
    "r04": {"notes": "replaces r03"},
    "r07": {
        "statement": "Two-year term in practice; new members take seats after the autumn "
        "conference",
    },
    "r09": {"notes": "replaces r08"},
    "r10": {"known_from": "2016-07-31", "notes": "start not found; on a page of July 2016"},
    "r12": {
        "statement": "Ballots over five weeks, by e-mail and with a postal paper sent to every "
        "member",
    },
    "r14": {"notes": "replaces r13"},
    "r16": {
        "statement": "Under STV, runners-up of 2022 filled three vacancies in July 2024",
        "valid_from": "2024-07",
        "valid_to": "",
    },
    "r17": {"statement": "As reported, no body can make an elected member give up the seat"},
    "r19": {"valid_to": ""},
    "r20": {"valid_to": ""},
    "r21": {
        "statement": "As reported, an endorsement was withdrawn by the officers, not by a meeting "
        "of the full group or a member ballot; one article speaks of a vote",
    },
}
RULES_LEFT_OUT = {"r22"}

EIGHT = (
    "ann-henderson claudia-webbe darren-williams huda-elmi jon-lansman navendu-mishra "
    "rachel-garnham yasmine-dar"
)
NINE_OF_THE_RIGHT = (
    "eda-cazimoglu gurinder-singh-josan heather-peto jasmin-beckett johanna-baxter lisa-banes "
    "luke-akehurst marianna-masters mary-wimbury"
)
OUR_READING = "the ratios are our reading of the words"
CLAIM_READINGS: dict[tuple[str, str], Row] = {
    ("2018-08-01", "Momentum eight"): {"subject_ids": EIGHT},
    ("2018-08-01", "Pete Willsman"): {"subject_ids": "pete-willsman"},
    ("2018-08-01", "Ann Black"): {
        "world": "pundits",
        "subject_ids": "ann-black",
        "reference": EIGHT,
        "ratio_low": "0.80",
        "ratio_high": "0.95",
        "notes": OUR_READING,
    },
    ("2018-08-01", "Eddie Izzard"): {
        "world": "pundits",
        "subject_ids": "eddie-izzard",
        "reference": EIGHT,
        "ratio_low": "0.40",
        "ratio_high": "0.65",
        "notes": OUR_READING,
    },
    ("2018-08-01", "Progress and Labour First slate"): {
        "world": "pundits",
        "subject_ids": NINE_OF_THE_RIGHT,
        "reference": EIGHT,
        "ratio_low": "0.35",
        "ratio_high": "0.65",
        "notes": OUR_READING + ", for each of the nine",
    },
    ("2020-09-28", "nine seats"): {
        "on": "2020-09-29",
        "notes": "CLP results weighted by membership and converted to STV",
    },
}
CLAIMS_LEFT_OUT = {("2014-08", "six seats")}
"""Says how many came true, which is no expectation."""

ANALOGUES: dict[str, Row] = {
    "A01a": {
        "kind": "withdrawn",
        "known_from": "2018-09-18",
        "notes": "raw gap; standard deviation of the eight 3,833 votes; all sources of the gap "
        "together",
    },
    "A01b": {
        "kind": "withdrawn",
        "known_from": "2018-09-18",
        "notes": "best single estimate; the report and the withdrawal came within two days, so "
        "the figure is for both; an average over voters before and after",
    },
    "A02": {
        "kind": "declined",
        "known_from": "2018-09-03",
        "notes": "upper bound: off the slate from the start, with a replacement on it",
    },
    "A03": {
        "kind": "left-slate",
        "known_from": "2018-09-03",
        "notes": "weak: three votes a ballot against nine",
    },
    "A04": {
        "kind": "gained",
        "known_from": "2014-08-20",
        "notes": "the field shrank from 19 to 13, which alone lifts shares",
    },
    "A05": {
        "kind": "gained",
        "known_from": "2008-07-24",
        "notes": "sources disagree on the second endorsement",
    },
    "A06": {
        "kind": "other",
        "known_from": "2001-12-31",
        "change": "one slate candidate not on the paper",
        "notes": "one sixth fewer candidates would by itself take 47 to about 39; known from a "
        "page of 2001",
    },
    "A07": {
        "kind": "other",
        "known_from": "2020-04-04",
        "change": "membership suspended during nominations, reinstated",
        "notes": "not a clean effect: the left was split from the start",
    },
    "A08": {"kind": "declined", "known_from": "2022-09-01", "notes": "outcome only"},
    "A09a": {
        "kind": "reputational",
        "known_from": "2022-11-09",
        "change": "remarks published, slate kept its backing",
        "notes": "early count 18.4 against 22.7 and 19.9",
    },
    "A09b": {
        "kind": "reputational",
        "known_from": "2022-12-31",
        "change": "remarks published, slate kept its backing",
        "notes": "late-counted ballots ran lower than early ones; final count, day not found",
    },
    "A10": {"kind": "withdrawn", "known_from": "2024-03-01", "notes": "upper end of the range"},
    "A11": {
        "kind": "withdrawn",
        "known_from": "2024-03-01",
        "change": "party support withdrawn, label stayed",
        "notes": "",
    },
    "A12": {"kind": "withdrawn", "known_from": "2019-12-13", "notes": ""},
    "A13": {"kind": "withdrawn", "known_from": "2019-12-13", "notes": ""},
    "A14": {
        "kind": "withdrawn",
        "known_from": "2021-09-30",
        "change": "party support withdrawn two days before polling, label stayed",
        "notes": "advance votes were already in; counting ran on after polling day",
    },
    "A15": {
        "kind": "withdrawn",
        "known_from": "2019-10-22",
        "change": "party support withdrawn, label stayed",
        "notes": "",
    },
    "A16": {
        "kind": "withdrawn",
        "known_from": "2019-06-30",
        "notes": "nearly all of the loss went where the party pointed; counting ran on into June",
    },
    "A17": {
        "kind": "withdrawn",
        "known_from": "1996-03-31",
        "notes": "swing to the candidate of 19.31 points: the sign can flip",
    },
    "A18": {
        "kind": "withdrawn",
        "known_from": "2021-06-23",
        "notes": "the fall came over weeks, little of it in the first days",
    },
    "A19": {
        "kind": "withdrawn",
        "known_from": "2022-05-25",
        "notes": "support rose after the withdrawal",
    },
    "A20": {
        "kind": "withdrawn",
        "known_from": "2024-07-05",
        "notes": "the projection missed another party by as much, so the net effect is unclear",
    },
    "A21": {"kind": "withdrawn", "known_from": "2024-07-05", "notes": "no baseline found"},
    "A22": {
        "kind": "other",
        "known_from": "2015-07-23",
        "notes": "about 9 to 10 points from an official endorsement, where the naive gap was 40 "
        "to 50; year approximate; known from the later of the two pages cited",
    },
    "A23": {
        "kind": "other",
        "known_from": "2020-02-29",
        "notes": "n = 97 weighted; bounds how much of a following moves with a recommendation",
    },
}

README = """# labour-nec

The members' (Constituency Labour Party) section of the National Executive Committee of the UK
Labour Party, 1998 to 2024: eighteen contests as a hustings record. The format is described in
`docs/records/README.md`.

**Origin.** Facts taken from the public pages named in `source`, compiled and worded by the
project. `tools/build_labour_nec.py` builds these files from the compiled tables; edit there.

**Conventions**

- An empty cell means unknown. Nothing is guessed.
- `confidence`: `two-sources` (two sites agree), `one-source`, or `derived` (worked out or
  inferred; the notes say how).
- Votes are votes for a candidate, not ballots, unless the column says ballots.
- Rows say what was public on their day: notes carry no hindsight. Where the only page for a figure
  is later than the contest, the row is known from that page. That holds for the votes of 1998, 2000
  and 2004, the nominations of 2008 and of September 2018, and some final nominations. An undated
  endorsement is taken as public when voting opened, even where the only page found is later; the
  row is marked derived when read.
- Ballots and turnout of September 2018 were reported on 2018-09-18, fifteen days after the result.
- A rule's end is not written beside its start when nobody knew it then; the row that replaced it
  says so.
- `claims`: the ratios are our reading of the words, not the claimant's figures.
- `analogues`: no effect is known before the result it was measured with. The survey experiment A22
  is known from the later of its two pages (2015-07-23).
- The fields of 1998, 2000, 2002, 2004, 2008, 2020-11, 2022 and 2024 are listed in part, mostly
  those whom reports of the result name. Such a list is itself hindsight: do not score forecasts on
  contests whose declaration is not `complete`.
- In `polls`, unit `nominated (1 = yes)` stands where a ballot's votes were not published.

**Offices** (`bodies`, `members`, `camps`, `divisions`, `powers`, `registers`, `vacancies`; built by
`tools/labour_nec_offices.py`)

- Two bodies: `nec` (39 seats in twelve sections, as of January 2018) and `momentum-ncg` (the
  sixteen of Momentum's National Coordinating Group in 2018; places for affiliates are not counted).
- `members`: the members' section `clp` act by act from 2016 to 2024, and the replacements of 2005,
  2010 and 2016. `seated` names the contest; who keeps the seat has a new `seated` row. Of the other
  sections only who sat in the summer of 2018 and is named by a page, with the role the page gives.
- A page that is later than the act does not date it: such a row is known from the page.
- `camps` count seats of a section as a page puts them, and name nobody. `left` is the word that
  `endorsements` uses for the slates of the left; `swing` and `independent` are the pages' words.
  Seats of which no page says anything have no row.
- `vacancies`: a rule has no end; the one that starts later replaces it. The rule of 1998 is
  reported without its words, so its `contest` is empty: in 2018 the Guardian and the Times named
  the ballot of January 2018, Sky the one of 2016.
- `powers` and `registers`: no rule book could be read whole, so no register is complete. What the
  press says about a power without a clause is an event (`rule-claim`), not a power.
- `procedures` is empty: no page gives the NEC's or the group's majority, quorum or casting vote.

**Known gaps**

- The words and numbers of the vacancy rules; since when the countback of 2022 held, and whether the
  runners-up of July 2024 are the same rule in other words. By the press, the rule book of 2019
  brought the by-election; the rules that the conference of 2018 set came into force on 27 September
  2018.
- The order of the count of 2022: the places 10 to 13 are read from later pages. Who followed whom
  in July 2024, and in April 2020, is not stated.
- How Livingstone's seat ended in 2016 and Turner's in 2005; since when Willsman sat again before
  January 2016.
- The day in September on which the members of 2022 and 2024 took office.
- Eleven seats of 2018 without a named holder (eight of the unions, one of the socialist societies,
  one parliamentary, one Scottish), and nearly everybody's start and end outside the members'
  section. The seats of earlier and later years (33 until 2016; more than 39 later) have no rows.
- How the unions, the parliamentary members, the deputy leader, the leader of the MEPs and the
  Scottish and Welsh members stood: no page counts them.
- The end of the case that led to the suspension of 31 May 2019, and what closed the matter of July
  2018; who overruled whom, when and on what authority, beyond one report.

People here stood in public for party office, or held one that a page names; only names and what the
tables need are kept.
"""

HEAD = """organisation = "Labour Party (UK): National Executive Committee, members' section"
licence = "Facts from the pages named in `source`; compilation under the project's licence (MIT)"
notes = "Eighteen contests, 1998 to 2024. See README.md in this folder."

# Numbers that replace a prior of the forecast belong under [settings]; none is needed here.
[settings]
"""


def read(folder: Path) -> Source:
    """Every source table by name."""
    tables: Source = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def join(*notes: str) -> str:
    """Notes as one text."""
    return "; ".join(note for note in notes if note)


def contests(source: Source) -> list[Row]:
    """Announced facts only."""
    listed = [row["contest_id"] for row in source["candidates"]]
    rows = []
    for row in source["contests"]:
        name = row["contest_id"]
        field = _field(row, listed.count(name))
        notes = " ".join(note for note in (CONTEST_NOTES.get(name, ""), field) if note)
        rows.append(
            row
            | {
                "rule": RULES[row["rule"]],
                "max_votes": row["max_votes_per_ballot"],
                "constraint": row["gender_rule"],
                "channel": CHANNELS.get(name, ""),
                "notes": notes,
                "source": _before(row["source"]),
                "known_from": CONTEST_KNOWN.get(name, ""),
            }
        )
    return rows


def _field(row: Row, listed: int) -> str:
    known = row["candidates_on_ballot"]
    if known and int(known) == listed:
        return f"{known} candidates on the paper."
    if known:
        return f"{known} candidates on the paper, {listed} of them in this record."
    return "" if row["votes_complete"] == "yes" else "The field may be listed in part."


def _before(sources: str) -> str:
    """The sources that do not report the result, if any such is left."""
    words = ("result", "sweep", "victory", "elected", "won", "left-and-right-share")
    pages = sources.split(" | ")
    kept = [page for page in pages if not any(word in page.lower() for word in words)]
    return " | ".join(kept or pages)


def declarations(source: Source) -> list[Row]:
    """What was declared, with the days it was published."""
    rows = []
    for row in source["contests"]:
        name = row["contest_id"]
        rows.append(
            row
            | {
                "declared": row["declared"] or DECLARED_YEAR_ONLY[name],
                "complete": "yes" if row["votes_complete"] == "yes" else "no",
                "total_votes": row["total_votes_published"],
                "notes": DECLARATION_NOTES.get(name, ""),
                "known_from": DECLARATION_KNOWN.get(name, ""),
            }
        )
    return rows


def persons(source: Source) -> list[Row]:
    """Names only."""
    return source["persons"] + offices.persons()


def candidates(source: Source) -> list[Row]:
    """Who stood."""
    rows = [row | {"notes": CANDIDATE_NOTES.get(row["notes"], "")} for row in source["candidates"]]
    return rows + offices.late_candidates()


def results(source: Source) -> list[Row]:
    """Votes and seats, as they stand in the source."""
    rows = []
    for row in source["candidates"]:
        if not (row["votes"] or row["position"] or row["elected"]):
            continue
        notes = RESULT_NOTES.get(row["notes"], row["notes"])
        known = ""
        if row["votes"] and row["contest_id"] in LATER_VOTES:
            known, why = LATER_VOTES[row["contest_id"]]
            notes = join(notes, why)
        rows.append(row | {"notes": notes, "known_from": known})
    later = {(row["contest_id"], row["candidate_id"]): row for row in offices.late_results()}
    kept = [row for row in rows if (row["contest_id"], row["candidate_id"]) not in later]
    return kept + list(later.values())


def endorsements(source: Source) -> list[Row]:
    """A row with a span becomes an act at each end of it."""
    rows = []
    for row in source["endorsements"]:
        act = ACTS.get(row["status"], row["status"])
        notes = ENDORSEMENT_NOTES.get(row["notes"], row["notes"])
        if not row["candidate_id"].startswith(NOTES_OF_ONE.get(notes, "")):
            notes = ""
        key = (row["contest_id"], row["candidate_id"], row["organisation_id"])
        day = row["valid_to"] or row["valid_from"] or ACT_DAYS.get(key, "")
        rows.append(row | {"act": act, "on": day, "notes": notes})
        if row["valid_from"] and row["valid_to"]:
            began = {"act": "endorsed", "on": row["valid_from"], "notes": ""}
            rows.append(row | began)
    return rows


def nominations(source: Source) -> list[Row]:
    """Nominations, known from the page that gives them."""
    rows = []
    for row in source["nominations"]:
        known, why = NOMINATIONS_KNOWN.get(
            (row["contest_id"], row["as_of"], row["stage"]), ("", "")
        )
        if row["contest_id"] == SUMMER and row["candidate_id"] == "ann-black":
            known, why = BLACK_2018
        notes = NOMINATION_NOTES.get(row["notes"], row["notes"])
        rows.append(
            row
            | {
                "bodies_nominating": row["clps_nominating"],
                "notes": join(notes, why),
                "known_from": known,
            }
        )
    return rows


def polls(source: Source) -> list[Row]:
    """Internal ballots and polls of members."""
    rows = []
    for row in source["internal_polls"]:
        new = row | {"ended": row["date_end"]}
        if row["unit"] == "nominated":
            new |= {"value": "1", "unit": "nominated (1 = yes)"}
        if row["poll_id"] == "momentum-2018-04":
            new |= {"known_from": "2018-04-19", "notes": row["notes"].split(";")[0]}
        if row["date_start"]:
            new["notes"] = join(new["notes"], f"from {row['date_start']}")
        rows.append(new)
    return rows


def events(source: Source) -> list[Row]:
    """Dated acts, reworded where the source takes sides or knows too much."""
    rows = []
    for row in source["events"]:
        text = _event_text(row)
        if text == DROP:
            continue
        key = (row["date"], row["kind"])
        about = row["date_precision"] == "approx"
        new = row | {
            "on": row["date"][:7] if about else row["date"],
            "kind": EVENT_KINDS.get(row["kind"], row["kind"]),
            "text": text,
            "notes": f"about {row['date']}" if about else "",
        }
        rows.append(new | EVENT_CHANGES.get(key, {}))
    return offices.typed(rows)


def _event_text(row: Row) -> str:
    for kind in (
        f"{row['kind']}-{row['actor']}",
        f"{row['kind']}-{row['contest_id']}",
        row["kind"],
    ):
        if text := EVENT_TEXTS.get((row["date"], kind)):
            return text
    return row["event"]


def rules(source: Source) -> list[Row]:
    """Rules; an end that was not known at the start stands with the rule that came after."""
    rows = []
    for row in source["rules"]:
        if row["rule_id"] in RULES_LEFT_OUT:
            continue
        foreseen = row["valid_to"][:4] == row["valid_from"][:4]
        ends = row["valid_to"] if foreseen else ""
        rows.append(row | {"valid_to": ends} | RULE_CHANGES.get(row["rule_id"], {}))
    return rows


def claims(source: Source) -> list[Row]:
    """Expectations without what came of them; the source is the page that states them."""
    rows = []
    for row in source["forecasts"]:
        key = (row["date"], row["subject"])
        if key in CLAIMS_LEFT_OUT:
            continue
        new = {
            "contest_id": row["contest_id"],
            "on": row["date"],
            "claimant": row["forecaster"],
            "subject": row["subject"],
            "claim": row["predicted"],
            "source": row["source"].split(" | ")[0],
            "confidence": "one-source",
        }
        rows.append(new | CLAIM_READINGS.get(key, {}))
    return rows


def analogues(source: Source) -> list[Row]:
    """Cases with their effect, without the reasons."""
    return [
        row
        | {
            "affected": row["affected_value"],
            "expected": row["expected_value"],
            "effect_pct": row["effect_relative_pct"],
            "elapsed": row["share_of_window_elapsed"],
        }
        | ANALOGUES[row["case_id"]]
        for row in source["analogues"]
    ]


def bodies(source: Source) -> list[Row]:
    """The sections of the NEC, and of Momentum's group, in 2018."""
    return offices.nec_sections(source["nec_sections_2018"]) + offices.ncg_sections()


def members(_: Source) -> list[Row]:
    """Who took and left which seat, and when."""
    return offices.MEMBERS


def camps(_: Source) -> list[Row]:
    """How many seats stood where on one issue, as published."""
    return offices.CAMPS


def divisions(_: Source) -> list[Row]:
    """Reported votes."""
    return offices.DIVISIONS


def powers(_: Source) -> list[Row]:
    """Who may do what, as far as read."""
    return offices.POWERS


def registers(_: Source) -> list[Row]:
    """How much of the rule books was read."""
    return offices.REGISTERS


def vacancies(_: Source) -> list[Row]:
    """How a members' seat is filled again, and since when."""
    return offices.VACANCIES


BUILDERS = (
    contests,
    declarations,
    persons,
    candidates,
    results,
    endorsements,
    nominations,
    polls,
    events,
    rules,
    claims,
    analogues,
    bodies,
    members,
    camps,
    divisions,
    powers,
    registers,
    vacancies,
)


def build(folder: Path, home: Path) -> None:
    """Write the record from the source in `folder` to `home`."""
    source = read(folder)
    home.mkdir(parents=True, exist_ok=True)
    tables = {table.name: table for table in TABLES}
    for builder in BUILDERS:
        table = tables[builder.__name__]
        names = [column.name for column in table.columns]
        rows = [[row.get(name) or "" for name in names] for row in builder(source)]
        places = [names.index(key) for key in table.keys]
        rows.sort(key=lambda cells, at=tuple(places): [cells[place] for place in at])  # type: ignore[misc]
        with (home / table.file).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([names, *rows])
    (home / "record.toml").write_text(HEAD, encoding="utf-8", newline="\n")
    (home / "README.md").write_text(README, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: build_labour_nec.py SOURCE-FOLDER")
    build(Path(sys.argv[1]), HOME)
