"""The tables of a record folder, column by column: one description for reader, checks and docs.

A data table, so longer than most files. A heading equals the noun's field unless `field` says not.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields

from hustings.formats.kinds import (
    AMOUNT,
    COUNT,
    DAY,
    IDS,
    NUMBER,
    PERCENT,
    POSITIVE,
    SHARE,
    TEXT,
    YES_NO,
    Kind,
    one_of,
)
from hustings.model import (
    Analogue,
    Body,
    Camp,
    Candidacy,
    Claim,
    Contest,
    Declaration,
    Division,
    Endorsement,
    Event,
    Nomination,
    Person,
    Poll,
    Power,
    Procedure,
    Register,
    Result,
    Return,
    Row,
    Rule,
    Sitting,
    TrackRow,
    VacancyRule,
)
from hustings.model.offices import (
    GRADES,
    LEANS,
    MAJORITIES,
    METHODS,
    POWERS,
    STATES,
)
from hustings.model.record import ACTS

RULES = ("block-vote", "stv")
ANALOGUE_KINDS = (
    "withdrawn",
    "declined",
    "gained",
    "left-slate",
    "reputational",
    "replaced",
    "other",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the kind of its cells, and what it says.

    `field` is the noun's field where it differs from the heading; `ignored` columns are for people.
    """

    name: str
    kind: Kind
    doc: str
    required: bool = False
    field: str = ""
    ignored: bool = False

    @property
    def target(self) -> str:
        """The noun's field that the column fills."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV table: its noun, the headings that tell rows apart, and its columns."""

    name: str
    noun: type[Row]
    about: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False

    @property
    def file(self) -> str:
        """The file's name in the folder."""
        return f"{self.name}.csv"

    def blanks(self) -> dict[str, str]:
        """Fields that the noun asks for but the file may leave empty."""
        asked = {f.name for f in fields(self.noun) if f.default is MISSING}
        return {c.target: "" for c in self.columns if c.target in asked and not c.required}

    def key_fields(self) -> tuple[str, ...]:
        """The noun's fields behind the key headings."""
        by_name = {column.name: column.target for column in self.columns}
        return tuple(by_name[name] for name in self.keys)


COMMON = (
    Column("source", TEXT, "where the row comes from: page addresses, separated by a vertical bar"),
    Column("confidence", TEXT, "how sure it is, in your own words (two-sources, one-source, ...)"),
    Column("notes", TEXT, "anything a reader should know, without hindsight"),
    Column(
        "known_from",
        DAY,
        "the day from which the row was public (the last day of a month or year); "
        "empty: worked out by the table's rule",
    ),
)

CONTEST = Column("contest_id", TEXT, "the contest", required=True)
CANDIDATE = Column("candidate_id", TEXT, "the person", required=True)
BODY = Column("body_id", TEXT, "the body", required=True)
SECTION = Column("section_id", TEXT, "its section", required=True)
HUMAN = Column("candidate", TEXT, "the name, for people; not read", ignored=True)


def _table(
    name: str,
    noun: type[Row],
    about: str,
    keys: str,
    *columns: Column,
    required: bool = False,
) -> Table:
    return Table(name, noun, about, tuple(keys.split()), columns + COMMON, required)


TABLES: tuple[Table, ...] = (
    _table(
        "contests",
        Contest,
        "A contest as announced: what is known before anybody votes.",
        "contest_id",
        Column("contest_id", TEXT, "your short name for it", required=True, field="id"),
        Column("label", TEXT, "its name for people", required=True),
        Column("seats", POSITIVE, "seats to fill", required=True),
        Column("rule", one_of(RULES, "unknown-rule"), "how seats are won", required=True),
        Column("max_votes", POSITIVE, "votes a ballot may carry (block vote)"),
        Column("cause", TEXT, "why it is held: regular, vacancy, ..."),
        Column("constraint", TEXT, "seats kept for a category, in words"),
        Column("nominations_opened", DAY, "first day of nominations"),
        Column("nominations_closed", DAY, "last day of nominations"),
        Column("ballots_opened", DAY, "first day of voting"),
        Column("ballots_closed", DAY, "last day of voting"),
        Column("close_time", TEXT, "time of day at which voting closes"),
        Column("channel", TEXT, "how papers come back: post, e-mail, ..."),
        required=True,
    ),
    _table(
        "declarations",
        Declaration,
        "What was declared of a contest as a whole. Ballots are papers, not votes.",
        "contest_id",
        CONTEST,
        Column("declared", DAY, "day of the declaration", required=True),
        Column("complete", YES_NO, "yes when every candidate's votes are in `results`"),
        Column("electorate", COUNT, "people entitled to vote"),
        Column("ballots_returned", COUNT, "papers returned"),
        Column("ballots_invalid", COUNT, "papers set aside"),
        Column("ballots_valid", COUNT, "papers counted"),
        Column("turnout_pct", PERCENT, "returned / electorate, in percent"),
        Column("total_votes", COUNT, "votes in all, as published"),
        Column("quota", TEXT, "the quota as published (STV)"),
    ),
    _table(
        "persons",
        Person,
        "Who stood. One id joins every table.",
        "candidate_id",
        Column("candidate_id", TEXT, "your short name for them", required=True, field="id"),
        Column("name", TEXT, "the name on the paper", required=True),
        Column("other_names", TEXT, "other names in sources"),
    ),
    _table(
        "candidates",
        Candidacy,
        "Who is on the ballot paper of a contest.",
        "contest_id candidate_id",
        CONTEST,
        CANDIDATE,
        HUMAN,
        Column("incumbent", YES_NO, "sitting when voting opened"),
        required=True,
    ),
    _table(
        "results",
        Result,
        "Declared votes, and who was elected. Votes, not ballots.",
        "contest_id candidate_id",
        CONTEST,
        CANDIDATE,
        HUMAN,
        Column("votes", COUNT, "votes (first preferences under STV)"),
        Column("position", POSITIVE, "place by votes"),
        Column("elected", YES_NO, "took a seat"),
    ),
    _table(
        "endorsements",
        Endorsement,
        "One act of one organisation towards one candidate. The state on a day is the last act.",
        "contest_id candidate_id organisation_id on act",
        CONTEST,
        CANDIDATE,
        HUMAN,
        Column("organisation_id", TEXT, "short name of the organisation", required=True),
        Column("organisation", TEXT, "its name for people", required=True),
        Column("bloc", TEXT, "the line it belongs to: left, right, independent", required=True),
        Column("act", one_of(ACTS, "unknown-act"), "what it did", required=True),
        Column("on", DAY, "day of the act"),
    ),
    _table(
        "nominations",
        Nomination,
        "Nominations of a candidate by local bodies, counted on a day.",
        "contest_id candidate_id as_of stage",
        CONTEST,
        CANDIDATE,
        HUMAN,
        Column("as_of", DAY, "the day the figure stands for"),
        Column(
            "stage",
            one_of(("partial", "final"), "unknown-stage"),
            "while nominations are open, or the last figure",
            required=True,
        ),
        Column("nominations", COUNT, "bodies that nominated the candidate", required=True),
        Column("bodies_nominating", COUNT, "bodies that nominated anyone"),
    ),
    _table(
        "polls",
        Poll,
        "One figure from a poll or from an internal ballot.",
        "poll_id question option",
        Column("poll_id", TEXT, "short name of the poll", required=True),
        Column("contest_id", TEXT, "the contest, where it is about one"),
        Column("question", TEXT, "what was asked", required=True),
        Column("option", TEXT, "the answer", required=True),
        Column("value", NUMBER, "the figure", required=True),
        Column("unit", TEXT, "its unit", required=True),
        Column("organiser", TEXT, "who asked"),
        Column("population", TEXT, "who was asked"),
        Column("n", COUNT, "how many answered"),
        Column("ended", DAY, "last day of the poll"),
    ),
    _table(
        "returns",
        Return,
        "Papers back by the end of a day, as the scrutineer counts them.",
        "contest_id on channel",
        CONTEST,
        Column("on", DAY, "the day", required=True),
        Column("returned", COUNT, "papers back so far", required=True),
        Column("issued", COUNT, "papers sent out"),
        Column("expected", COUNT, "papers expected in the end, if someone says"),
        Column("channel", TEXT, "post, e-mail; empty for all together"),
    ),
    _table(
        "events",
        Event,
        "A dated public act, neutrally worded. Kinds are listed in `docs/records/events.md`.",
        "on kind actor text",
        Column("contest_id", TEXT, "the contest, where it is about one"),
        Column("on", DAY, "the day", required=True),
        Column(
            "kind",
            TEXT,
            "one word; death, disqualification or candidate-withdrawn while voting runs ends the "
            "candidate's chances",
            required=True,
        ),
        Column("actor", TEXT, "who acted", required=True),
        Column("text", TEXT, "what happened", required=True),
        Column("candidate_id", TEXT, "the candidate it is about, if one"),
        Column("body_id", TEXT, "the body it happened in, if one"),
        Column("of", TEXT, "whom it was done to: who was overruled, dissented from"),
        Column("act", TEXT, "what was decided, overruled or dissented from"),
        Column("mover", TEXT, "who moved a decision"),
        Column("outcome", TEXT, "how a decision or a case ended"),
        Column("authority", TEXT, "what the actor relied on, as claimed"),
        Column("clause", TEXT, "the clause named, if one"),
        Column("case_id", TEXT, "your short name for a case; joins its stages"),
        Column("stage", TEXT, "the stage a case reached"),
        Column(
            "grade",
            one_of(GRADES, "unknown-grade"),
            "what stands behind it: a named person, an unnamed one, or a document",
        ),
    ),
    _table(
        "rules",
        Rule,
        "A rule of the organisation and the period it held.",
        "rule_id",
        Column("rule_id", TEXT, "your short name for it", required=True, field="id"),
        Column("topic", TEXT, "what it is about", required=True),
        Column("statement", TEXT, "what it says", required=True),
        Column("valid_from", DAY, "in force from"),
        Column("valid_to", DAY, "in force until; only where that was known from the start"),
    ),
    _table(
        "claims",
        Claim,
        "A published expectation, and our reading of it as a ratio of votes.",
        "contest_id on claimant subject",
        CONTEST,
        Column("on", DAY, "day of publication", required=True),
        Column("claimant", TEXT, "who said it", required=True),
        Column("subject", TEXT, "about whom or what", required=True),
        Column("claim", TEXT, "what was expected; never what happened", required=True),
        Column("world", TEXT, "claims with the same word are drawn together as one world"),
        Column("subject_ids", IDS, "the candidates; the ratio holds for each of them"),
        Column("reference", TEXT, "candidate ids or a bloc: whose mean votes the ratio is over"),
        Column("ratio_low", AMOUNT, "5 percent bound of the ratio, as read"),
        Column("ratio_high", AMOUNT, "95 percent bound of the ratio, as read"),
    ),
    _table(
        "analogues",
        Analogue,
        "A case elsewhere of an endorsement changed in mid-contest, with its measured effect.",
        "case_id",
        Column("case_id", TEXT, "your short name for it", required=True, field="id"),
        Column(
            "grade",
            one_of("ABCD", "unknown-grade"),
            "A is closest to a slate contest by members, D has no usable baseline",
            required=True,
        ),
        Column("year", TEXT, "year", required=True),
        Column("place", TEXT, "country or organisation", required=True),
        Column("contest", TEXT, "the contest", required=True),
        Column("change", TEXT, "what changed, neutrally worded", required=True),
        Column("kind", one_of(ANALOGUE_KINDS, "unknown-kind"), "sort of change", required=True),
        Column("affected", NUMBER, "what the affected candidate got"),
        Column("expected", NUMBER, "what the comparison gives"),
        Column("unit", TEXT, "unit of both"),
        Column("comparator", TEXT, "what the expectation is taken from"),
        Column("effect_points", NUMBER, "affected minus expected, for percentages"),
        Column("effect_pct", NUMBER, "100 x (affected / expected - 1)"),
        Column("elapsed", SHARE, "share of the voting period gone at the change"),
    ),
    _table(
        "bodies",
        Body,
        "A section of a body: so many seats, chosen so.",
        "body_id section_id",
        Column("body_id", TEXT, "your short name for the body", required=True, field="id"),
        Column("body", TEXT, "its name for people", required=True),
        Column("section_id", TEXT, "your short name for the section", required=True),
        Column("section", TEXT, "its name for people", required=True),
        Column("seats", POSITIVE, "its seats", required=True),
        Column("chosen_by", TEXT, "who chooses", required=True),
        Column("as_of", DAY, "the day for which this holds"),
    ),
    _table(
        "members",
        Sitting,
        "One change of one person's office. The state on a day is the last one by then; resigned, "
        "incompatible, expelled, died and term ended free the seat.",
        "body_id candidate_id on state",
        BODY,
        SECTION,
        CANDIDATE,
        Column("member", TEXT, "the name, for people; not read", ignored=True),
        Column("state", one_of(STATES, "unknown-state"), "what became of it", required=True),
        Column("on", DAY, "from when", required=True),
        Column("contest_id", TEXT, "the contest that gave them the seat"),
        Column("in_place_of", TEXT, "the candidate_id of the person they followed"),
        Column("role", TEXT, "their role on the body"),
    ),
    _table(
        "camps",
        Camp,
        "How a member, or so many unnamed seats of a section, stood on one issue, as published.",
        "body_id issue section_id candidate_id camp on",
        BODY,
        Column("issue", TEXT, "one or two words for the question", required=True),
        SECTION,
        Column("candidate_id", TEXT, "the member; empty for unnamed seats of the section"),
        Column("member", TEXT, "the name, for people; not read", ignored=True),
        Column("seats", POSITIVE, "how many seats the row is about (1 for a member)"),
        Column("camp", TEXT, "the side, in the source's words", required=True),
        Column("lean", one_of(LEANS, "unknown-lean"), "hard or soft", required=True),
        Column("on", DAY, "the day of the source", required=True),
    ),
    _table(
        "procedures",
        Procedure,
        "How a body decides.",
        "body_id valid_from",
        BODY,
        Column(
            "majority_of",
            one_of(MAJORITIES, "unknown-majority"),
            "whose majority: of those voting, of those present, or of all members",
            required=True,
        ),
        Column("share", TEXT, "the fraction to be passed (empty: 1/2)"),
        Column("reaching", YES_NO, "yes when reaching the fraction is enough"),
        Column("quorum", COUNT, "members who must be present"),
        Column("casting", YES_NO, "yes when the chair settles a tie"),
        Column("decided_by", TEXT, "section_id of those who decide for the whole"),
        Column("clause", TEXT, "the clause; empty where it is assumed"),
        Column("valid_from", DAY, "in force from"),
        Column("valid_to", DAY, "in force until"),
    ),
    _table(
        "divisions",
        Division,
        "A reported vote of a body.",
        "body_id on question",
        BODY,
        Column("on", DAY, "the day", required=True),
        Column("question", TEXT, "what was voted on", required=True),
        Column("votes_for", COUNT, "votes for", required=True),
        Column("votes_against", COUNT, "votes against", required=True),
        Column("abstained", COUNT, "present and not voting"),
        Column("members", POSITIVE, "members of the body on that day"),
        Column("outcome", TEXT, "what was decided"),
    ),
    _table(
        "powers",
        Power,
        "A clause: who may do what to whom, or decide what.",
        "clause_id",
        Column("clause_id", TEXT, "your short name for it", required=True, field="id"),
        BODY,
        Column("power", one_of(POWERS, "unknown-power"), "what may be done", required=True),
        Column("holder", TEXT, "who may do it", required=True),
        Column(
            "over",
            TEXT,
            "to whom or about what: `members`, a section_id, a candidate_id, or a matter",
            required=True,
        ),
        Column("statement", TEXT, "what the clause says, in your words", required=True),
        Column("effect", one_of(STATES, "unknown-state"), "the member's state afterwards"),
        Column("clause", TEXT, "the clause's number, as in 4.III.A"),
        Column("valid_from", DAY, "in force from"),
        Column("valid_to", DAY, "in force until"),
    ),
    _table(
        "registers",
        Register,
        "How much of a rule book was read for one power. Only a complete one can answer: nobody.",
        "body_id topic rule_book",
        BODY,
        Column("topic", one_of(POWERS, "unknown-power"), "the power looked for", required=True),
        Column("complete", YES_NO, "yes when every clause was read", required=True),
        Column("rule_book", TEXT, "what was read, with its edition", required=True),
        Column("clauses_read", COUNT, "how many clauses"),
        Column("valid_from", DAY, "the edition is in force from"),
        Column("valid_to", DAY, "the edition is in force until"),
    ),
    _table(
        "vacancies",
        VacancyRule,
        "How a seat is filled again when it falls free, and when that rule held.",
        "rule_id",
        Column("rule_id", TEXT, "your short name for it", required=True, field="id"),
        BODY,
        SECTION,
        Column("method", one_of(METHODS, "unknown-method"), "how", required=True),
        Column(
            "contest",
            TEXT,
            "whose runner-up: `most recent`, `that elected them`, or a contest_id; empty where the "
            "rule does not say",
        ),
        Column("temporary", YES_NO, "yes when only until the next regular contest"),
        Column("constraint", TEXT, "seats kept for a category, in words"),
        Column("excludes", TEXT, "who may not follow, in words"),
        Column("statement", TEXT, "what the rule says, in your words"),
        Column("clause", TEXT, "the clause; empty where it is assumed"),
        Column("valid_from", DAY, "in force from"),
        Column("valid_to", DAY, "in force until"),
    ),
    _table(
        "track",
        TrackRow,
        "Scores of past forecasts, as `hustings backtest --save-track` writes them.",
        "contest_id as_of mode method",
        CONTEST,
        Column("as_of", DAY, "the day the forecast stood on", required=True),
        Column("mode", TEXT, "forward or leave-one-out", required=True),
        Column("method", TEXT, "the method", required=True),
        Column("brier", NUMBER, "Brier score", required=True),
        Column("log", NUMBER, "log score", required=True),
        Column("crps", NUMBER, "CRPS of vote shares"),
        Column("energy", NUMBER, "energy score"),
        Column("rps", NUMBER, "ranked probability score of seats a slate"),
        Column("cover80", NUMBER, "share of outcomes inside the 80 percent intervals"),
    ),
)
