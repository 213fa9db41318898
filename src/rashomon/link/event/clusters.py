"""The tellings of one event -> its record: who did what to whom, how often it is told, by how many, as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rashomon.link.event.antecedents import BY, order_of
from rashomon.model import Cluster, digest
from rashomon.profiles import EventProfile, Party, Telling

__all__ = ["make_cluster"]

# who says that it was planned, demanded or denied does not say that it happened
_TOOK_PLACE = frozenset({"asserted", "habitual", "historical"})


def make_cluster(tellings: Sequence[Telling]) -> Cluster:
    """Return the record of one event from all tellings of it, in any order; a single one makes a cluster too.

    `texts` counts articles that share a sentence of it once: one is a copy of the other, or of a third. `sources`
    counts those by whose account it took place. The id is that of its first event.
    """
    ordered = sorted(tellings, key=lambda t: order_of(t.profile))
    profiles = [t.profile for t in ordered]
    chosen = [t.antecedent for t in ordered if t.antecedent is not None]
    days = next((p for p in profiles if p.dated), profiles[0])
    return Cluster(
        id=digest("cluster", profiles[0].event),
        by=BY,
        score=min((c.score for c in chosen), default=1.0),
        reason="; ".join(dict.fromkeys(c.reason for c in chosen)) or None,
        events=tuple(p.event for p in profiles),
        type=Counter(p.type for p in profiles).most_common(1)[0][0],
        actors=_entities([p.actors for p in profiles]),
        recipients=_entities([p.recipients for p in profiles]),
        earliest=days.earliest,
        latest=days.latest,
        reports=len({p.document for p in profiles}),
        texts=_count_texts(profiles),
        sources=len({t.source for t in ordered if t.realis in _TOOK_PLACE}),
        realis=dict(sorted(Counter(t.realis for t in ordered).items())),
    )


def _count_texts(profiles: Sequence[EventProfile]) -> int:
    """Return how many groups of articles there are of which none shares a sentence with another."""
    groups: list[set[str]] = []
    for profile in profiles:
        told = {profile.document, profile.text}
        joined = [group for group in groups if group & told]
        groups = [group for group in groups if not group & told] + [told.union(*joined)]
    return len(groups)


def _entities(parties: Sequence[Sequence[Party]]) -> tuple[str, ...]:
    """Return who takes part, those whom most accounts name first."""
    counts = Counter(e for named in parties for e in dict.fromkeys(p.entity for p in named if p.entity))
    return tuple(e for e, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
