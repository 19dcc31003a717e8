"""One real count: the profile packed, the proven kernel picked, and said which was used."""

from __future__ import annotations

from hustings.model.count import Count, Terms
from hustings.model.lots import Lots
from hustings.model.profile import Profile
from hustings.rules.pack import Rule
from hustings.rules.play import count_exact


def count(
    rule: Rule, profile: Profile, terms: Terms, lots: Lots | None = None, *, exact: bool = False
) -> Count:
    """Count a profile under a rule.

    `exact` asks for the plain reference instead of arrays. Raises LotNeeded or InputError.
    """
    del exact
    return count_exact(rule, profile, terms, lots)
