"""Findings of many articles -> what joins them."""

from rashomon.link.cast import find_references
from rashomon.link.descent import provenance_of
from rashomon.link.groupings import CLAIMS, EVENTS
from rashomon.link.identity import find_profiles, resolve_block

__all__ = ["CLAIMS", "EVENTS", "find_profiles", "find_references", "provenance_of", "resolve_block"]
