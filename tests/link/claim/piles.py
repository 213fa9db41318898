"""Short articles of our own -> the claims that they make together, by all stages, with the pile held in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from msgspec.structs import replace

from rashomon.link import find_profiles, resolve_block
from rashomon.model import Account, Claim, Declared, RawDocument
from rashomon.pipeline import STAGES, Layers, read_article
from rashomon.profiles import Dependence, Grouping, Profile

DAY = "2025-06-03"
STAGE = next(stage for stage in STAGES if stage.name == "claim")
GROUPINGS: Sequence[Grouping] = STAGE.run.keywords["groupings"]  # type: ignore[attr-defined]


@cache
def read(text: str, outlet: str, day: str = DAY) -> Layers:
    raw = RawDocument(
        ref=f"{outlet} {day}",
        content=text.encode(),
        media_type="text/plain",
        charset="utf-8",
        declared=Declared(outlet=outlet, date=day),
    )
    layers = read_article(raw)
    assert isinstance(layers, dict)
    return layers


def claims_of(*articles: Layers) -> list[tuple[Claim, list[Account]]]:
    """Return the claims of a pile, each with its accounts."""
    records = [record for grouping in GROUPINGS for record in _group(grouping, articles)]
    accounts: defaultdict[str, list[Account]] = defaultdict(list)
    for record in records:
        if isinstance(record, Account):
            accounts[record.claim].append(record)
    return [(record, accounts[record.id]) for record in records if isinstance(record, Claim)]


def relations_of(*texts: str) -> set[str]:
    """Return the relations of the claims that texts of different outlets have in common."""
    outlets = ("The Aud Herald", "Bo Radio", "The Dal Courier")
    claims = claims_of(*(read(text, outlet) for text, outlet in zip(texts, outlets, strict=False)))
    return {str(claim.relation) for claim, _ in claims if claim.carriers > 1}


def _group(grouping: Grouping, articles: Sequence[Layers]) -> list[Any]:
    whole, blocks = _identities(articles)
    placed = [
        (one.place, grouping.resolve(one.item, whole), one.keys)
        for layers in articles
        for one in grouping.find(blocks=blocks, **{name: layers.get(name, []) for name in STAGE.needs - {"identity"}})
        if isinstance(one.item, grouping.item)
    ]
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    root: dict[str, str] = {}
    before: defaultdict[str, list[Any]] = defaultdict(list)
    for _, item, keys in sorted(placed, key=lambda one: one[0]):
        known = {other.finding: other for key in sorted(keys) for other in before[key]}
        chosen = grouping.choose(item, list(known.values()))
        root[item.finding] = root[chosen.finding] if chosen else item.finding
        groups[root[item.finding]].append(replace(item, antecedent=chosen))
        for key in keys:
            before[key].append(item)
    newsroom = {layers["document"].id: layers["article"].outlet for layers in articles}
    return [record for group in groups.values() for record in grouping.make(group, Dependence(newsroom=newsroom))]


def _identities(articles: Sequence[Layers]) -> tuple[dict[str, str], dict[str, str]]:
    names = ("document", "article", "dating", "mention", "entity")
    known = dict(pair for layers in articles for pair in find_profiles(*(layers[name] for name in names)))
    counts: defaultdict[str, dict[Profile, int]] = defaultdict(dict)
    for profile in known.values():
        counts[profile.block][profile] = counts[profile.block].get(profile, 0) + 1
    resolved = {r.profile: r.entity.id for block in counts.values() for r in resolve_block(list(block.items()))}
    return {e: resolved[p] for e, p in known.items()}, {e: p.block for e, p in known.items()}
