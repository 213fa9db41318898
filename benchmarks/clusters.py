"""One event in many articles: events of ECB+ (CoNLL F1) and of planted stories (B3, count of distinct events).

ECB+: the mentions are given, which may be any words, and the documents are grouped by our own (benchmarks/ecbplus.py);
nothing of the key is read but which words are mentions. The weights were trained on these topics: what they are worth
on topics unseen, `python -m training.clusters.train --check` tells. `CoNLL` is the mean of MUC, B3 and CEAF-e over all
mentions, singletons included. Baselines: the same lemma of the head within a topic of the key, or within a group.
Planted stories are our own (benchmarks/data/README.md): `planted` and `sample` were read by those who wrote the rules
and set the weights, `planted unread` was not. The articles go through the whole pipeline. `found` is the share of the
mentions of the truth at whose trigger there is an event; B3 is over those, and `distinct` how many events they are
found to be for each one that they are; some on which readers differ are left out. `all` counts all that the product
finds, wrong events among it, against all of the truth; `compared` is with how many events one is compared. Baselines:
every event alone; the same type on the same day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

from benchmarks.ecbplus import EVENTS, group_documents, join_story, mentioned_in
from benchmarks.evaluation import load_scorer
from benchmarks.planted import (
    PLANTED,
    UNREAD,
    Planted,
    Told,
    found_and_true,
    gather,
    join,
    read_planted,
    read_sample,
    told_in,
)
from benchmarks.topics import ECB_SENTENCES, Read, head_token, read_ecbplus
from rashomon.pipeline import Layers
from rashomon.profiles import EventProfile

FILES = (EVENTS, ECB_SENTENCES)
TARGETS = {"CoNLL": 77.0, "B3": 80.0}

Row = dict[str, float]


def measure(data: Path) -> dict[str, Row]:
    """Return the figures, in percent, of our clusters and of the trivial answers; raises Absent without the data."""
    scorer = load_scorer(data, "score_clusters")
    rows = _ecbplus(scorer, read_ecbplus(data, EVENTS))
    rows |= _planted(scorer, "planted", *read_planted(PLANTED)) | _planted(scorer, "sample", *read_sample())
    if UNREAD.exists():
        rows |= _planted(scorer, "planted unread", *read_planted(UNREAD))
    return rows


def _ecbplus(scorer: ModuleType, articles: Sequence[Read]) -> dict[str, Row]:
    gold = {g.key: g.chain for a in articles for g in a.given}
    lemma = {g.key: a.parse.lemma[head_token(a.parse, g.span)].lower() for a in articles for g in a.given}
    topic = {g.key: a.topic for a in articles for g in a.given}
    groups = [[articles[i] for i in group] for group in group_documents([a.document.text for a in articles])]
    group = {g.key: number for number, some in enumerate(groups) for a in some for g in a.given}
    ours = {key: first for some in groups for key, first in join_story(mentioned_in(some)).items()}
    answers: dict[str, Mapping[str, object]] = {
        "ECB+ ours": ours,
        "ECB+ same lemma in a topic": {key: (topic[key], lemma[key]) for key in gold},
        "ECB+ same lemma in a group": {key: (group[key], lemma[key]) for key in gold},
        "ECB+ every mention alone": {key: key for key in gold},
    }
    return {name: _conll(scorer, gold, answer) for name, answer in answers.items()}


def _conll(scorer: ModuleType, gold: Mapping[str, str], found: Mapping[str, object]) -> Row:
    scores = scorer.conll(gold, found)
    return {
        "CoNLL": round(100 * scores["CoNLL"], 1),
        **{f"{name} F1": round(100 * scores[name][2], 1) for name in ("MUC", "CEAFe")},
        **_b3(scorer, gold, found),
    }


def _b3(scorer: ModuleType, true: Mapping[str, object], found: Mapping[str, object]) -> Row:
    precision, recall, f1 = (round(100 * value, 1) for value in scorer.b3(true, found))
    return {"B3": f1, "B3 precision": precision, "B3 recall": recall}


def _planted(
    scorer: ModuleType, name: str, articles: Mapping[str, Layers], listed: Sequence[Planted]
) -> dict[str, Row]:
    told = told_in(articles, listed)
    pile = gather(articles)
    chosen, compared = join(pile)
    true, ours = found_and_true(told, chosen)
    profiles = {p.event: p for p in pile.profiles}
    answers: dict[str, Mapping[str, object]] = {
        f"{name} ours": ours,
        f"{name} every event alone": {event: event for event in true},
        f"{name} same type and day": {event: _type_and_day(profiles[event]) for event in true},
    }
    rows = {
        answer: _b3(scorer, true, found) | {"distinct": _distinct(true, found)} for answer, found in answers.items()
    }
    rows[f"{name} ours"] |= {
        "found": round(100 * len(true) / sum(p.cluster is not None for p in listed), 1),
        "all": _all_found(told, chosen) / len({p.cluster for p in listed if p.cluster}),
        "compared": round(compared, 1),
    }
    return rows


def _type_and_day(profile: EventProfile) -> tuple[str, str | None]:
    return profile.type, profile.latest


def _distinct(true: Mapping[str, object], found: Mapping[str, object]) -> float:
    return round(len(set(found.values())) / len(set(true.values())), 3)


def _all_found(told: Sequence[Told], chosen: Mapping[str, object]) -> float:
    """Return how many events the product tells apart, those aside on which readers differ."""
    return sum(chosen[t.event] is None for t in told if t.cluster is not None)
