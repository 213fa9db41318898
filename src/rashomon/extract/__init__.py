"""The parse of one article -> findings of one article."""

from rashomon.extract.attribution import (
    find_attributions,
    find_attributions_by_rules,
    find_nested_attributions,
)
from rashomon.extract.clause import find_clauses
from rashomon.extract.event import find_events
from rashomon.extract.mention import find_mentions
from rashomon.extract.quantity import find_quantities
from rashomon.extract.timex import find_timexes

__all__ = [
    "find_attributions",
    "find_attributions_by_rules",
    "find_clauses",
    "find_events",
    "find_mentions",
    "find_nested_attributions",
    "find_quantities",
    "find_timexes",
]
