"""The law, one statute a file, in the standard library alone.

A module here with a tuple `RULES` is a statute; adding one needs no other change.
"""

from hustings.rules.register import find_rule, rule_names, rules

__all__ = ["find_rule", "rule_names", "rules"]
