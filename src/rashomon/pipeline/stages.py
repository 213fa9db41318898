"""Which stages there are, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

from rashomon.clean import clean_document
from rashomon.extract import (
    find_attributions,
    find_attributions_by_rules,
    find_clauses,
    find_events,
    find_mentions,
    find_nested_attributions,
    find_quantities,
    find_timexes,
)
from rashomon.link import CLAIMS, EVENTS
from rashomon.parse import parse_document, tag_document
from rashomon.pipeline.across import compare_pile, link_pile, sort_pile
from rashomon.pipeline.items import group_pile, resolve_references
from rashomon.pipeline.stage import Stage, stages_per


def _stage(
    name: str,
    version: int,
    needs: str,
    gives: str,
    run: Callable[..., Any],
    per: Literal["document", "corpus"] = "document",
) -> Stage:
    return Stage(name, version, frozenset(needs.split()), frozenset(gives.split()), run, per)


_FIRST = (
    _stage("clean", 4, "raw", "document article zone", clean_document),
    _stage("parse", 2, "document zone", "parse sentence", parse_document),
    _stage("timex", 1, "document parse article", "timex dating", find_timexes),
    _stage("mention", 3, "document parse zone article dating", "mention entity", find_mentions),
    _stage("quantity", 2, "document parse timex mention", "quantity", find_quantities),
)
# what an article tells, says and counts, and who is meant
_TOLD = "document article dating sentence mention reference timex quantity attribution nested event clause identity"
_CLAIM = _stage("claim", 1, _TOLD, "claim account utterance", partial(group_pile, groupings=CLAIMS), per="corpus")
_LAST = (
    _stage("nested", 1, "document parse mention attribution", "nested", find_nested_attributions),
    _stage("event", 1, "document parse mention timex attribution nested", "event ground", find_events),
    _stage("clause", 1, "document ground timex attribution nested", "clause", find_clauses),
    _stage("identity", 2, "document article dating mention entity", "identity", link_pile, per="corpus"),
    _stage("reuse", 1, "document article dating zone", "reuse family", compare_pile, per="corpus"),
    _stage("story", 2, "document article dating zone", "story", sort_pile, per="corpus"),
    _stage(
        "reference",
        1,
        "document mention entity identity story",
        "reference",
        resolve_references,
        per="corpus",
    ),
    _stage(
        "cluster",
        2,
        _TOLD,
        "cluster",
        partial(group_pile, groupings=[EVENTS], ahead={_CLAIM.by: CLAIMS}),
        per="corpus",
    ),
    _CLAIM,
)
STAGES: tuple[Stage, ...] = (
    *_FIRST,
    _stage("tag", 1, "document zone parse", "tagging", tag_document),
    _stage("attribution", 1, "document parse tagging mention", "attribution", find_attributions),
    *_LAST,
)
# the same way without the trained tagger
STAGES_BY_RULES: tuple[Stage, ...] = (
    *_FIRST,
    _stage("attribution-rules", 1, "document parse mention", "attribution", find_attributions_by_rules),
    *_LAST,
)
# the two by the names that a reader chooses from
ATTRIBUTION = {"model": STAGES, "rules": STAGES_BY_RULES}


def with_longest(stages: Sequence[Stage], characters: int) -> tuple[Stage, ...]:
    """Return the stages with another limit to the length of an article than that of `clean`."""
    return tuple(
        stage._replace(run=partial(stage.run, longest=characters)) if stage.name == "clean" else stage
        for stage in stages
    )


def signature(stages: Sequence[Stage] = STAGES) -> str:
    """Return what names the stages that an article went through, such as "clean/1 parse/1"."""
    return " ".join(stage.by for stage in stages_per(stages, "document"))
