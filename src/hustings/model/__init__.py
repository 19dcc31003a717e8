"""The nouns: what an election fought by slates is made of, in the standard library alone."""

from hustings.model.dates import PartialDate
from hustings.model.record import (
    Analogue,
    Body,
    Candidacy,
    Claim,
    Contest,
    Declaration,
    Endorsement,
    Event,
    Nomination,
    Person,
    Poll,
    Record,
    Result,
    Return,
    Row,
    Rule,
    TrackRow,
)
from hustings.model.slates import SlateMap, slates_of

__all__ = [
    "Analogue",
    "Body",
    "Candidacy",
    "Claim",
    "Contest",
    "Declaration",
    "Endorsement",
    "Event",
    "Nomination",
    "PartialDate",
    "Person",
    "Poll",
    "Record",
    "Result",
    "Return",
    "Row",
    "Rule",
    "SlateMap",
    "TrackRow",
    "slates_of",
]
