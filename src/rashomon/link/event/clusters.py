"""The events that are one, each with who tells of it -> the record of that event, and how often it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.link.event.antecedents import BY, Antecedent, order_of
from rashomon.model import Article, Cluster, Event, EventProfile, Party, Realis, digest

__all__ = ["Member", "make_cluster", "source_of"]


class Member(NamedTuple):
    """An event of a cluster: what its article says, how far it happened, who says so (`source_of`), whom it follows."""

    profile: EventProfile
    realis: Realis
    source: str
    chosen: Antecedent | None


def source_of(event: Event, article: Article, speaker: str | None) -> str:
    """Return who asserts an event: the outlet in its own voice, or the speaker of the account that it stands in.

    A speaker whom the article does not make known is counted once an article: two officials who go unnamed in one
    article may be one, and nothing joins them to those of another.
    """
    if event.attribution is None:
        return f"outlet {article.outlet or article.document}"
    return f"speaker {speaker or article.document}"


def make_cluster(members: Sequence[Member]) -> Cluster:
    """Return the record of one event from all accounts of it, in any order; a single account makes a cluster too.

    `texts` counts the articles that tell it in words of their own: those of which every sentence that tells it stands
    in an earlier one are copies. The id is that of its first event, so that an account that joins does not change it.
    """
    ordered = sorted(members, key=lambda m: order_of(m.profile))
    profiles = [m.profile for m in ordered]
    chosen = [m.chosen for m in ordered if m.chosen is not None]
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
        texts=len({frozenset(p.text for p in profiles if p.document == d) for d in {p.document for p in profiles}}),
        sources=len({m.source for m in ordered}),
        realis=dict(sorted(Counter(m.realis for m in ordered).items())),
    )


def _entities(parties: Sequence[Sequence[Party]]) -> tuple[str, ...]:
    """Return who takes part, those whom most accounts name first."""
    counts = Counter(e for named in parties for e in dict.fromkeys(p.entity for p in named if p.entity))
    return tuple(e for e, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
