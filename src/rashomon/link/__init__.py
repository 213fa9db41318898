"""Findings of many articles -> what joins them."""

from rashomon.link.identity import find_profiles, resolve_block

__all__ = ["find_profiles", "resolve_block"]
