"""The nouns: what an election fought by slates is made of, in the standard library alone."""

from hustings.model.dates import PartialDate
from hustings.model.offices import (
    Body,
    Camp,
    Division,
    Power,
    Procedure,
    Register,
    Sitting,
    VacancyRule,
)
from hustings.model.record import (
    Analogue,
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
    Rule,
    TrackRow,
)
from hustings.model.row import Row
from hustings.model.slates import SlateMap, slates_of

__all__ = [
    "Analogue",
    "Body",
    "Camp",
    "Candidacy",
    "Claim",
    "Contest",
    "Declaration",
    "Division",
    "Endorsement",
    "Event",
    "Nomination",
    "PartialDate",
    "Person",
    "Poll",
    "Power",
    "Procedure",
    "Record",
    "Register",
    "Result",
    "Return",
    "Row",
    "Rule",
    "Sitting",
    "SlateMap",
    "TrackRow",
    "VacancyRule",
    "slates_of",
]
