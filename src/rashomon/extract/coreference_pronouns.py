"""Pronouns of one article -> whom they stand for: the candidates of coreference_features.py, ranked by weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp

from rashomon.data import table
from rashomon.extract.coreference_features import Candidate, Discourse, pronoun_class
from rashomon.extract.draft import Draft
from rashomon.extract.noted import Noted
from rashomon.model import Parse

__all__ = ["NOBODY", "SIEVE", "Weights", "choose", "nobody", "resolve_pronouns", "trained_weights"]

Weights = Mapping[str, float]

# the candidate that stands for "none of these": one feature, so one weight for each kind of pronoun
NOBODY = -1
# below it, the best candidate is left unnamed: null rather than wrong
MIN_PROBABILITY = 0.3

# The baseline, set by hand: the nearest sentence, in it the subject, between equals the one spoken of most
SIEVE: Weights = {
    f"{kind}:{feature}": weight
    for kind in ("he", "they", "it")
    for feature, weight in {
        "distance=0": 6.0, "distance=1": 5.0, "distance=2": 3.0, "distance=3": 2.0,
        "rank=0": 1.0, "role=subject": 2.0, "role=object": 1.0, "most mentioned": 0.5, "gender=known": 1.0,
        "quoted, and the speaker": -4.0, "ahead": 1.0,
    }.items()
}  # fmt: skip


@cache
def trained_weights() -> Weights:
    """Return the weights of the trained ranker (`coreference/pronouns.tsv`, made by training/coreference)."""
    return {row[0]: float(row[1]) for row in table("coreference/pronouns.tsv")}


def resolve_pronouns(
    parse: Parse, noted: Sequence[Noted], drafts: Sequence[Draft], weights: Weights | None = None
) -> None:
    """Set the entity of each pronoun that is clear, in text order; without `weights` the trained ones are used."""
    chosen = trained_weights() if weights is None else weights
    by_head = {n.head: n for n in noted if n.form != "pronoun"}
    discourse = Discourse(parse, drafts, noted)
    for n in noted:
        if n.form == "pronoun":
            _resolve(parse, n, by_head, discourse, chosen)
        discourse.see(n)


def _resolve(
    parse: Parse, pronoun: Noted, by_head: Mapping[int, Noted], discourse: Discourse, weights: Weights
) -> None:
    if parse.tag[pronoun.head] in ("WP", "WP$"):
        owner = by_head.get(relative_head(parse, pronoun.head))
        if owner is not None and owner.entity >= 0 and discourse.drafts[owner.entity].kind == "place":
            owner = by_head.get(_stands_at(parse, owner.head))
        if owner is not None and owner.entity >= 0:
            entity = owner.entity
            discourse.drafts[entity].add(pronoun, entity, "relative clause")
        return
    best, probability = choose(pronoun, discourse.candidates(pronoun), weights)
    if best != NOBODY and probability >= MIN_PROBABILITY:
        discourse.drafts[best].add(pronoun, best, None)
        pronoun.score = round(probability, 3)
        pronoun.reason = "ranked first of those that agree"


def relative_head(parse: Parse, token: int) -> int:
    """Return the noun that the relative clause around `who` describes, or the token itself."""
    i = token
    while parse.head[i] != i:
        if parse.dep[i] == "relcl":
            return parse.head[i]
        i = parse.head[i]
    return token


def _stands_at(parse: Parse, place: int) -> int:
    """Return the noun that stands at a place: "the soldiers in Karsk who", which the parser hangs on Karsk."""
    return parse.head[parse.head[place]] if parse.dep[place] == "pobj" else place


def nobody(pronoun: Noted) -> Candidate:
    """Return the candidate that stands for none of the others."""
    return Candidate(NOBODY, [f"{pronoun_class(pronoun)}:nobody"])


def choose(pronoun: Noted, candidates: Sequence[Candidate], weights: Weights) -> tuple[int, float]:
    """Return the entity that ranks first (NOBODY if none does) and its probability; ties go to the nearest."""
    everyone = [*candidates, nobody(pronoun)]
    sums = [sum([weights[f] for f in c.features if f in weights]) for c in everyone]
    top = max(sums)
    shares = [exp(s - top) for s in sums]
    best = sums.index(top)
    return everyone[best].entity, shares[best] / sum(shares)
