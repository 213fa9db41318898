"""Findings of many articles -> what joins them."""

from rashomon.link.event import choose_antecedent, find_tellings, keys_of, make_cluster, order_of
from rashomon.link.identity import find_profiles, resolve_block

__all__ = [
    "choose_antecedent", "find_profiles", "find_tellings", "keys_of", "make_cluster", "order_of", "resolve_block",
]  # fmt: skip
