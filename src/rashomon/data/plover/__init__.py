"""A type and mode of PLOVER -> its quad class, its score of conflict and cooperation, its code in CAMEO."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import msgspec

from rashomon.data import resource, table
from rashomon.model import Realis

__all__ = ["AUXILIARY", "Cameo", "cameo_of", "is_conflict", "quad_name", "quad_of", "score_of"]

# PLOVER's auxiliary modes by our realis; what is habitual or asserted has none
AUXILIARY: dict[Realis, str] = {
    "historical": "historical",
    "planned": "future",
    "hypothetical": "hypothetical",
    "demanded": "hypothetical",
    "asked": "hypothetical",
    "negated": "negated",
}
_QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")


class Cameo(NamedTuple):
    """A code of CAMEO: its root of two digits, and all of it where type and mode decide so much."""

    root: str
    code: str | None


def quad_of(kind: str) -> int:
    """Return the quad class: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
    return _QUADS.index(quad_name(kind)) + 1


def quad_name(kind: str) -> str:
    """Return the quad class of a type as PLOVER writes it, such as `MATERIAL CONFLICT`."""
    return str(_ontology()["types"][kind]["quad"])


def is_conflict(kind: str) -> bool:
    """Tell conflict from cooperation."""
    return quad_of(kind) > 2


def score_of(kind: str, mode: str | None) -> float:
    """Return how hostile (-10) or friendly (10) an event is; a mode that has no score of its own has its type's."""
    ontology = _ontology()
    return float(ontology["mode_scores"].get(f"{kind}:{mode}", ontology["types"][kind]["score"]))


def cameo_of(kind: str, mode: str | None) -> Cameo:
    """Return what CAMEO calls it, by `cameo.tsv`; a mode that is not told apart there leaves the root alone."""
    rows = _cameo()
    return rows.get((kind, mode or "")) or Cameo(rows[kind, ""].root, None)


@cache
def _ontology() -> Any:
    return msgspec.json.decode(resource("plover/ontology.json").read_bytes())


@cache
def _cameo() -> dict[tuple[str, str], Cameo]:
    return {(kind, mode): Cameo(root, code or None) for kind, mode, root, code in table("plover/cameo.tsv")}
