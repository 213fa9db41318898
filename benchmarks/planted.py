"""Stories of our own with their events told by hand -> which of these the product finds to be one, article by article.

The pile is joined in memory by the functions that the stages call, so that a benchmark need not write a store.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks import Absent
from benchmarks.truth import load_story, locate
from rashomon.link import find_profiles, resolve_block
from rashomon.link.event import choose_antecedent, find_tellings, keys_of, order_of
from rashomon.model import Event, Span
from rashomon.pipeline import Layers, read_article
from rashomon.profiles import Antecedent, EventProfile, Party, Profile
from rashomon.read import read_inputs

__all__ = [
    "PLANTED", "UNREAD", "Pile", "Planted", "Told", "found_and_true", "gather", "join", "read_planted", "read_sample",
    "told_in",
]  # fmt: skip

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "src/rashomon/data/sample"
# the second was not read by those who set weights and wrote rules
PLANTED, UNREAD = HERE / "data/planted-events", HERE / "data/planted-events-b"

NEEDS = ("document", "article", "dating", "sentence", "mention", "timex", "quantity", "attribution", "nested", "event")

Choose = Callable[[EventProfile, Sequence[EventProfile]], Antecedent | None]


class Planted(NamedTuple):
    """A mention of an event by the truth: the article, the trigger, which event it is; None where readers differ."""

    article: str
    trigger: Span
    cluster: str | None


class Told(NamedTuple):
    """An event that the product found, and which it is by the truth: "" for one that is not listed there."""

    event: str
    cluster: str | None


class Pile(NamedTuple):
    """The profiles of a pile, participants resolved, in canonical order, and the keys of each event."""

    profiles: list[EventProfile]
    keys: dict[str, frozenset[str]]


def read_planted(folder: Path) -> tuple[dict[str, Layers], list[Planted]]:
    """Return the articles of a planted corpus as the pipeline reads them, and the mentions of its truth."""
    if not folder.exists():
        raise Absent(f"{folder} is not there")
    clusters = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["clusters"]
    listed = [
        Planted(m["article"], Span(*m["trigger"]), None if m.get("doubtful") else name)
        for name, cluster in clusters.items()
        for m in cluster["mentions"]
    ]
    return _read(folder / "articles.jsonl"), listed


def read_sample() -> tuple[dict[str, Layers], list[Planted]]:
    """Return the same of the sample story; an event that no other passage tells is a cluster of its own."""
    story, found = load_story(), []
    articles = {Path(ref).stem: layers for ref, layers in _read(SAMPLE).items()}
    for ref, layers in articles.items():
        for number, happening in enumerate(story.body(ref).events):
            trigger = locate(happening.passage, layers["document"].text)["t"][0]
            cluster = None if happening.doubtful else happening.same or f"{ref} {number}"
            found.append(Planted(ref, trigger, cluster))
    return articles, found


def _read(path: Path) -> dict[str, Layers]:
    read = {raw.ref: read_article(raw) for raw in read_inputs([path])}  # type: ignore[arg-type]
    return {ref: layers for ref, layers in read.items() if isinstance(layers, dict)}


def told_in(articles: Mapping[str, Layers], listed: Sequence[Planted]) -> list[Told]:
    """Return the events found, each with the listed mention whose trigger it overlaps first."""
    return [
        Told(event.id, _listed(event, ref, listed)) for ref, layers in articles.items() for event in layers["event"]
    ]


def _listed(event: Event, article: str, listed: Sequence[Planted]) -> str | None:
    return next((p.cluster for p in listed if p.article == article and p.trigger.overlaps(event.trigger)), "")


# ---- joining a pile in memory


def gather(articles: Mapping[str, Layers]) -> Pile:
    """Return what the articles tell of their events, with the entities of the pile in the place of the articles'."""
    profiles, keys = [], {}
    who, blocks = _identities(articles)
    for layers in articles.values():
        for telling in find_tellings(**{name: layers[name] for name in NEEDS}):
            profile = telling.profile
            keys[profile.event] = keys_of(profile, blocks)
            actors, recipients = (
                tuple(_resolved(p, who) for p in side) for side in (profile.actors, profile.recipients)
            )
            profiles.append(msgspec.structs.replace(profile, actors=actors, recipients=recipients))
    return Pile(sorted(profiles, key=order_of), keys)


def _identities(articles: Mapping[str, Layers]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the pile's entity of each entity of an article, and the block that it stands in."""
    needs = ("document", "article", "dating", "mention", "entity")
    known = dict(pair for layers in articles.values() for pair in find_profiles(*(layers[name] for name in needs)))
    counts: dict[str, dict[Profile, int]] = defaultdict(lambda: defaultdict(int))
    for profile in known.values():
        counts[profile.block][profile] += 1
    resolved = {r.profile: r.entity.id for block in counts.values() for r in resolve_block(list(block.items()))}
    return {e: resolved[p] for e, p in known.items()}, {e: p.block for e, p in known.items()}


def _resolved(party: Party, who: Mapping[str, str]) -> Party:
    return msgspec.structs.replace(party, entity=who.get(party.entity, party.entity)) if party.entity else party


def join(pile: Pile, choose: Choose = choose_antecedent) -> tuple[dict[str, Antecedent | None], float]:
    """Return the antecedent of each event, and how many each was compared with, on average."""
    sharers: dict[str, list[EventProfile]] = defaultdict(list)
    found: dict[str, Antecedent | None] = {}
    compared = 0
    for profile in pile.profiles:
        before = {p.event: p for key in pile.keys[profile.event] for p in sharers[key]}
        compared += len(before)
        found[profile.event] = choose(profile, list(before.values()))
        for key in pile.keys[profile.event]:
            sharers[key].append(profile)
    return found, compared / max(len(pile.profiles), 1)


def found_and_true(
    told: Sequence[Told], chosen: Mapping[str, Antecedent | None]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what each event is that the truth lists: by the truth, and by the first that it hangs together with."""
    true = {t.event: t.cluster for t in told if t.cluster}
    return true, {event: _root(event, chosen) for event in true}


def _root(event: str, chosen: Mapping[str, Antecedent | None]) -> str:
    while (antecedent := chosen[event]) is not None:
        event = antecedent.finding
    return event
