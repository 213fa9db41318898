"""Findings of many articles -> what joins them."""

from rashomon.link.event import (
    Antecedent,
    Member,
    choose_antecedent,
    find_event_profiles,
    keys_of,
    make_cluster,
    order_of,
    source_of,
)
from rashomon.link.identity import find_profiles, resolve_block

__all__ = [
    "Antecedent", "Member", "choose_antecedent", "find_event_profiles", "find_profiles", "keys_of", "make_cluster",
    "order_of", "resolve_block", "source_of",
]  # fmt: skip
