"""What was measured of each layer's extractor, in words, as it stands beside its heading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from rashomon.data import resource

__all__ = ["read_quality"]


@cache
def read_quality() -> Mapping[str, Mapping[str, str]]:
    """Return what is known of how good each layer's extractor is; empty where nothing has been measured."""
    known = resource("quality.json")
    if not known.is_file():
        return {}
    quality: dict[str, dict[str, str]] = json.loads(known.read_text(encoding="utf-8"))
    return quality
