"""Findings of many articles -> what joins them."""

from rashomon.link.event import choose_antecedent, find_event_profiles, keys_of
from rashomon.link.identity import find_profiles, resolve_block

__all__ = ["choose_antecedent", "find_event_profiles", "find_profiles", "keys_of", "resolve_block"]
