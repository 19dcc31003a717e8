"""Labour's NEC contests as known on 1 August 2018, packed and fitted once a session."""

from __future__ import annotations

from datetime import date

import pytest

from hustings.forecasting.density import Density
from hustings.forecasting.evidence import Evidence, gather
from hustings.forecasting.inference import Fit, fit
from hustings.model import Record
from hustings.scenario.luck import stream
from hustings.store import open_record

DAY = date(2018, 8, 1)


@pytest.fixture(scope="session")
def labour() -> Record:
    """The bundled record, whole."""
    return open_record("labour-nec")


@pytest.fixture(scope="session")
def evidence(labour: Record) -> Evidence:
    """What was known of the contest of September 2018 on 1 August."""
    return gather(labour.as_of(DAY), "nec-clp-2018-09")


@pytest.fixture(scope="session")
def density(evidence: Evidence) -> Density:
    """The density of that evidence."""
    return Density(evidence)


@pytest.fixture(scope="session")
def fitted(density: Density) -> Fit:
    """Its fit with one luck."""
    return fit(density, stream(5, "fit"))
