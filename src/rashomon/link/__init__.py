"""Findings of many articles -> what joins them."""

from rashomon.link.cast import find_references
from rashomon.link.descent import newsrooms_of, provenance_of
from rashomon.link.event import choose_antecedent, find_tellings, keys_of, make_cluster, order_of, resolve_telling
from rashomon.link.identity import find_profiles, resolve_block

__all__ = [
    "choose_antecedent", "find_profiles", "find_references", "find_tellings", "keys_of", "make_cluster",
    "newsrooms_of", "order_of", "provenance_of", "resolve_block", "resolve_telling",
]  # fmt: skip
